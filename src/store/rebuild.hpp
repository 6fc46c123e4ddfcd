// Rebuilding the analytics store: empty it and apply every segment again. The same
// segments give the same rows, whatever the version that wrote them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "store/analytics_store.hpp"

namespace atalaya::store {

struct TableDigest {
    std::string table;
    std::int64_t rows{};
    Digest digest;

    friend bool operator==(const TableDigest&, const TableDigest&) = default;
};

// The content of each fact table of a city, whatever the order of its rows and the
// engine: SHA-256 over the sum of the rows' digests. O(rows), one scan a table.
std::vector<TableDigest> table_digests(AnalyticsStore& store, std::string_view city);

struct Rebuilt {
    std::int64_t vintages{};
    std::vector<TableDigest> tables;
};

// Drops the tables and views of the analytics store, of all its cities, when one is missing or is not as
// this program makes it; leaves them when they are. A city that lost its rows with another's gets them
// back when it is next opened: `applied` is gone too. What is there besides is not touched, and a view of
// somebody else's that needs one of them stops it. Error{newer_version} as of AnalyticsStore.
void drop_damaged_tables(Database& analytics);

// Takes the directory alone (see Access::rebuild); works when the analytics store is
// lost or cannot be opened. Error{corrupt} when a segment is not what was published.
Rebuilt rebuild(const std::filesystem::path& folder, Progress& progress);

}  // namespace atalaya::store

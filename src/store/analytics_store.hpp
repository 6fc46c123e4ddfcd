// What questions are asked of: the ledger of incidents, the counts that sources send,
// what rates divide by, the territories, and the rollups. DuckDB or PostgreSQL.
// Every row is a pure function of the segments, so all of it can be rebuilt.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "core/table.hpp"
#include "store/database.hpp"
#include "store/ledger_words.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

struct Applied {
    std::int64_t vintage_no{};
    std::string vintage;
    Digest segment;
};

class AnalyticsStore {
  public:
    // Brings the schema up to date; Error{newer_version} when it is newer than this
    // program knows. A store opened to read is left as it is.
    AnalyticsStore(std::unique_ptr<Database> database, bool read_only);

    std::vector<Applied> applied(std::string_view city);  // oldest first

    // The newest vintage after `vintage_no` of which a fact table has a row; 0 when there is none. Such
    // rows were left by a hand: a vintage and the row of `applied` that says so come in one transaction.
    // One scan a table.
    std::int64_t newest_held_after(std::string_view city, std::int64_t vintage_no);

    // One transaction: the rows of a vintage, its rollups, and the row that says so. No row of it may
    // be there (newest_held_after tells).
    void apply(const Segment& segment, const Segment& place, const Digest& digest, Progress& progress,
               const std::function<void()>& before_commit = {});
    // Forgets all of a city, in one transaction.
    void forget(std::string_view city);

    Database& database() { return *database_; }

  private:
    LedgerWords words_of(const std::string& city);

    std::unique_ptr<Database> database_;
};

// The tables of the analytics store that hold facts, in the order they are filled.
struct FactTable {
    std::string_view name;
    std::vector<std::string_view> key;  // columns that name a row, to report it by
};
const std::vector<FactTable>& fact_tables();

// The rows that a segment gives to a table of the analytics store, at most 61,440 at a
// time. What apply() loads and what verify() compares with. `words` took all segments up
// to this one.
void rows_of(const Segment& segment, const Segment& place, const LedgerWords& words, std::string_view table,
             const std::function<void(const Table&)>& each);

}  // namespace atalaya::store

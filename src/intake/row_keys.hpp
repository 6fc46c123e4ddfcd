// What a delivery says by itself, whatever is accepted of it today: the columns of its head, and the key of every row. A
// descriptor refuses rows that an earlier one took; by their keys the incidents of those are found all the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/digest.hpp"
#include "core/progress.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

struct RowKey {
    std::int64_t line{};  // 1 = first data row
    IncidentKey key;      // as reading the file gives it to the row's incident, where the row is accepted
};

// In the file's order; rows with a blank cell in their key, and those that are broken, have none. `source` is of incidents
// and one that files get a twin of (redact.hpp); they are read as kept_rows.hpp says. Throws what reading throws. O(bytes).
std::vector<RowKey> row_keys(const Source& source, std::string_view bytes, const std::string& name);

// Those of some lines (in order) of a delivery that just came, read in a child process (sandbox.hpp): call it before this
// process starts DuckDB. Throws as row_keys() and Confined do.
std::vector<RowKey> keys_of_lines(const Source& source, const std::filesystem::path& path,
                                  const std::vector<std::int64_t>& lines, Progress& progress);

// The words of the head, of such a source's file. O(bytes) where its format has to be read whole, else O(1).
std::vector<std::string> columns_of(const Source& source, std::string_view bytes, const std::string& name);

}  // namespace atalaya::intake

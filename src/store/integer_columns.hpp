// An answer that is all integers and days, column by column: an engine that keeps columns hands over whole runs of them
// in place of a call for each row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace atalaya::store {

// An answer's columns by their width, each in the answer's order: codes and days (since 1970-01-01) in 32 bits, amounts in 64.
struct IntegerColumns {
    // The answer's first `narrow` columns are of 32 bits, the `wide` after them of 64.
    IntegerColumns(std::size_t narrow, std::size_t wide) : codes(narrow), amounts(wide) {}

    std::vector<std::vector<std::int32_t>> codes;
    std::vector<std::vector<std::int64_t>> amounts;
};

// What an engine that keeps columns has beside Database.
class KeepsColumns {
  public:
    virtual ~KeepsColumns() = default;
    virtual void add_integer_columns(std::string_view sql, const Values& values, IntegerColumns& to) = 0;
};

// All columns are empty where there is no row. NULL, text, or a number that does not fit its column is a broken promise.
// Throws what Database::query throws. O(cells).
IntegerColumns integer_columns(Database& database, std::string_view sql, const Values& values,
                               std::size_t narrow, std::size_t wide);

}  // namespace atalaya::store

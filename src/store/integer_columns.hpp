// An answer that is all integers and days, column by column: an engine that keeps columns hands over whole runs of them
// in place of a call for each row.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "store/database.hpp"

namespace atalaya::store {

using IntegerColumn = std::vector<std::int64_t>;

// What an engine that keeps columns has beside Database.
class KeepsColumns {
  public:
    virtual ~KeepsColumns() = default;
    virtual std::vector<IntegerColumn> integer_columns(std::string_view sql, const Values& values) = 0;
};

// The columns of the answer, days as days since 1970-01-01; `count` of them, all empty where there is no row. NULL or text in one
// is a broken promise. Throws what Database::query throws. O(cells).
std::vector<IntegerColumn> integer_columns(Database& database, std::string_view sql, const Values& values,
                                           std::size_t count);

}  // namespace atalaya::store

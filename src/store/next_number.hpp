// What the next row of a city is numbered by, where each row of a table has a number of its own: 1, 2, ...
#pragma once

#include <cstdint>
#include <string_view>

#include "store/chained_rows.hpp"

namespace atalaya::store {

// Inside the transaction that adds it. One row is read, however many there are.
inline std::int64_t next_number(Database& database, std::string_view city, std::string_view table) {
    return chain_end(database, city, table).links + 1;
}

}  // namespace atalaya::store

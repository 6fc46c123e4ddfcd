// Rows that were deleted, and what a server kept of them.
#pragma once

#include <initializer_list>
#include <string_view>

#include "store/database.hpp"

namespace atalaya::store {

// A PostgreSQL server keeps deleted rows in their pages until it is asked not to, and values of them in the statistics of the
// planner (pg_statistic: the commonest values of each column and a hundred between), where it also keeps what it knew before.
// The tables are written anew and counted anew, then the statistics; those only where the account owns the database: else the
// server says so and leaves them to its own vacuum. Of the other engines nothing is left to do here. Not within a transaction.
// O(rows of the tables and of pg_statistic).
void forget_rows(Database& database, std::initializer_list<std::string_view> tables);

}  // namespace atalaya::store

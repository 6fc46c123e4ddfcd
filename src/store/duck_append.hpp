// Loading columns into DuckDB: data chunks filled from whole columns, texts as
// references to their word, so that a row costs a few nanoseconds a column.
#pragma once

#include <duckdb.h>

#include <memory>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace atalaya::store {

std::unique_ptr<Appender> duck_appender(duckdb_connection connection, std::string table);

// Throws what DuckDB said as an Error.
[[noreturn]] void duck_failure(std::string_view why, std::string_view doing);

}  // namespace atalaya::store

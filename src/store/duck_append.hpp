// Loading columns into DuckDB: data chunks filled from whole columns, texts as
// references to their word, so that a row costs a few nanoseconds a column.
#pragma once

#include <duckdb.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "store/database.hpp"

namespace atalaya::store {

std::unique_ptr<Appender> duck_appender(duckdb_connection connection, std::string table);

// What DuckDB said, as an Error of its own kind: whose file it is can be added.
using OfAnEngine = Error;
struct DuckFailure : OfAnEngine {
    using OfAnEngine::OfAnEngine;
};
[[noreturn]] void duck_failure(std::string_view why, std::string_view doing);

}  // namespace atalaya::store

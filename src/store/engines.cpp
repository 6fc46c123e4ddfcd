#include "store/engines.hpp"

#include <duckdb.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include <fmt/format.h>

namespace atalaya::store {

EngineVersions engine_versions() {
    std::string duckdb = duckdb_library_version();
    if (duckdb.starts_with('v')) duckdb.erase(0, 1);
    const int pq = PQlibVersion();  // 150008 is 15.8
    return {sqlite3_libversion(), duckdb, fmt::format("{}.{}", pq / 10000, pq % 10000)};
}

}  // namespace atalaya::store

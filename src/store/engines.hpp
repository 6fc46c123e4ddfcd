// The database engines that the program was linked with.
#pragma once

#include <string>

namespace atalaya::store {

struct EngineVersions {
    std::string sqlite, duckdb, libpq;  // "3.40.1"
};
EngineVersions engine_versions();

}  // namespace atalaya::store

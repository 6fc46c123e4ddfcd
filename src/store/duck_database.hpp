// DuckDB behind Database: one file, no extensions fetched or loaded, memory and threads
// bounded, spilling into a folder of ours, TimeZone UTC. Do not fork after it opened.
#pragma once

#include <filesystem>
#include <memory>

#include "store/database.hpp"

namespace atalaya::store {

struct DuckOptions {
    std::filesystem::path file;            // ":memory:" for none
    std::filesystem::path temp_directory;  // "" for none
    bool read_only = false;
    int memory_megabytes = 512;
    int threads = 0;  // 0: one until the file has 16 MiB, then as many as cores
};

std::unique_ptr<Database> open_duckdb(const DuckOptions& options);

}  // namespace atalaya::store

// Parquet files, written by an engine in a process of its own: one that has run must not fork afterwards.
#pragma once

#include <duckdb.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <string>

#include "support.hpp"

namespace atalaya::intake {

// 0 when the engine ran it.
inline int engine_runs(const std::string& sql) {
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    if (duckdb_open(nullptr, &database) != DuckDBSuccess) return 1;
    if (duckdb_connect(database, &connection) != DuckDBSuccess) return 2;
    duckdb_result result;
    const auto state = duckdb_query(connection, sql.c_str(), &result);
    if (state != DuckDBSuccess) std::cerr << duckdb_result_error(&result) << '\n';
    duckdb_destroy_result(&result);
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return state == DuckDBSuccess ? 0 : 3;
}

inline int in_a_child(const std::function<int()>& work) {
    const int child = ::fork();
    if (child == 0) ::_exit(work());
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// The Parquet file of a query, written by an engine in a process of its own.
inline std::string parquet_of(const std::string& query, const std::string& options = "") {
    const Folder folder;
    const fs::path path = folder.path() / "x.parquet";
    const std::string copy =
        "COPY (" + query + ") TO '" + path.string() + "' (FORMAT parquet" + options + ")";
    EXPECT_EQ(in_a_child([&] { return engine_runs(copy); }), 0) << query;
    return text_of(path);
}

}  // namespace atalaya::intake

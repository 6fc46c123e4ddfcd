// duckdb_read_csv CSV DATABASE [THREADS]: what DuckDB alone needs to read a file into a
// table of its own, as anyone would type it. The reference of the case rows-10m.
#include <duckdb.h>

#include <cstdio>
#include <string>

namespace {

bool run(duckdb_connection connection, const std::string& sql) {
    duckdb_result result{};
    const bool good = duckdb_query(connection, sql.c_str(), &result) == DuckDBSuccess;
    if (!good) std::fprintf(stderr, "%s\n", duckdb_result_error(&result));
    duckdb_destroy_result(&result);
    return good;
}

}  // namespace

int main(int count, char** words) {
    if (count < 3) {
        std::fprintf(stderr, "duckdb_read_csv: expected CSV DATABASE [THREADS]\n");
        return 2;
    }
    duckdb_database database = nullptr;
    duckdb_connection connection = nullptr;
    if (duckdb_open(words[2], &database) != DuckDBSuccess ||
        duckdb_connect(database, &connection) != DuckDBSuccess)
        return 1;
    bool good = count < 4 || run(connection, std::string{"SET threads="} + words[3]);
    good = good &&
           run(connection, std::string{"CREATE TABLE rows AS SELECT * FROM read_csv('"} + words[1] + "')");
    duckdb_disconnect(&connection);
    duckdb_close(&database);
    return good ? 0 : 1;
}

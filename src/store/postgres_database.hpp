// PostgreSQL behind Database, over libpq: TimeZone UTC, everything in a schema of its own
// (so that both stores may be on one server), rows one at a time, COPY in binary to fill.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace atalaya::store {

struct PostgresOptions {
    std::string connection;  // "postgresql://..."
    std::string schema;      // made when it is not there, unless read_only
    bool read_only = false;
    std::string
        sole_writer_of;  // a city: Error{conflict} while another connection writes it here; "" for no such check
    // Every question reads whole tables without an index: the planner, which takes one group in
    // 200 for live where nearly all are, then joins by hash and not row by row.
    bool whole_tables = false;
};

std::unique_ptr<Database> open_postgres(const PostgresOptions& options);
bool is_postgres(std::string_view engine);

}  // namespace atalaya::store

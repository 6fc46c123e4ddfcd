// Loading columns into PostgreSQL: COPY ... FROM STDIN (FORMAT binary).
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "store/database.hpp"

namespace atalaya::store {

std::unique_ptr<Appender> postgres_appender(PGconn* connection, std::string table);

// Frees a result; throws what the server said, as an Error, when it is a failure.
struct PgFree {
    void operator()(PGresult* result) const { PQclear(result); }
};
using PgResult = std::unique_ptr<PGresult, PgFree>;
PgResult checked(PGconn* connection, PGresult* result, std::string_view doing);

// The types that the stores' tables have (pg_type.dat of PostgreSQL).
enum class PgType : unsigned { int8 = 20, int2 = 21, int4 = 23, text = 25, date = 1082, varchar = 1043 };

// PostgreSQL counts days from 2000-01-01.
inline constexpr std::int32_t days_to_2000 = 10957;

}  // namespace atalaya::store

#include "store/postgres_database.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstring>
#include <thread>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "store/postgres_append.hpp"
#include "store/room.hpp"

namespace atalaya::store {
namespace {

// Classes of SQLSTATE (PostgreSQL manual, appendix A).
Fault fault_of(std::string_view state) {
    const auto kind = state.substr(0, 2);
    if (kind == "53") return Fault::no_space;
    if (kind == "08" || kind == "57" || kind == "3D" || kind == "28" || kind.empty()) return Fault::missing;
    if (kind == "23" || kind == "40" || kind == "55" || kind == "25") return Fault::conflict;
    return Fault::corrupt;
}

// Values as libpq takes them: texts, with the type each has.
class Parameters {
  public:
    explicit Parameters(const Values& values) {
        texts_.reserve(values.size());
        for (const auto& value : values) {
            texts_.push_back(text_of(value));
            types_.push_back(type_of(value));
            pointers_.push_back(std::holds_alternative<std::monostate>(value) ? nullptr
                                                                              : texts_.back().c_str());
        }
    }
    int count() const { return static_cast<int>(pointers_.size()); }
    const Oid* types() const { return types_.data(); }
    const char* const* pointers() const { return pointers_.data(); }

  private:
    static std::string text_of(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* day = std::get_if<Day>(&value)) return iso(*day);
        return {};
    }
    static Oid type_of(const Value& value) {
        if (std::holds_alternative<std::int64_t>(value)) return static_cast<Oid>(PgType::int8);
        if (std::holds_alternative<Day>(value)) return static_cast<Oid>(PgType::date);
        if (std::holds_alternative<std::string>(value)) return static_cast<Oid>(PgType::text);
        return 0;  // NULL: as the place wants it
    }

    std::vector<std::string> texts_;
    std::vector<Oid> types_;
    std::vector<const char*> pointers_;
};

Cell cell_of(PGresult* result, int row, int column) {
    if (PQgetisnull(result, row, column)) return {};
    const std::string_view text{PQgetvalue(result, row, column),
                                static_cast<std::size_t>(PQgetlength(result, row, column))};
    switch (static_cast<PgType>(PQftype(result, column))) {
        case PgType::int2:
        case PgType::int4:
        case PgType::int8: {
            std::int64_t number = 0;
            std::from_chars(text.data(), text.data() + text.size(), number);
            return {Cell::Kind::integer, number, {}};
        }
        case PgType::date: {
            const auto day = parse_day(text);
            expects(day.has_value(), "PostgreSQL writes days as 2020-08-31 (years 1000 to 9999)");
            return {Cell::Kind::day, since_epoch(*day), {}};
        }
        case PgType::text:
        case PgType::varchar: return {Cell::Kind::text, 0, text};
    }
    expects(false, "SQL returns integers, days and text only (cast sums to bigint)");
    return {};
}

class PostgresDatabase final : public Database {
  public:
    explicit PostgresDatabase(const PostgresOptions& options)
        : connection_{PQconnectdb(options.connection.c_str())} {
        if (PQstatus(connection_) != CONNECTION_OK) {
            const std::string why = connection_ ? PQerrorMessage(connection_) : "out of memory";
            PQfinish(connection_);
            throw Error{Fault::missing,
                        message("expected a PostgreSQL server at the address in atalaya.json, found "
                                "none: {}",
                                trimmed(why))};
        }
        PQsetNoticeProcessor(
            connection_, [](void*, const char*) {}, nullptr);
        try {
            prepare(options);
        } catch (...) {
            PQfinish(connection_);
            throw;
        }
    }
    ~PostgresDatabase() override { PQfinish(connection_); }

    Engine engine() const override { return Engine::postgresql; }

    void query(std::string_view sql, const Values& values,
               const std::function<void(const Row&)>& each) override {
        const std::string text{sql};
        const Parameters parameters{values};
        if (PQsendQueryParams(connection_, text.c_str(), parameters.count(), parameters.types(),
                              parameters.pointers(), nullptr, nullptr, 0) != 1) {
            throw Error{Fault::missing, message("PostgreSQL went away: {}", PQerrorMessage(connection_))};
        }
        PQsetSingleRowMode(connection_);
        Drain drain{connection_};
        std::vector<Cell> cells;
        while (auto* raw = PQgetResult(connection_)) {
            const auto result = checked(connection_, raw, sql);
            cells.resize(static_cast<std::size_t>(PQnfields(result.get())));
            for (int row = 0; row < PQntuples(result.get()); ++row) {
                for (std::size_t c = 0; c < cells.size(); ++c)
                    cells[c] = cell_of(result.get(), row, static_cast<int>(c));
                each(Row{cells});
            }
        }
    }

    std::int64_t execute(std::string_view sql, const Values& values) override {
        const std::string text{sql};
        const Parameters parameters{values};
        const auto result =
            checked(connection_,
                    PQexecParams(connection_, text.c_str(), parameters.count(), parameters.types(),
                                 parameters.pointers(), nullptr, nullptr, 0),
                    sql);
        return whole_number(PQcmdTuples(result.get())).value_or(0);
    }

    void script(std::string_view sql) override {
        checked(connection_, PQexec(connection_, std::string{sql}.c_str()), sql);
    }

    std::unique_ptr<Appender> appender(std::string_view table) override {
        return postgres_appender(connection_, std::string{table});
    }

    std::vector<SchemaObject> schema() override {
        std::vector<SchemaObject> objects;
        query(
            "SELECT CASE t.table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END, CAST(t.table_name AS text), "
            "CAST(c.column_name AS text) FROM information_schema.tables AS t "
            "JOIN information_schema.columns AS c ON c.table_schema = t.table_schema "
            "AND c.table_name = t.table_name WHERE t.table_schema = current_schema() "
            "ORDER BY t.table_name, c.ordinal_position",
            {}, [&](const Row& row) {
                if (objects.empty() || objects.back().name != row.text(1))
                    objects.push_back({std::string{row.text(0)}, std::string{row.text(1)}, "", ""});
                auto& columns = objects.back().columns;
                columns += (columns.empty() ? "" : ", ") + std::string{row.text(2)};
            });
        query(
            "SELECT 'trigger', CAST(t.tgname AS text), pg_get_triggerdef(t.oid) FROM pg_trigger AS t "
            "JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace "
            "WHERE NOT t.tgisinternal AND n.nspname = current_schema() UNION ALL "
            "SELECT 'rule', CAST(rulename AS text), definition FROM pg_rules "
            "WHERE schemaname = current_schema()",
            {}, [&](const Row& row) {
                objects.push_back(
                    {std::string{row.text(0)}, std::string{row.text(1)}, "", std::string{row.text(2)}});
            });
        std::sort(objects.begin(), objects.end());
        return objects;
    }

  private:
    // What is left of an answer that nobody wants any more.
    struct Drain {
        PGconn* connection;
        ~Drain() {
            while (auto* result = PQgetResult(connection)) PQclear(result);
        }
    };

    void prepare(const PostgresOptions& options) {
        script(
            "SET TimeZone='UTC'; SET DateStyle='ISO, YMD'; SET client_encoding='UTF8'; "
            "SET standard_conforming_strings=on; SET jit=off");
        if (options.whole_tables) script("SET enable_nestloop=off");
        if (!options.read_only && !options.sole_writer_of.empty()) be_the_only_writer(options);
        if (!options.read_only) script(fmt::format("CREATE SCHEMA IF NOT EXISTS {}", options.schema));
        script(fmt::format("SET search_path TO {}", options.schema));
        if (options.read_only) script("SET default_transaction_read_only=on");
    }

    // The directory's own lock does not know of another directory on the same server. Ours
    // is the server's, and goes with the connection. The server notices only after a moment
    // that a process was killed, so a lock that is taken is asked for again for a while.
    void be_the_only_writer(const PostgresOptions& options) {
        const auto digest = sha256("atalaya writer\x1F" + options.schema + "\x1F" + options.sole_writer_of);
        std::int64_t key = 0;
        std::memcpy(&key, digest.bytes.data(), sizeof key);
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds{5};
        for (;;) {
            bool alone = false;
            query("SELECT CASE WHEN pg_try_advisory_lock($1) THEN 1 ELSE 0 END", {key},
                  [&](const Row& row) { alone = row.integer(0) == 1; });
            if (alone) return;
            if (std::chrono::steady_clock::now() >= patience) break;
            std::this_thread::sleep_for(std::chrono::milliseconds{20});
        }
        throw Error{
            Fault::conflict,
            message("another data directory is writing the city {} on the same PostgreSQL server. Try again "
                    "when it is done; two directories should not share a city",
                    options.sole_writer_of)};
    }

    PGconn* connection_;
};

}  // namespace

PgResult checked(PGconn* connection, PGresult* raw, std::string_view doing) {
    PgResult result{raw};
    switch (PQresultStatus(result.get())) {
        case PGRES_COMMAND_OK:
        case PGRES_TUPLES_OK:
        case PGRES_SINGLE_TUPLE:
        case PGRES_COPY_IN: return result;
        default: break;
    }
    const char* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const Fault fault = fault_of(state ? state : "");
    throw Error{fault, message("PostgreSQL could not go on: {} (while {}){}",
                               trimmed(PQerrorMessage(connection)), called(doing), room_for(fault))};
}

bool is_postgres(std::string_view engine) {
    return engine.starts_with("postgresql://") || engine.starts_with("postgres://");
}

std::unique_ptr<Database> open_postgres(const PostgresOptions& options) {
    return std::make_unique<PostgresDatabase>(options);
}

}  // namespace atalaya::store

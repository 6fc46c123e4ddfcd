#include "store/duck_database.hpp"

#include <duckdb.h>

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <type_traits>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/duck_append.hpp"
#include "store/integer_columns.hpp"
#include "store/room.hpp"

namespace atalaya::store {
namespace {

Fault fault_of(std::string_view message) {
    const auto says = [&](std::string_view part) { return message.find(part) != std::string_view::npos; };
    if (says("No space left") || says("File too large") || says("Disk quota") || says("Out of Memory") ||
        says("could not allocate"))
        return Fault::no_space;
    if (says("Could not set lock") || says("Constraint")) return Fault::conflict;
    if (says("does not exist")) return Fault::missing;
    return Fault::corrupt;
}

class Prepared {
  public:
    Prepared(duckdb_connection connection, std::string_view sql) : sql_{sql} {
        if (duckdb_prepare(connection, std::string{sql}.c_str(), &statement_) == DuckDBSuccess) return;
        const std::string why = duckdb_prepare_error(statement_) ? duckdb_prepare_error(statement_) : "";
        duckdb_destroy_prepare(&statement_);
        duck_failure(why, sql);
    }
    ~Prepared() { duckdb_destroy_prepare(&statement_); }
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    void bind(const Values& values) {
        expects(duckdb_nparams(statement_) == values.size(), "a statement gets as many values as it names");
        for (idx_t i = 0; i < values.size(); ++i) {
            expects(bind_one(i + 1, values[i]) == DuckDBSuccess, "a value can be bound to each $n");
        }
    }
    duckdb_prepared_statement raw() { return statement_; }
    const std::string& sql() const { return sql_; }

  private:
    duckdb_state bind_one(idx_t index, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value))
            return duckdb_bind_int64(statement_, index, *number);
        if (const auto* text = std::get_if<std::string>(&value)) {
            return duckdb_bind_varchar_length(statement_, index, text->data(), text->size());
        }
        if (const auto* day = std::get_if<Day>(&value)) {
            return duckdb_bind_date(statement_, index, duckdb_date{since_epoch(*day)});
        }
        return duckdb_bind_null(statement_, index);
    }

    std::string sql_;
    duckdb_prepared_statement statement_ = nullptr;
};

struct Result {
    duckdb_result raw{};
    ~Result() { duckdb_destroy_result(&raw); }
};

// A column of a fetched chunk, read in place.
class ChunkColumn {
  public:
    ChunkColumn(duckdb_data_chunk chunk, idx_t column)
        : vector_{duckdb_data_chunk_get_vector(chunk, column)},
          data_{duckdb_vector_get_data(vector_)},
          valid_{duckdb_vector_get_validity(vector_)} {
        auto type = duckdb_vector_get_column_type(vector_);
        type_ = duckdb_get_type_id(type);
        duckdb_destroy_logical_type(&type);
    }

    Cell operator[](idx_t row) const {
        if (valid_ && !duckdb_validity_row_is_valid(valid_, row)) return {};
        switch (type_) {
            case DUCKDB_TYPE_TINYINT: return number<std::int8_t>(row);
            case DUCKDB_TYPE_SMALLINT: return number<std::int16_t>(row);
            case DUCKDB_TYPE_INTEGER: return number<std::int32_t>(row);
            case DUCKDB_TYPE_BIGINT: return number<std::int64_t>(row);
            case DUCKDB_TYPE_DATE: return {Cell::Kind::day, static_cast<const std::int32_t*>(data_)[row], {}};
            case DUCKDB_TYPE_VARCHAR: return text(row);
            default:
                expects(false, "SQL returns integers, days and text only (cast sums to bigint)");
                return {};
        }
    }

    template <class To>
    void add_integers(idx_t rows, std::vector<To>& to) const {
        switch (type_) {
            case DUCKDB_TYPE_TINYINT: return add<std::int8_t>(rows, to);
            case DUCKDB_TYPE_SMALLINT: return add<std::int16_t>(rows, to);
            case DUCKDB_TYPE_INTEGER:
            case DUCKDB_TYPE_DATE: return add<std::int32_t>(rows, to);
            case DUCKDB_TYPE_BIGINT: return add<std::int64_t>(rows, to);
            default: expects(false, "these columns are of integers and days");
        }
    }

  private:
    template <class T, class To>
    void add(idx_t rows, std::vector<To>& to) const {
        expects(sizeof(T) <= sizeof(To), "codes and days have 32 bits");
        for (idx_t row = 0; valid_ && row < rows; ++row)
            expects(duckdb_validity_row_is_valid(valid_, row), "these columns hold no NULL");
        const auto* from = static_cast<const T*>(data_);
        to.insert(to.end(), from, from + rows);
    }
    template <class T>
    Cell number(idx_t row) const {
        return {Cell::Kind::integer, static_cast<const T*>(data_)[row], {}};
    }
    Cell text(idx_t row) const {
        auto& value = static_cast<duckdb_string_t*>(data_)[row];
        return {Cell::Kind::text, 0, {duckdb_string_t_data(&value), duckdb_string_t_length(value)}};
    }

    duckdb_vector vector_;
    void* data_;
    std::uint64_t* valid_;
    duckdb_type type_;
};

void hand_over(duckdb_data_chunk chunk, const std::function<void(const Row&)>& each) {
    std::vector<ChunkColumn> columns;
    for (idx_t c = 0; c < duckdb_data_chunk_get_column_count(chunk); ++c) columns.emplace_back(chunk, c);
    std::vector<Cell> cells(columns.size());
    for (idx_t row = 0; row < duckdb_data_chunk_get_size(chunk); ++row) {
        for (std::size_t c = 0; c < columns.size(); ++c) cells[c] = columns[c][row];
        each(Row{cells});
    }
}

void add_columns(duckdb_data_chunk chunk, IntegerColumns& to) {
    const auto narrow = to.codes.size(), all = narrow + to.amounts.size();
    const auto rows = duckdb_data_chunk_get_size(chunk);
    expects(duckdb_data_chunk_get_column_count(chunk) == all, "an answer has the columns that are asked for");
    for (std::size_t i = 0; i < all; ++i) {
        const ChunkColumn column{chunk, i};
        if (i < narrow)
            column.add_integers(rows, to.codes[i]);
        else
            column.add_integers(rows, to.amounts[i - narrow]);
    }
}

// What more than one thread pays for. DuckDB shares a table among them by 122,880 rows, which are some MiB of a file; of less
// the others only wait, spinning, and make their own hash tables of each question (measured: a quarter of all processor time
// of a city of 9 MiB with 24 vintages).
constexpr std::uintmax_t large_file = 16 << 20;

class DuckDatabase final : public Database, public KeepsColumns {
  public:
    explicit DuckDatabase(const DuckOptions& options)
        : file_{options.file}, is_shared_out_{options.threads > 0 || file_ == ":memory:" || is_large()} {
        open(options);
        if (duckdb_connect(database_, &connection_) != DuckDBSuccess) {
            duckdb_close(&database_);
            throw Error{Fault::no_space, message("DuckDB could not make a connection")};
        }
        script("SET TimeZone='UTC'");
    }
    ~DuckDatabase() override {
        duckdb_disconnect(&connection_);
        duckdb_close(&database_);
    }

    Engine engine() const override { return Engine::duckdb; }

    void query(std::string_view sql, const Values& values,
               const std::function<void(const Row&)>& each) override {
        each_chunk(sql, values, [&](duckdb_data_chunk chunk) { hand_over(chunk, each); });
    }

    void add_integer_columns(std::string_view sql, const Values& values, IntegerColumns& to) override {
        each_chunk(sql, values, [&](duckdb_data_chunk chunk) { add_columns(chunk, to); });
    }

    std::int64_t execute(std::string_view sql, const Values& values) override {
        share_out_when_large();
        return of_its_file([&] {
            Prepared prepared{connection_, sql};
            prepared.bind(values);
            Result result;
            run(prepared, result, false);
            return static_cast<std::int64_t>(duckdb_rows_changed(&result.raw));
        });
    }

    void script(std::string_view sql) override {
        of_its_file([&] {
            Result result;
            if (duckdb_query(connection_, std::string{sql}.c_str(), &result.raw) != DuckDBSuccess) {
                duck_failure(duckdb_result_error(&result.raw), sql);
            }
        });
    }

    std::unique_ptr<Appender> appender(std::string_view table) override {
        return of_its_file([&] { return duck_appender(connection_, std::string{table}); });
    }

    std::vector<SchemaObject> schema() override {
        std::vector<SchemaObject> objects;
        query(
            "SELECT CASE t.table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END, t.table_name, c.column_name, "
            "c.data_type || CASE c.is_nullable WHEN 'NO' THEN ' NOT NULL' ELSE '' END "
            "FROM information_schema.tables AS t JOIN information_schema.columns AS c "
            "ON c.table_catalog = t.table_catalog AND c.table_schema = t.table_schema "
            "AND c.table_name = t.table_name WHERE t.table_catalog = current_database() "
            "AND t.table_schema = 'main' ORDER BY t.table_name, c.ordinal_position",
            {}, [&](const Row& row) {
                if (objects.empty() || objects.back().name != row.text(1))
                    objects.push_back({std::string{row.text(0)}, std::string{row.text(1)}, "", ""});
                auto& object = objects.back();
                const std::string comma = object.columns.empty() ? "" : ", ", name{row.text(2)};
                object.columns += comma + name;
                object.definition += comma + name + " " + std::string{row.text(3)};
            });
        std::sort(objects.begin(), objects.end());
        return objects;
    }

  private:
    bool is_large() const {
        std::error_code none;
        std::uintmax_t bytes = 0;
        for (const auto& part : {file_, std::filesystem::path{file_.string() + ".wal"}}) {
            const auto size = std::filesystem::file_size(part, none);
            if (!none) bytes += size;
        }
        return bytes >= large_file;
    }
    // A file that has grown large gets the threads of the machine.
    void share_out_when_large() {
        if (is_shared_out_ || !is_large()) return;
        is_shared_out_ = true;
        Result ignored;
        duckdb_query(connection_, "RESET threads", &ignored.raw);
    }

    // What fails because of what the file holds is told with its remedy: all of it can be made anew.
    template <class Do>
    std::invoke_result_t<Do> of_its_file(Do what) {
        try {
            return what();
        } catch (const DuckFailure& said) {
            const bool damaged = said.fault() == Fault::corrupt || said.fault() == Fault::missing;
            if (!damaged || file_ == ":memory:") throw;
            throw Error{Fault::corrupt,
                        message("the analytics store {} cannot be used as it is. Everything in it comes from "
                                "the segments; make it anew with: atalaya rebuild. ({})",
                                file_.string(), said.message())};
        }
    }

    template <class Take>
    void each_chunk(std::string_view sql, const Values& values, Take take) {
        share_out_when_large();
        of_its_file([&] {
            Prepared prepared{connection_, sql};
            prepared.bind(values);
            Result result;
            run(prepared, result, true);
            while (auto chunk = duckdb_fetch_chunk(result.raw)) {
                try {
                    take(chunk);
                } catch (...) {
                    duckdb_destroy_data_chunk(&chunk);
                    throw;
                }
                duckdb_destroy_data_chunk(&chunk);
            }
            // A stream ends early when the engine fails underneath it.
            if (const char* why = duckdb_result_error(&result.raw)) duck_failure(why, sql);
        });
    }

    void open(const DuckOptions& options) {
        duckdb_config config = nullptr;
        expects(duckdb_create_config(&config) == DuckDBSuccess, "DuckDB makes a configuration");
        const auto set = [&](const char* name, const std::string& value) {
            expects(duckdb_set_config(config, name, value.c_str()) == DuckDBSuccess,
                    "DuckDB knows its settings");
        };
        set("autoinstall_known_extensions", "false");
        set("autoload_known_extensions", "false");
        set("memory_limit", fmt::format("{}MB", options.memory_megabytes));
        if (!options.temp_directory.empty()) set("temp_directory", options.temp_directory.string());
        if (!is_shared_out_) set("threads", "1");
        if (options.threads > 0) set("threads", fmt::format("{}", options.threads));
        if (options.read_only) set("access_mode", "READ_ONLY");
        char* why = nullptr;
        const auto state = duckdb_open_ext(options.file.c_str(), &database_, config, &why);
        duckdb_destroy_config(&config);
        if (state == DuckDBSuccess) return;
        const Message said = why ? verbatim(why) : message("it did not say why");
        duckdb_free(why);
        throw Error{fault_of(said.text),
                    message("expected an analytics store in {}, DuckDB says: {}. The analytics "
                            "store can always be made anew: atalaya rebuild",
                            options.file.string(), said)};
    }

    void run(Prepared& prepared, Result& result, bool stream) {
        duckdb_pending_result pending = nullptr;
        const auto made = stream ? duckdb_pending_prepared_streaming(prepared.raw(), &pending)
                                 : duckdb_pending_prepared(prepared.raw(), &pending);
        if (made != DuckDBSuccess) {
            const std::string why = duckdb_pending_error(pending) ? duckdb_pending_error(pending) : "";
            duckdb_destroy_pending(&pending);
            duck_failure(why, prepared.sql());
        }
        const auto done = duckdb_execute_pending(pending, &result.raw);
        duckdb_destroy_pending(&pending);
        if (done != DuckDBSuccess) {
            const char* why = duckdb_result_error(&result.raw);
            duck_failure(why ? why : "", prepared.sql());
        }
    }

    std::filesystem::path file_;
    bool is_shared_out_;
    duckdb_database database_ = nullptr;
    duckdb_connection connection_ = nullptr;
};

}  // namespace

void duck_failure(std::string_view why, std::string_view doing) {
    throw DuckFailure{fault_of(why), message("DuckDB could not go on: {} (while: {}){}", why, called(doing),
                                             room_for(fault_of(why)))};
}

std::unique_ptr<Database> open_duckdb(const DuckOptions& options) {
    return std::make_unique<DuckDatabase>(options);
}

}  // namespace atalaya::store

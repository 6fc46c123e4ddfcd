// Parquet by an in-memory DuckDB that reads one file and nothing else.
#include <duckdb.h>

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <optional>

#include "core/error.hpp"
#include "core/text.hpp"
#include "intake/csv.hpp"
#include "intake/geometry_cell.hpp"
#include "intake/opens_kept.hpp"
#include "intake/parquet_footer.hpp"
#include "intake/row_feed.hpp"

namespace atalaya::intake {

namespace {

constexpr std::string_view magic = "PAR1";
constexpr std::uint64_t smallest_file = 12;  // the magic twice and the length of what lies before the second
constexpr int engine_megabytes = 512;

[[noreturn]] void refuse(const Message& why) {
    throw Error{Fault::bad_input, why};
}

// --- what can be seen without an engine -------------------------------------------------

std::string bytes_at(const OpenFile& file, std::uint64_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    const auto got = ::pread(file.descriptor(), bytes.data(), size, static_cast<off_t>(offset));
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return bytes;
}

std::uint64_t varint(std::string_view& bytes) {
    std::uint64_t number = 0;
    for (int shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if (byte < 0x80) break;
    }
    return number;
}

// How many columns the file says it has, from the first bytes of its metadata (parquet.thrift, compact
// protocol: the version, then the list of the schema's elements); 0 when they are not written so.
std::uint64_t columns_told(std::string_view metadata) {
    constexpr char version = '\x15', schema = '\x19';
    if (metadata.empty() || metadata.front() != version) return 0;
    metadata.remove_prefix(1);
    varint(metadata);
    if (metadata.size() < 2 || metadata.front() != schema) return 0;
    const auto list = static_cast<unsigned char>(metadata[1]);
    metadata.remove_prefix(2);
    const std::uint64_t elements = list >> 4 == 15 ? varint(metadata) : list >> 4;
    return elements > 0 ? elements - 1 : 0;  // the first is the table itself
}

// How long the file says that its footer is: the first four bytes of `end`, the least first.
std::uint64_t length_told(std::string_view end) {
    std::uint64_t length = 0;
    for (std::size_t i = 4; i-- > 0;) length = length << 8 | static_cast<unsigned char>(end[i]);
    return length;
}

void refuse_what_is_no_parquet(const OpenFile& file) {
    const Message expected = message("{}: expected Parquet; ", file.name());
    if (packing_of(file) != Packing::plain)
        refuse(message("{}found an archive. Unpack it and hand over the file inside.", expected));
    if (!bytes_at(file, 0, magic.size()).starts_with(magic))
        refuse(
            message("{}found something else. Is it another file, or should \"type\" in [format] be mended?",
                    expected));
    const std::string end = file.size() < smallest_file ? "" : bytes_at(file, file.size() - 8, 8);
    if (!end.ends_with(magic))
        refuse(message(
            "{}the file ends before its description of itself does: it was cut short. Fetch it again.",
            expected));
    const std::uint64_t length = length_told(end);
    if (length + smallest_file > file.size())
        refuse(
            message("{}its description of itself would be longer than the file. Fetch it again.", expected));
    const auto columns = columns_told(bytes_at(file, file.size() - 8 - length, 32));
    if (columns > most_columns) {
        refuse(message("{}: expected at most {} columns; found {}. This is no table of facts.", file.name(),
                       most_columns, columns));
    }
}

// --- the engine -------------------------------------------------------------------------

class Engine {
  public:
    explicit Engine(const OpenFile& file) : file_{file}, name_{kept_name(file.descriptor())} {
        duckdb_config config = nullptr;
        expects(duckdb_create_config(&config) == DuckDBSuccess, "DuckDB makes a configuration");
        const std::pair<const char*, std::string> settings[] = {
            {"threads", "1"},  // decoding is the small part of the work, and the rows stay in order
            {"memory_limit", fmt::format("{}MB", engine_megabytes)},
            {"autoinstall_known_extensions", "false"},
            {"autoload_known_extensions", "false"},
            {"temp_directory", ""},
        };
        for (const auto& [setting, value] : settings) {
            expects(duckdb_set_config(config, setting, value.c_str()) == DuckDBSuccess,
                    "DuckDB knows its settings");
        }
        char* why = nullptr;
        const auto opened = duckdb_open_ext(":memory:", &database_, config, &why);
        duckdb_destroy_config(&config);
        const std::string said = why ? why : "";
        duckdb_free(why);
        if (opened != DuckDBSuccess || duckdb_connect(database_, &connection_) != DuckDBSuccess) {
            duckdb_close(&database_);
            throw Error{Fault::no_space,
                        message("DuckDB could not be started to read {}: {}", file.name(), said)};
        }
    }
    ~Engine() {
        duckdb_disconnect(&connection_);
        duckdb_close(&database_);
    }
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    // From here on it reads the one file, and cannot be told otherwise.
    void lock() {
        run(
            fmt::format("SET TimeZone='UTC'; SET allowed_paths=['{}']; SET enable_external_access=false; "
                        "SET lock_configuration=true",
                        name_));
    }

    // The file as a table with columns c0, c1, ...
    std::string table(std::size_t columns) const {
        std::string names;
        for (std::size_t i = 0; i < columns; ++i) names += (i ? ",c" : "c") + std::to_string(i);
        return table() + (columns ? " AS t(" + names + ")" : "");
    }
    std::string metadata() const { return fmt::format("parquet_file_metadata('{}')", name_); }
    std::string table() const { return fmt::format("read_parquet('{}', hive_partitioning=false)", name_); }

    void run(const std::string& sql) {
        duckdb_result result{};
        const auto done = duckdb_query(connection_, sql.c_str(), &result);
        const std::string why = done == DuckDBSuccess ? "" : error_of(result);
        duckdb_destroy_result(&result);
        if (done != DuckDBSuccess) failed(why);
    }

    static std::string error_of(duckdb_result& result) {
        const char* why = duckdb_result_error(&result);
        return why ? why : "";
    }

    // Of one line, with the file's own name.
    [[noreturn]] void failed(std::string why) const {
        if (why.find("Out of Memory") != std::string::npos ||
            why.find("could not allocate") != std::string::npos) {
            refuse(message("{}: reading it takes more than {} MiB of memory. Hand it over in parts.",
                           file_.name(), engine_megabytes));
        }
        why = replaced(why, name_, file_.name());
        why = std::string{trimmed(why.substr(0, std::min<std::size_t>(why.find('\n'), 300)))};
        if (!is_utf8(why)) why = utf8_from_latin1(why);
        refuse(
            message("{}: expected Parquet; it cannot be read (DuckDB says: {}). Fetch it again, or have it "
                    "written anew.",
                    file_.name(), why));
    }

    duckdb_connection connection() const { return connection_; }

  private:
    const OpenFile& file_;
    std::string name_;
    duckdb_database database_ = nullptr;
    duckdb_connection connection_ = nullptr;
};

class Statement {
  public:
    Statement(const Engine& engine, const std::string& sql) : engine_{engine} {
        if (duckdb_prepare(engine.connection(), sql.c_str(), &statement_) == DuckDBSuccess) return;
        const char* said = duckdb_prepare_error(statement_);
        const std::string why = said ? said : "";
        duckdb_destroy_prepare(&statement_);
        engine.failed(why);
    }
    ~Statement() {
        duckdb_destroy_result(&result_);
        duckdb_destroy_prepare(&statement_);
    }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    std::size_t columns() const { return duckdb_prepared_statement_column_count(statement_); }
    std::string name(std::size_t column) const {
        const char* found = duckdb_prepared_statement_column_name(statement_, column);
        const std::string name = found ? found : "";
        duckdb_free(const_cast<char*>(found));
        return name;
    }
    duckdb_type type(std::size_t column) const {
        return duckdb_prepared_statement_column_type(statement_, column);
    }

    // Calls `each(chunk)` for what comes out, in order, as it comes.
    template <class Each>
    void stream(const Each& each) {
        duckdb_pending_result pending = nullptr;
        auto state = duckdb_pending_prepared_streaming(statement_, &pending);
        std::string why;
        if (state != DuckDBSuccess) {
            const char* said = duckdb_pending_error(pending);
            why = said ? said : "";
        } else {
            state = duckdb_execute_pending(pending, &result_);
            if (state != DuckDBSuccess) why = Engine::error_of(result_);
        }
        duckdb_destroy_pending(&pending);
        if (state != DuckDBSuccess) engine_.failed(why);
        struct Chunk {
            duckdb_data_chunk raw;
            ~Chunk() { duckdb_destroy_data_chunk(&raw); }
        };
        while (const auto fetched = duckdb_fetch_chunk(result_)) {
            const Chunk chunk{fetched};
            if (!each(chunk.raw)) return;
        }
        // A stream ends early when the engine fails underneath it.
        if (why = Engine::error_of(result_); !why.empty()) engine_.failed(why);
    }

  private:
    const Engine& engine_;
    duckdb_prepared_statement statement_ = nullptr;
    duckdb_result result_{};
};

// --- columns ----------------------------------------------------------------------------

struct Column {
    std::string name;
    duckdb_type type;
    bool only_days = false;  // of a column of instants: all are midnight
};

bool is_instant(duckdb_type type) {
    switch (type) {
        case DUCKDB_TYPE_TIMESTAMP:
        case DUCKDB_TYPE_TIMESTAMP_S:
        case DUCKDB_TYPE_TIMESTAMP_MS:
        case DUCKDB_TYPE_TIMESTAMP_NS: return true;
        default: return false;
    }
}

std::vector<Column> columns_of(const Engine& engine, const OpenFile& file) {
    const Statement all{engine, "SELECT * FROM " + engine.table()};
    if (all.columns() > most_columns) {
        refuse(message("{}: expected at most {} columns; found {}. This is no table of facts.", file.name(),
                       most_columns, all.columns()));
    }
    std::vector<Column> columns;
    for (std::size_t i = 0; i < all.columns(); ++i) columns.push_back({all.name(i), all.type(i)});
    return columns;
}

// Some programs write days as instants at midnight; no hour is known of them.
void find_only_days(const Engine& engine, std::vector<Column>& columns) {
    std::string asked;
    std::vector<std::size_t> instants;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!is_instant(columns[i].type)) continue;
        asked +=
            fmt::format("{}count(*) FILTER (c{} <> date_trunc('day', c{}))", asked.empty() ? "" : ", ", i, i);
        instants.push_back(i);
    }
    if (instants.empty()) return;
    Statement counts{engine, "SELECT " + asked + " FROM " + engine.table(columns.size())};
    counts.stream([&](duckdb_data_chunk chunk) {
        for (std::size_t k = 0; k < instants.size(); ++k) {
            const auto vector = duckdb_data_chunk_get_vector(chunk, k);
            columns[instants[k]].only_days = *static_cast<std::int64_t*>(duckdb_vector_get_data(vector)) == 0;
        }
        return true;
    });
}

std::int64_t rows_told(const Engine& engine) {
    std::int64_t rows = 0;
    Statement told{engine, "SELECT CAST(num_rows AS BIGINT) FROM " + engine.metadata()};
    told.stream([&](duckdb_data_chunk chunk) {
        rows = *static_cast<std::int64_t*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, 0)));
        return true;
    });
    return rows;
}

// Numbers with a point come as they are, everything else as the engine's text; so do lists and structures ("[8, 20]"),
// such as the bounds that GeoParquet keeps beside a shape, so that a table with a column nobody uses is read.
std::string selected(const Column& column, std::size_t i) {
    switch (column.type) {
        case DUCKDB_TYPE_DOUBLE:
        case DUCKDB_TYPE_FLOAT:
        case DUCKDB_TYPE_VARCHAR: return fmt::format("c{}", i);
        case DUCKDB_TYPE_BLOB: return fmt::format("c{}", i);
        default: break;
    }
    return column.only_days ? fmt::format("CAST(CAST(c{} AS DATE) AS VARCHAR)", i)
                            : fmt::format("CAST(c{} AS VARCHAR)", i);
}

// A cell whose text is none.
struct BadText {
    std::size_t column;
    std::int64_t row;  // of data, from 1
};

bool tells_of_bad_text(const Error& error) {
    return std::string_view{error.what()}.find("is not valid UTF8") != std::string_view::npos;
}

// The file with its texts told as bytes, which are no longer looked at; nullptr of one that is too large to be held, or laid
// otherwise.
std::unique_ptr<OpenFile> with_unread_texts(const OpenFile& file) {
    constexpr std::uint64_t most = 256ull << 20, end = 8;  // the length of the footer, and the magic
    if (file.size() > most) return nullptr;
    std::string bytes = bytes_at(file, 0, file.size());
    const auto length = length_told(bytes.substr(bytes.size() - end));
    const std::size_t body = bytes.size() - end - length;
    const auto footer = with_texts_as_bytes(std::string_view{bytes}.substr(body, length));
    if (!footer) return nullptr;
    bytes.resize(body);
    bytes += *footer;
    for (std::size_t rest = footer->size(), i = 0; i < 4; ++i, rest >>= 8)
        bytes += static_cast<char>(rest & 0xFF);
    return std::make_unique<OpenFile>(bytes += magic, file.name());
}

// The first cell whose text is none, row by row. DuckDB names the text and not where it stands, also where it is of a sealed
// column. None where it is within a list or a structure, or where the file is damaged otherwise before it.
std::optional<BadText> find_bad_text(const OpenFile& file, const std::vector<Column>& columns) {
    std::vector<std::size_t> texts;
    std::string asked;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].type != DUCKDB_TYPE_VARCHAR) continue;
        asked += fmt::format("{}c{}", texts.empty() ? "" : ", ", i);
        texts.push_back(i);
    }
    const auto unread = texts.empty() ? nullptr : with_unread_texts(file);
    if (!unread) return {};
    answer_also_with(unread->descriptor());
    Engine engine{*unread};
    engine.lock();
    std::optional<BadText> found;
    std::int64_t rows = 0;
    const auto look = [&](duckdb_data_chunk chunk) {
        const std::size_t size = duckdb_data_chunk_get_size(chunk);
        std::size_t first = size;
        for (std::size_t k = 0; k < texts.size(); ++k) {
            const auto vector = duckdb_data_chunk_get_vector(chunk, k);
            const auto valid = duckdb_vector_get_validity(vector);
            const auto data = static_cast<duckdb_string_t*>(duckdb_vector_get_data(vector));
            for (std::size_t row = 0; row < first; ++row) {
                if (valid && !duckdb_validity_row_is_valid(valid, row)) continue;
                if (is_utf8({duckdb_string_t_data(&data[row]), duckdb_string_t_length(data[row])})) continue;
                found = BadText{texts[k], rows + static_cast<std::int64_t>(row) + 1};
                first = row;
            }
        }
        rows += static_cast<std::int64_t>(size);
        return !found;
    };
    try {
        Statement{engine, "SELECT " + asked + " FROM " + engine.table(columns.size())}.stream(look);
    } catch (const Error&) {
        return {};  // what was found first is said
    }
    return found;
}

// A column of a chunk, cells as text.
class Cells {
  public:
    Cells(duckdb_data_chunk chunk, std::size_t column, duckdb_type type)
        : type_{type},
          vector_{duckdb_data_chunk_get_vector(chunk, column)},
          data_{duckdb_vector_get_data(vector_)},
          valid_{duckdb_vector_get_validity(vector_)} {}

    void give(std::size_t row, RowFeed& feed) const {
        if (valid_ && !duckdb_validity_row_is_valid(valid_, row)) return feed.cell({});
        if (type_ == DUCKDB_TYPE_DOUBLE) {
            const double number = static_cast<const double*>(data_)[row];
            return feed.cell(std::isinf(number) ? infinite(number) : number_text(number));
        }
        if (type_ == DUCKDB_TYPE_FLOAT) {
            const float number = static_cast<const float*>(data_)[row];
            if (std::isinf(number)) return feed.cell(infinite(number));
            return feed.cell(std::isnan(number) ? "" : fmt::format("{}", number == 0 ? 0.0F : number));
        }
        auto& text = static_cast<duckdb_string_t*>(data_)[row];
        const std::string_view bytes{duckdb_string_t_data(&text), duckdb_string_t_length(text)};
        if (type_ != DUCKDB_TYPE_BLOB) return feed.cell(bytes);
        // A geometry, as GeoParquet has it; other bytes that are no text are blank.
        if (looks_like_wkb(bytes)) return feed.cell(in_hexadecimal(bytes));
        feed.cell(is_utf8(bytes) ? bytes : std::string_view{});
    }

  private:
    // What is no number (NaN) is how many programs say that there is none; an infinity is a fault, and is told as it stands.
    static std::string infinite(double number) { return number > 0 ? "inf" : "-inf"; }

    duckdb_type type_;
    duckdb_vector vector_;
    void* data_;
    std::uint64_t* valid_;
};

}  // namespace

void read_parquet_table(const OpenFile& file, int threads, RowConsumer& consumer, Progress& progress) {
    refuse_what_is_no_parquet(file);
    Engine engine{file};
    engine.lock();
    auto columns = columns_of(engine, file);
    std::vector<std::string> head;
    for (const auto& column : columns) head.push_back(column.name);
    RowFeed feed{consumer, progress, threads, file.name()};
    feed.head(head);

    const std::int64_t told = rows_told(engine);
    find_only_days(engine, columns);
    std::string asked;
    for (std::size_t i = 0; i < columns.size(); ++i) asked += (i ? ", " : "") + selected(columns[i], i);

    std::int64_t rows = 0;
    bool more = true;
    Statement all{engine, "SELECT " + asked + " FROM " + engine.table(columns.size())};
    const auto each = [&](duckdb_data_chunk chunk) {
        std::vector<Cells> cells;
        for (std::size_t i = 0; i < columns.size(); ++i) cells.emplace_back(chunk, i, columns[i].type);
        for (std::size_t row = 0; row < duckdb_data_chunk_get_size(chunk) && more; ++row) {
            for (const auto& column : cells) column.give(row, feed);
            const double share =
                static_cast<double>(++rows) / static_cast<double>(std::max<std::int64_t>(told, 1));
            more = feed.end_row(share, static_cast<std::uint64_t>(share * static_cast<double>(file.size())));
        }
        return more;
    };
    try {
        all.stream(each);
    } catch (const Error& error) {
        if (!tells_of_bad_text(error)) throw;
        const auto bad = find_bad_text(file, columns);
        if (!bad)
            refuse(message(
                "{}: expected UTF-8; found a text whose bytes are not. Have it written anew from what it "
                "was made of.",
                file.name()));
        refuse(message(
            "{}, column \"{}\", data row {}: expected UTF-8; found bytes that are not. Have it written "
            "anew from what it was made of.",
            file.name(), columns[bad->column].name, bad->row));
    }
    if (more && rows != told)
        refuse(message("{}: says that it has {} rows; found {}. Fetch it again.", file.name(), told, rows));
    feed.finish();
}

}  // namespace atalaya::intake

#include "store/sqlite_database.hpp"

#include <unistd.h>

#include <sqlite3.h>

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "store/room.hpp"

namespace atalaya::store {
namespace {

Fault fault_of(int code) {
    switch (code & 0xFF) {
        case SQLITE_FULL:
        case SQLITE_NOMEM: return Fault::no_space;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_READONLY:
        case SQLITE_PROTOCOL:
        case SQLITE_CONSTRAINT: return Fault::conflict;
        case SQLITE_CANTOPEN: return Fault::missing;
        default: return Fault::corrupt;
    }
}

bool is_writable(const std::filesystem::path& folder) {
    return ::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0;
}

std::string file_of(sqlite3* db) {
    const char* name = sqlite3_db_filename(db, "main");
    return name && *name ? name : "SQLite";
}

Message remedy(Fault fault) {
    if (fault != Fault::corrupt) return room_for(fault);
    return message(". `atalaya verify` names what is damaged; restore the record store from a backup");
}

[[noreturn]] void fail(sqlite3* db, int code, std::string_view doing) {
    const Fault fault = fault_of(code);
    throw Error{fault, message("{}: SQLite could not go on: {} (while: {}){}", file_of(db),
                               sqlite3_errmsg(db), called(doing), remedy(fault))};
}

int by_bytes(void*, int a_size, const void* a, int b_size, const void* b) {
    const std::string_view left{static_cast<const char*>(a), static_cast<std::size_t>(a_size)};
    const std::string_view right{static_cast<const char*>(b), static_cast<std::size_t>(b_size)};
    return left.compare(right);
}

class Statement {
  public:
    Statement(sqlite3* db, std::string_view sql) : db_{db} {
        const int code =
            sqlite3_prepare_v2(db, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr);
        if (code != SQLITE_OK) fail(db, code, sql);
    }
    ~Statement() { sqlite3_finalize(statement_); }
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int index, const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            sqlite3_bind_int64(statement_, index, *number);
        } else if (const auto* text = std::get_if<std::string>(&value)) {
            bind_text(index, *text);
        } else if (const auto* day = std::get_if<Day>(&value)) {
            bind_text(index, iso(*day));
        } else {
            sqlite3_bind_null(statement_, index);
        }
    }
    void bind_text(int index, std::string_view text) {
        sqlite3_bind_text(statement_, index, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    }
    void bind_values(const Values& values) {
        expects(sqlite3_bind_parameter_count(statement_) == static_cast<int>(values.size()),
                "a statement gets as many values as it names");
        for (std::size_t i = 0; i < values.size(); ++i) {
            const int index = sqlite3_bind_parameter_index(statement_, fmt::format("${}", i + 1).c_str());
            expects(index > 0, "values are named $1, $2, ...");
            bind(index, values[i]);
        }
    }
    // True while there is a row.
    bool step() {
        const int code = sqlite3_step(statement_);
        if (code == SQLITE_ROW) return true;
        if (code != SQLITE_DONE) fail(db_, code, sqlite3_sql(statement_));
        return false;
    }
    void reset() { sqlite3_reset(statement_); }
    sqlite3_stmt* raw() { return statement_; }

  private:
    sqlite3* db_;
    sqlite3_stmt* statement_ = nullptr;
};

// What a STRICT table lets into a column, where one of the answer is a table's.
class DeclaredColumn {
  public:
    DeclaredColumn(sqlite3* db, sqlite3_stmt* statement, int column) {
        const char* type = sqlite3_column_decltype(statement, column);
        const char* table = sqlite3_column_table_name(statement, column);
        const char* name = sqlite3_column_origin_name(statement, column);
        if (!type || !table || !name) return;
        if (sqlite3_stricmp(type, "text") == 0) type_ = SQLITE_TEXT;
        if (sqlite3_stricmp(type, "integer") == 0) type_ = SQLITE_INTEGER;
        name_ = fmt::format("{}.{}", table, name);
        int not_null = 0;
        sqlite3_table_column_metadata(db, "main", table, name, nullptr, nullptr, &not_null, nullptr, nullptr);
        nullable_ = not_null == 0;
    }
    // Error{corrupt} when SQLite would not have let such a value in.
    void check(sqlite3* db, int found) const {
        if (type_ == 0 || found == type_ || (found == SQLITE_NULL && nullable_)) return;
        throw Error{Fault::corrupt, message("{}: the column {} has a value that it cannot have{}",
                                            file_of(db), name_, remedy(Fault::corrupt))};
    }

  private:
    int type_ = 0;  // 0: of no table
    bool nullable_ = true;
    std::string name_;
};

Cell cell_of(sqlite3_stmt* statement, int column) {
    switch (sqlite3_column_type(statement, column)) {
        case SQLITE_NULL: return {};
        case SQLITE_INTEGER: return {Cell::Kind::integer, sqlite3_column_int64(statement, column), {}};
        case SQLITE_TEXT: {
            const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
            return {Cell::Kind::text,
                    0,
                    {text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))}};
        }
        default: expects(false, "SQL returns integers, days and text only"); return {};
    }
}

// The schema's common text as SQLite wants it.
std::string in_sqlite(std::string_view sql) {
    return replaced(replaced(std::string{sql}, " bigint", " integer"), "\n);", "\n) STRICT;");
}

class SqliteAppender final : public Appender {
  public:
    SqliteAppender(sqlite3* db, std::string table) : db_{db}, table_{std::move(table)} {}

    void add(const Table& rows) override {
        if (!insert_) prepare(rows.columns.size());
        const std::size_t count = rows.rows();
        for (std::size_t row = 0; row < count; ++row) {
            for (std::size_t c = 0; c < rows.columns.size(); ++c)
                bind(static_cast<int>(c + 1), rows.columns[c].cells, row);
            insert_->step();
            insert_->reset();
        }
    }
    void finish() override { insert_.reset(); }

  private:
    void prepare(std::size_t columns) {
        std::string marks = "?";
        for (std::size_t i = 1; i < columns; ++i) marks += ",?";
        insert_ = std::make_unique<Statement>(db_, fmt::format("INSERT INTO {} VALUES ({})", table_, marks));
    }
    void bind(int index, const Cells& cells, std::size_t row) {
        if (const auto* text = std::get_if<Coded>(&cells)) {
            insert_->bind_text(index, (*text)[row]);
        } else if (const auto* days = std::get_if<Days>(&cells)) {
            const auto day = days->since_epoch[row];
            insert_->bind(index, day == nothing<std::int32_t> ? Value{} : Value{day_at(day)});
        } else if (const auto* wide = std::get_if<std::vector<std::int64_t>>(&cells)) {
            bind_number(index, (*wide)[row]);
        } else if (const auto* middle = std::get_if<std::vector<std::int32_t>>(&cells)) {
            bind_number(index, (*middle)[row]);
        } else {
            bind_number(index, std::get<std::vector<std::int8_t>>(cells)[row]);
        }
    }
    template <class T>
    void bind_number(int index, T number) {
        insert_->bind(index, number == nothing<T> ? Value{} : Value{static_cast<std::int64_t>(number)});
    }

    sqlite3* db_;
    std::string table_;
    std::unique_ptr<Statement> insert_;
};

class SqliteDatabase final : public Database {
  public:
    SqliteDatabase(const std::filesystem::path& file, bool read_only) {
        open(file.string(), read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
             file);
        try {
            if (read_only && !can_read()) open_unchanging(file);
            prepare(read_only);
        } catch (...) {
            sqlite3_close(db_);
            throw;
        }
    }
    ~SqliteDatabase() override { sqlite3_close(db_); }

    Engine engine() const override { return Engine::sqlite; }

    void query(std::string_view sql, const Values& values,
               const std::function<void(const Row&)>& each) override {
        Statement statement{db_, sql};
        statement.bind_values(values);
        std::vector<Cell> cells(static_cast<std::size_t>(sqlite3_column_count(statement.raw())));
        std::vector<DeclaredColumn> declared;
        for (int i = 0; i < static_cast<int>(cells.size()); ++i)
            declared.emplace_back(db_, statement.raw(), i);
        while (statement.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                const int column = static_cast<int>(i);
                declared[i].check(db_, sqlite3_column_type(statement.raw(), column));
                cells[i] = cell_of(statement.raw(), column);
            }
            each(Row{cells});
        }
    }

    std::int64_t execute(std::string_view sql, const Values& values) override {
        Statement statement{db_, sql};
        statement.bind_values(values);
        while (statement.step()) {
        }
        return sqlite3_changes64(db_);
    }

    void script(std::string_view sql) override {
        const int code = sqlite3_exec(db_, in_sqlite(sql).c_str(), nullptr, nullptr, nullptr);
        if (code != SQLITE_OK) fail(db_, code, sql);
    }

    std::unique_ptr<Appender> appender(std::string_view table) override {
        return std::make_unique<SqliteAppender>(db_, std::string{table});
    }

    std::vector<SchemaObject> schema() override {
        auto objects = collect(
            "SELECT CAST(type AS text), CAST(name AS text), CAST(coalesce(sql, '') AS text) FROM "
            "sqlite_master "
            "WHERE substr(name, 1, 7) <> 'sqlite_'",
            {}, [](const Row& row) -> SchemaObject {
                return {std::string{row.text(0)}, std::string{row.text(1)}, "", std::string{row.text(2)}};
            });
        for (auto& object : objects) {
            if (object.kind != "table" && object.kind != "view") continue;
            query("SELECT CAST(name AS text) FROM pragma_table_info($1)", {object.name}, [&](const Row& row) {
                object.columns += (object.columns.empty() ? "" : ", ") + std::string{row.text(0)};
            });
        }
        std::sort(objects.begin(), objects.end());
        return objects;
    }

    // Rows against their table's rules and indexes, and the pages' own order.
    std::vector<std::string> own_check() override {
        std::vector<std::string> said;
        query("PRAGMA integrity_check", {}, [&](const Row& row) {
            if (row.text(0) != "ok") said.emplace_back(row.text(0));
        });
        return said;
    }

  private:
    void open(const std::string& name, int flags, const std::filesystem::path& file) {
        const int code = sqlite3_open_v2(name.c_str(), &db_, flags | SQLITE_OPEN_EXRESCODE, nullptr);
        if (code == SQLITE_OK) return;
        const std::string why = db_ ? sqlite3_errmsg(db_) : sqlite3_errstr(code);
        sqlite3_close(std::exchange(db_, nullptr));
        throw Error{fault_of(code),
                    message("expected a record store in {}, SQLite says: {}", file.string(), why)};
    }

    // A reader of a WAL makes a -shm file beside it, which a folder that cannot be written does not take: where one is left
    // there that says nothing, SQLite tries to make it anew until it gives up (SQLITE_PROTOCOL).
    bool can_read() {
        const int code =
            sqlite3_exec(db_, "SELECT 1 FROM sqlite_master LIMIT 1", nullptr, nullptr, nullptr) & 0xFF;
        if (code == SQLITE_PROTOCOL) return is_writable(std::filesystem::path{file_of(db_)}.parent_path());
        return code != SQLITE_CANTOPEN && code != SQLITE_READONLY;
    }

    // A file that nobody can write meanwhile needs neither lock nor -shm, if all of it is in the file.
    void open_unchanging(const std::filesystem::path& file) {
        std::error_code none;
        if (const auto wal = file.string() + "-wal"; std::filesystem::file_size(wal, none) > 0 && !none) {
            throw Error{
                Fault::conflict,
                message("{} holds what a killed process wrote last, and this folder cannot be written, "
                        "so it cannot be read. Open it once where it can be written, or copy the whole "
                        "folder to such a place",
                        wal)};
        }
        std::string name = "file:";
        for (const char c : file.string()) {
            if (c == '%' || c == '?' || c == '#') {
                name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
            } else {
                name += c;
            }
        }
        sqlite3_close(std::exchange(db_, nullptr));
        open(name + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, file);
    }

    void prepare(bool read_only) {
        sqlite3_busy_timeout(db_, 10'000);
        sqlite3_create_collation(db_, "C", SQLITE_UTF8, nullptr, by_bytes);
        if (!read_only) script("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
        script("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
    }

    sqlite3* db_ = nullptr;
};

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::filesystem::path& file, bool read_only) {
    return std::make_unique<SqliteDatabase>(file, read_only);
}

}  // namespace atalaya::store

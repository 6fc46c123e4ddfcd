// One way to talk to a database, whichever engine is behind: SQLite and DuckDB
// inside the process, PostgreSQL over a socket. The texts come from sql/ and name
// their values $1, $2, ...; what comes back is integers, days and text, never a
// double (sums of doubles depend on the engine's order, so they are made in C++).
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/day.hpp"
#include "core/table.hpp"

namespace atalaya::store {

enum class Engine { sqlite, duckdb, postgresql };
std::string_view name_of(Engine engine);

using Value = std::variant<std::monostate, std::int64_t, std::string, Day>;
using Values = std::vector<Value>;

// One value of an answer; `text` lives as long as the row.
struct Cell {
    enum class Kind : std::uint8_t { null, integer, text, day };
    Kind kind = Kind::null;
    std::int64_t number{};  // the integer, or the days since 1970-01-01
    std::string_view text;
};

// One row of an answer, valid until the next. Asking for another kind than the
// column has is a broken promise, except that day() also reads "2020-08-31" (the
// record store keeps its days as text: SQLite has no dates). An engine hands over no
// value of a table's column that is of another kind than the column: that is damage.
class Row {
  public:
    explicit Row(std::span<const Cell> cells) : cells_{cells} {}

    std::size_t size() const { return cells_.size(); }
    const Cell& operator[](std::size_t i) const { return cells_[i]; }
    bool is_null(std::size_t i) const { return cells_[i].kind == Cell::Kind::null; }
    std::int64_t integer(std::size_t i) const;
    std::string_view text(std::size_t i) const;
    Day day(std::size_t i) const;
    Value value(std::size_t i) const;

  private:
    std::span<const Cell> cells_;
};

// Many rows into one table: what is added becomes visible with finish().
// Columns are matched by position and must be all of the table's; an integer goes
// into any width it fits, nothing<T> becomes NULL.
class Appender {
  public:
    virtual ~Appender() = default;
    virtual void add(const Table& rows) = 0;
    virtual void finish() = 0;
};

// A table, view, trigger, rule or index that is in a database.
struct SchemaObject {
    std::string kind;  // "table", "view", "trigger", "rule" or "index"
    std::string name;
    std::string columns;     // of a table or view: their names, in order
    std::string definition;  // what made it, as the engine says it; "" where it does not

    friend auto operator<=>(const SchemaObject&, const SchemaObject&) = default;
};

// Every failure of an engine is Error{corrupt | no_space | conflict | missing},
// with the engine's own words. Not for several threads at once.
class Database {
  public:
    virtual ~Database() = default;

    virtual Engine engine() const = 0;

    // Hands each row of the answer to `each`. One statement.
    virtual void query(std::string_view sql, const Values& values,
                       const std::function<void(const Row&)>& each) = 0;
    // A statement without an answer; gives the number of rows it touched.
    virtual std::int64_t execute(std::string_view sql, const Values& values = {}) = 0;
    // Several statements without values, in the one text that both engines of a
    // store share (SQLite reads `bigint` as `integer` and makes its tables STRICT).
    virtual void script(std::string_view sql) = 0;
    virtual std::unique_ptr<Appender> appender(std::string_view table) = 0;

    // What is there, but for what the engine makes for itself; by kind and name.
    virtual std::vector<SchemaObject> schema() = 0;
    // What the engine finds when it looks through its own pages and indexes, in its words:
    // nothing when all is well, or when the engine has no such look (DuckDB has a sum for each
    // block and looks when it reads; PostgreSQL is its server's affair).
    virtual std::vector<std::string> own_check() { return {}; }

    void append(std::string_view table, const Table& rows);

    // The rows as `make` reads them.
    template <class Make>
    auto collect(std::string_view sql, const Values& values, Make make) {
        std::vector<decltype(make(std::declval<const Row&>()))> out;
        query(sql, values, [&](const Row& row) { out.push_back(make(row)); });
        return out;
    }
};

// What a statement is called in an error: its first words, without comments.
std::string called(std::string_view sql);

// BEGIN ... COMMIT; what is not committed is rolled back.
class Transaction {
  public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace atalaya::store

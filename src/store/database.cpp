#include "store/database.hpp"

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::store {

std::string_view name_of(Engine engine) {
    switch (engine) {
        case Engine::sqlite: return "sqlite";
        case Engine::duckdb: return "duckdb";
        case Engine::postgresql: return "postgresql";
    }
    return "";
}

std::int64_t Row::integer(std::size_t i) const {
    expects(cells_[i].kind == Cell::Kind::integer, "Row::integer asks for an integer column without NULLs");
    return cells_[i].number;
}

std::string_view Row::text(std::size_t i) const {
    expects(cells_[i].kind == Cell::Kind::text, "Row::text asks for a text column without NULLs");
    return cells_[i].text;
}

Day Row::day(std::size_t i) const {
    if (cells_[i].kind == Cell::Kind::day) return day_at(static_cast<std::int32_t>(cells_[i].number));
    const auto day = parse_day(text(i));
    if (!day)
        throw Error{Fault::corrupt,
                    message("expected a day such as 2020-08-31 in the store, found \"{}\"", text(i))};
    return *day;
}

Value Row::value(std::size_t i) const {
    switch (cells_[i].kind) {
        case Cell::Kind::null: return std::monostate{};
        case Cell::Kind::integer: return cells_[i].number;
        case Cell::Kind::text: return std::string{cells_[i].text};
        case Cell::Kind::day: return day(i);
    }
    return {};
}

std::string called(std::string_view sql) {
    constexpr std::size_t most = 60;
    std::string words;
    for (const auto line : split(sql, '\n')) {
        if (line.starts_with("--")) continue;
        for (const auto word : split(line, ' ')) {
            if (word.empty()) continue;
            if (words.size() + word.size() > most) return words + " …";
            words += (words.empty() ? "" : " ") + std::string{word};
        }
    }
    return words;
}

void Database::append(std::string_view table, const Table& rows) {
    const auto to = appender(table);
    to->add(rows);
    to->finish();
}

Transaction::Transaction(Database& database) : database_{database} {
    database_.script("BEGIN");
}

Transaction::~Transaction() {
    if (!open_) return;
    try {
        database_.script("ROLLBACK");
    } catch (const std::exception&) {
        // The engine already gave it up (a lost connection, a full disk): nothing stays.
    }
}

void Transaction::commit() {
    database_.script("COMMIT");
    open_ = false;
}

}  // namespace atalaya::store

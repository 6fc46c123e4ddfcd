// The texts under sql/: that they keep the rules under which one text means the same on
// two engines, and that each question answers as its table in tests/sql says, on each.
//
//   load TABLE, then a header and rows   ask A | B, then the rows of the answer
//   do A | B (a text without answer)     table TABLE, then a header and all its rows
//
// A bare number is a number, 2020-08-31 a day in the analytics store, '' the empty
// text, NULL nothing. Where a table has codes a test writes the texts: load numbers them
// and adds them to `word`.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>

#include "source_folder.hpp"
#include "store/analytics_store.hpp"
#include "store/duck_database.hpp"
#include "store/record_store.hpp"
#include "store/sqlite_database.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;
const fs::path root{source_folder()};

std::string read(const fs::path& path) {
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<fs::path> sql_files(std::string_view folder) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator{root / "sql"}) {
        if (entry.path().extension() == ".sql" && entry.path().parent_path().filename() == folder)
            out.push_back(entry.path());
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::string without_comments(const std::string& sql) {
    return std::regex_replace(sql, std::regex{"--[^\n]*"}, "");
}

std::set<std::string> matches(const std::string& text, const std::string& pattern) {
    const std::regex wanted{pattern};
    std::set<std::string> out;
    for (std::sregex_iterator at{text.begin(), text.end(), wanted}, end; at != end; ++at)
        out.insert((*at)[1]);
    return out;
}

bool in_no_order(const std::string& sql) {
    return sql.find("\n-- In no order") != std::string::npos;
}

TEST(SqlTexts, EveryQuestionHasItsTable) {
    ASSERT_FALSE(sql_files("query").empty());
    for (const auto& file : sql_files("query")) {
        EXPECT_TRUE(fs::exists(root / "tests" / "sql" / file.stem().concat(".test"))) << file;
    }
}

TEST(SqlTexts, EveryValueIsNamed) {
    for (const auto& file : sql_files("query")) {
        const auto text = read(file);
        EXPECT_EQ(matches(text, "-- (\\$\\d+) "), matches(without_comments(text), "(\\$\\d+)")) << file;
        EXPECT_TRUE(text.starts_with("-- ")) << file;
    }
}

TEST(SqlTexts, CityComesFirst) {
    for (const auto& file : sql_files("query")) {
        const auto sql = without_comments(read(file));
        EXPECT_TRUE(sql.find("city = $1") != std::string::npos ||
                    sql.find("VALUES ($1,") != std::string::npos)
            << file;
        for (const auto& condition : matches(sql, "\\bON\\s+([^\\n]+)")) {
            const bool upsert = condition.starts_with("CONFLICT (city, ");
            EXPECT_TRUE(upsert || condition.find(".city = ") != std::string::npos)
                << file << ": " << condition;
        }
        EXPECT_EQ(matches(sql, "(\\bUSING\\b|NATURAL|CROSS JOIN)").size(), 0U) << file;
    }
    for (const auto& file : sql_files("schema")) {
        const auto sql = without_comments(read(file));
        for (const auto& first : matches(sql, "CREATE TABLE \\w+ \\(\\s*([^\\n]+)"))
            EXPECT_EQ(first, "city text NOT NULL,") << file;
        for (const auto& key : matches(sql, "(?:PRIMARY KEY|UNIQUE) \\((\\w+)"))
            EXPECT_EQ(key, "city") << file;
    }
}

TEST(SqlTexts, WhatEnginesReadDifferentlyIsNotUsed) {
    const std::regex forbidden{
        "GROUPING "
        "SETS|ROLLUP|RECURSIVE|TRIGGER|date_trunc|round\\s*\\(|~|jsonb|to_char|width_bucket|IDENTITY|"
        "CASCADE|GROUP BY "
        "ALL|tinyint|any_value|\\bfirst\\s*\\(|\\bdouble\\b|\\breal\\b|\\bfloat\\b|\\bnumeric\\b|"
        "\\bdecimal\\b|\\bnow\\s*\\(|CURRENT_|random\\s*\\(| / |\\bavg\\s*\\(",
        std::regex::icase};
    for (const auto* folder : {"query", "schema"}) {
        for (const auto& file : sql_files(folder)) {
            const auto sql = without_comments(read(file));
            std::smatch found;
            EXPECT_FALSE(std::regex_search(sql, found, forbidden)) << file << ": " << found.str();
        }
    }
}

TEST(SqlTexts, TheOrderOfAnAnswerIsSaid) {
    const std::set<std::string> texts{"source", "offence", "basis",    "area_1",  "area_2",
                                      "area_3", "area_4",  "category", "channel", "layer",
                                      "area",   "kind",    "code",     "reason",  "column_name"};
    for (const auto& file : sql_files("query")) {
        const auto sql = without_comments(read(file));
        if (sql.find("SELECT") == std::string::npos || in_no_order(read(file))) continue;
        const auto at = sql.rfind("ORDER BY ");
        ASSERT_NE(at, std::string::npos) << file;
        auto order = sql.substr(at + 9);
        order = order.substr(0, order.find("LIMIT"));
        for (const auto item : split(order, ',')) {
            const std::string one{trimmed(item)};
            const auto name = one.substr(0, one.find(' '));
            const auto column = name.substr(name.find('.') == std::string::npos ? 0 : name.find('.') + 1);
            if (texts.contains(column)) {
                EXPECT_THAT(one, testing::HasSubstr("COLLATE \"C\"")) << file;
            }
            if (one.find("DESC") != std::string::npos) {
                EXPECT_THAT(one, testing::HasSubstr("NULLS LAST")) << file;
            }
        }
    }
}

// One part of a .test file: what to do, its words, and the lines below it.
struct Part {
    std::string verb, rest;
    std::vector<std::vector<std::string>> rows;
};

std::vector<std::string> cells_of_line(std::string_view line) {
    std::vector<std::string> out;
    for (const auto cell : split(line, '|')) out.emplace_back(trimmed(cell));
    return out;
}

std::vector<Part> parts_of(const std::string& text) {
    std::vector<Part> out;
    for (const auto line : split(text, '\n')) {
        if (trimmed(line).empty() || line.starts_with("--")) continue;
        if (line.starts_with("  ")) {
            out.back().rows.push_back(cells_of_line(line));
        } else {
            const auto blank = line.find(' ');
            out.push_back({std::string{line.substr(0, blank)}, std::string{line.substr(blank + 1)}, {}});
        }
    }
    return out;
}

class Questions : public testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgresql && test_server().empty()) {
            GTEST_SKIP() << "ATALAYA_TEST_PG is not set: not run on PostgreSQL";
        }
        if (GetParam() == Engine::postgresql) server_ = std::make_unique<TempDatabase>();
    }

    // A fresh store of a kind, "records" or "analytics".
    void open(const std::string& kind) {
        analytics_.reset();
        records_.reset();
        days_ = kind == "analytics";
        const auto schema = "s" + std::to_string(++opened_);
        auto database = GetParam() == Engine::postgresql ? open_postgres({server_->address(), schema})
                        : days_                          ? open_duckdb({.file = ":memory:", .threads = 2})
                                                         : open_sqlite(folder_ / (schema + ".db"), false);
        if (days_) {
            analytics_ = std::make_unique<AnalyticsStore>(std::move(database), false);
        } else {
            records_ = std::make_unique<RecordStore>(std::move(database), false);
        }
    }
    Database& database() { return days_ ? analytics_->database() : records_->database(); }

    Value value_of(const std::string& word) const {
        if (word == "NULL") return {};
        if (word == "''") return std::string{};
        if (days_) {
            if (const auto day = parse_day(word)) return *day;
        }
        const bool minus = word.starts_with("-");
        if (const auto number = whole_number(minus ? std::string_view{word}.substr(1) : word))
            return minus ? -*number : *number;
        return word;
    }
    Values values_of(const std::vector<std::string>& words) const {
        Values out;
        for (const auto& word : words) out.push_back(value_of(word));
        return out;
    }
    static std::string word_of(const Value& value) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
        if (const auto* day = std::get_if<Day>(&value)) return iso(*day);
        if (const auto* text = std::get_if<std::string>(&value)) return text->empty() ? "''" : *text;
        return "NULL";
    }
    std::vector<std::vector<std::string>> answer(const std::string& sql, const Values& values) {
        return database().collect(sql, values, [](const Row& row) {
            std::vector<std::string> words;
            for (std::size_t i = 0; i < row.size(); ++i) words.push_back(word_of(row.value(i)));
            return words;
        });
    }

    // The code of a text of the ledger, numbered when it is new.
    std::int64_t code_of(const std::string& city, const std::string& label) {
        std::int64_t code = 0;
        for (const auto& known :
             database().collect("SELECT label FROM word WHERE city = $1 ORDER BY word_no", {city},
                                [](const Row& row) { return std::string{row.text(0)}; })) {
            if (known == label) return code;
            ++code;
        }
        database().execute("INSERT INTO word VALUES ($1, $2, 1, $3)", {city, code, label});
        return code;
    }
    Values loaded_values(const Part& part, std::size_t row) {
        auto values = values_of(part.rows[row]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (LedgerWords::has(part.rest, part.rows[0][i]))
                values[i] = code_of(part.rows[row][0], word_of_text(part.rows[row][i]));
        }
        return values;
    }
    static std::string word_of_text(const std::string& cell) { return cell == "''" ? "" : cell; }

    void load(const Part& part) {
        std::string marks = "$1";
        for (std::size_t i = 2; i <= part.rows[0].size(); ++i) marks += ", $" + std::to_string(i);
        const auto sql =
            "INSERT INTO " + part.rest + " (" + join(part.rows[0], ", ") + ") VALUES (" + marks + ")";
        for (std::size_t row = 1; row < part.rows.size(); ++row)
            database().execute(sql, loaded_values(part, row));
    }
    void expect_table(const Part& part) {
        auto found = answer("SELECT " + join(part.rows[0], ", ") + " FROM " + part.rest, {});
        std::sort(found.begin(), found.end());
        EXPECT_EQ(found, (std::vector<std::vector<std::string>>{part.rows.begin() + 1, part.rows.end()}));
    }
    void run(const fs::path& file) {
        SCOPED_TRACE(file.stem().string());
        const auto sql = read(file);
        int asked = 0;
        for (const auto& part : parts_of(read(root / "tests" / "sql" / file.stem().concat(".test")))) {
            if (part.verb == "load") load(part);
            if (part.verb == "do") database().execute(sql, values_of(cells_of_line(part.rest)));
            if (part.verb == "table") expect_table(part);
            if (part.verb == "ask") {
                const auto found = answer(sql, values_of(cells_of_line(part.rest)));
                if (in_no_order(sql)) {
                    EXPECT_THAT(found, testing::UnorderedElementsAreArray(part.rows)) << part.rest;
                } else {
                    EXPECT_EQ(found, part.rows) << part.rest;
                }
            }
            asked += part.verb == "ask" || part.verb == "table";
        }
        EXPECT_GT(asked, 0);
    }

    TempFolder folder_;
    std::unique_ptr<TempDatabase> server_;
    std::unique_ptr<AnalyticsStore> analytics_;
    std::unique_ptr<RecordStore> records_;
    bool days_ = false;
    int opened_ = 0;
};

TEST_P(Questions, AnswerAsTheirTablesSay) {
    int run_here = 0;
    for (const auto& file : sql_files("query")) {
        const auto kind = file.parent_path().parent_path().filename().string();
        const bool here =
            GetParam() == Engine::postgresql || (GetParam() == Engine::duckdb) == (kind == "analytics");
        if (!here) continue;
        open(kind);
        run(file);
        ++run_here;
    }
    EXPECT_GE(run_here, 10);
}

INSTANTIATE_TEST_SUITE_P(, Questions, testing::Values(Engine::sqlite, Engine::duckdb, Engine::postgresql),
                         [](const auto& info) { return std::string{name_of(info.param)}; });

}  // namespace
}  // namespace atalaya::store

#include "store/integer_columns.hpp"

#include <stdexcept>

#include "core/error.hpp"
#include "store/duck_database.hpp"

#include "support.hpp"

namespace atalaya::store {
namespace {

constexpr std::string_view turned = "SELECT day, n FROM t WHERE n >= $1 ORDER BY n";

void fill(Database& database) {
    database.script("CREATE TABLE t (n bigint NOT NULL, day date NOT NULL)");
    for (std::int64_t n = 0; n < 5000; ++n)  // several chunks of an engine
        database.execute("INSERT INTO t VALUES ($1, $2)", {n, Day{std::chrono::days{n}}});
}

TEST(IntegerColumns, AreTheRowsOfTheAnswer) {
    const auto database = open_duckdb({.file = ":memory:"});
    fill(*database);
    const auto columns = integer_columns(*database, turned, {std::int64_t{10}}, 1, 1);
    std::vector<std::int32_t> days;
    std::vector<std::int64_t> numbers;
    database->query(turned, {std::int64_t{10}}, [&](const Row& row) {
        days.push_back(static_cast<std::int32_t>(row[0].number));
        numbers.push_back(row.integer(1));
    });
    EXPECT_EQ(numbers.size(), 4990U);
    EXPECT_EQ(columns.codes.at(0), days);
    EXPECT_EQ(columns.amounts.at(0), numbers);
}

TEST(IntegerColumns, NoRowIsEmptyColumns) {
    const auto database = open_duckdb({.file = ":memory:"});
    fill(*database);
    const auto columns = integer_columns(*database, turned, {std::int64_t{9999}}, 1, 1);
    EXPECT_TRUE(columns.codes.at(0).empty() && columns.amounts.at(0).empty());
}

TEST(IntegerColumns, AColumnTooWideForItsPlaceIsABrokenPromise) {
    const auto database = open_duckdb({.file = ":memory:"});
    fill(*database);
    EXPECT_THROW(integer_columns(*database, turned, {std::int64_t{10}}, 2, 0), std::logic_error);
}

TEST(IntegerColumns, WhatTheEngineRefusesIsAnError) {
    const auto database = open_duckdb({.file = ":memory:"});
    EXPECT_THROW(integer_columns(*database, "SELECT n FROM nowhere", {}, 0, 1), Error);
}

}  // namespace
}  // namespace atalaya::store

#include "store/integer_columns.hpp"

#include "core/error.hpp"
#include "store/duck_database.hpp"

#include "support.hpp"

namespace atalaya::store {
namespace {

constexpr std::string_view some = "SELECT n, day FROM t WHERE n >= $1 ORDER BY n";

void fill(Database& database) {
    database.script("CREATE TABLE t (n bigint NOT NULL, day date NOT NULL)");
    for (std::int64_t n = 0; n < 5000; ++n)  // several chunks of an engine
        database.execute("INSERT INTO t VALUES ($1, $2)", {n, Day{std::chrono::days{n}}});
}

TEST(IntegerColumns, AreTheRowsOfTheAnswer) {
    const auto database = open_duckdb({.file = ":memory:"});
    fill(*database);
    const auto columns = integer_columns(*database, some, {std::int64_t{10}}, 2);
    ASSERT_EQ(columns.size(), 2U);
    IntegerColumn numbers, days;
    database->query(some, {std::int64_t{10}}, [&](const Row& row) {
        numbers.push_back(row.integer(0));
        days.push_back(row[1].number);
    });
    EXPECT_EQ(numbers.size(), 4990U);
    EXPECT_EQ(columns[0], numbers);
    EXPECT_EQ(columns[1], days);
}

TEST(IntegerColumns, NoRowIsEmptyColumns) {
    const auto database = open_duckdb({.file = ":memory:"});
    fill(*database);
    const auto columns = integer_columns(*database, some, {std::int64_t{9999}}, 2);
    ASSERT_EQ(columns.size(), 2U);
    EXPECT_TRUE(columns[0].empty() && columns[1].empty());
}

TEST(IntegerColumns, WhatTheEngineRefusesIsAnError) {
    const auto database = open_duckdb({.file = ":memory:"});
    EXPECT_THROW(integer_columns(*database, "SELECT n FROM nowhere", {}, 1), Error);
}

}  // namespace
}  // namespace atalaya::store

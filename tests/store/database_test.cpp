#include <gmock/gmock.h>

#include <fstream>

#include "core/error.hpp"
#include "store/duck_database.hpp"
#include "store/migrate.hpp"
#include "store/postgres_database.hpp"
#include "store/sqlite_database.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

// The contract of Database, on each engine.
class OnEachEngine : public testing::TestWithParam<Engine> {
  protected:
    void SetUp() override {
        if (GetParam() == Engine::postgresql && test_server().empty()) {
            GTEST_SKIP() << "ATALAYA_TEST_PG is not set: not run on PostgreSQL";
        }
        database_ = open();
    }
    std::unique_ptr<Database> open(bool read_only = false) {
        switch (GetParam()) {
            case Engine::sqlite: return open_sqlite(folder_ / "a.db", read_only);
            case Engine::duckdb:
                return open_duckdb({.file = folder_ / "a.duckdb", .read_only = read_only, .threads = 2});
            default:
                if (!server_) server_ = std::make_unique<TempDatabase>();
                return open_postgres({server_->address(), "tests", read_only});
        }
    }
    std::vector<std::string> texts(std::string_view sql, const Values& values = {}) {
        return database_->collect(sql, values, [](const Row& row) { return std::string{row.text(0)}; });
    }
    std::vector<std::int64_t> numbers(std::string_view sql, const Values& values = {}) {
        return database_->collect(sql, values, [](const Row& row) { return row.integer(0); });
    }
    const StoreWords words{verbatim("store"), verbatim("mend it")};
    // SQLite keeps days as text; a table for it has no date column.
    std::string_view day_type() const { return GetParam() == Engine::sqlite ? "text" : "date"; }

    TempFolder folder_;
    std::unique_ptr<TempDatabase> server_;
    std::unique_ptr<Database> database_;
};

TEST_P(OnEachEngine, ValuesComeBackAsTheyWent) {
    database_->script("CREATE TABLE t (\n    a bigint,\n    b text,\n    c " + std::string{day_type()} +
                      "\n);");
    const std::string odd = "Núñez 'quoted' \"twice\"; -- and so on";
    database_->execute("INSERT INTO t VALUES ($1, $2, $3)",
                       {std::int64_t{-9'007'199'254'740'993}, odd, day("2020-02-29")});
    database_->execute("INSERT INTO t VALUES ($1, $2, $3)", {Value{}, std::string{}, Value{}});

    std::vector<Values> rows;
    database_->query("SELECT a, b, c FROM t ORDER BY a ASC NULLS LAST", {}, [&](const Row& row) {
        rows.push_back({row.value(0), row.value(1), row.is_null(2) ? Value{} : Value{row.day(2)}});
    });
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0], (Values{std::int64_t{-9'007'199'254'740'993}, odd, day("2020-02-29")}));
    EXPECT_EQ(rows[1], (Values{Value{}, std::string{}, Value{}}));
}

TEST_P(OnEachEngine, TextsAreOrderedByBytesWhereAQuerySaysSo) {
    database_->script("CREATE TABLE t (\n    a text\n);");
    for (const auto* word : {"Ñ", "b", "B", "a", "_", "é", "Z", ""})
        database_->execute("INSERT INTO t VALUES ($1)", {std::string{word}});
    EXPECT_THAT(texts("SELECT a FROM t ORDER BY a COLLATE \"C\""),
                testing::ElementsAre("", "B", "Z", "_", "a", "b", "Ñ", "é"));
}

TEST_P(OnEachEngine, WhatIsNotCommittedIsNotThere) {
    database_->script("CREATE TABLE t (\n    a bigint\n);");
    {
        Transaction transaction{*database_};
        database_->execute("INSERT INTO t VALUES (1)");
    }
    EXPECT_TRUE(numbers("SELECT a FROM t ORDER BY a").empty());
    {
        Transaction transaction{*database_};
        database_->execute("INSERT INTO t VALUES (2)");
        transaction.commit();
    }
    EXPECT_THAT(numbers("SELECT a FROM t ORDER BY a"), testing::ElementsAre(2));
}

TEST_P(OnEachEngine, ManyRowsOfEveryTypeAreAppended) {
    const bool sqlite = GetParam() == Engine::sqlite;
    database_->script("CREATE TABLE t (\n    tiny " + std::string{sqlite ? "integer" : "smallint"} +
                      ",\n    small integer,\n    big bigint,\n    on_day " + std::string{day_type()} +
                      ",\n    word text\n);");
    const std::vector<std::string> words{"", "corto", "una palabra de más de doce bytes"};
    std::vector<std::int8_t> tiny;
    std::vector<std::int32_t> small;
    std::vector<std::int64_t> big;
    Days at;
    Coded word;
    for (int i = 0; i < 5000; ++i) {  // more than two of DuckDB's chunks
        tiny.push_back(i % 100 == 7 ? nothing<std::int8_t> : static_cast<std::int8_t>(i % 24 - 1));
        small.push_back(i);
        big.push_back(std::int64_t{i} << 32);
        at.since_epoch.push_back(i % 50 == 3 ? nothing<std::int32_t> : 18'000 + i);
        word.push(words[static_cast<std::size_t>(i) % 3]);
    }
    database_->append(
        "t", {"t", {{"tiny", tiny}, {"small", small}, {"big", big}, {"on_day", at}, {"word", word}}});

    int row_no = 0;
    database_->query("SELECT small, tiny, big, on_day, word FROM t ORDER BY small", {}, [&](const Row& row) {
        const int i = row_no++;
        ASSERT_EQ(row.integer(0), i);
        ASSERT_EQ(row.is_null(1), i % 100 == 7);
        if (i % 100 != 7) {
            ASSERT_EQ(row.integer(1), i % 24 - 1);
        }
        ASSERT_EQ(row.integer(2), std::int64_t{i} << 32);
        ASSERT_EQ(row.is_null(3), i % 50 == 3);
        if (i % 50 != 3) {
            ASSERT_EQ(since_epoch(row.day(3)), 18'000 + i);
        }
        ASSERT_EQ(row.text(4), words[static_cast<std::size_t>(i) % 3]);
    });
    EXPECT_EQ(row_no, 5000);
}

TEST_P(OnEachEngine, RowsAppendedInATransactionGoWithIt) {
    database_->script("CREATE TABLE t (\n    a bigint\n);");
    {
        Transaction transaction{*database_};
        database_->append("t", {"t", {{"a", std::vector<std::int64_t>{1, 2, 3}}}});
    }
    EXPECT_TRUE(numbers("SELECT a FROM t ORDER BY a").empty());
}

TEST_P(OnEachEngine, ADoubleIsNotAnAnswer) {
    EXPECT_THROW(database_->query("SELECT CAST(1.5 AS double precision)", {}, [](const Row&) {}),
                 std::logic_error);
}

TEST_P(OnEachEngine, AValueTooFewIsRefused) {
    EXPECT_THROW(numbers("SELECT CAST($1 AS bigint) + CAST($2 AS bigint)", {std::int64_t{1}}),
                 std::exception);
    EXPECT_THAT(numbers("SELECT CAST($1 AS bigint) + CAST($2 AS bigint)", {std::int64_t{1}, std::int64_t{2}}),
                testing::ElementsAre(3));
}

TEST_P(OnEachEngine, AFailureSaysWhatTheEngineSaid) {
    try {
        database_->execute("INSERT INTO nowhere VALUES (1)");
        FAIL() << "a table that is not there was written to";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("nowhere"));
    }
}

TEST_P(OnEachEngine, AReaderChangesNothing) {
    database_->script("CREATE TABLE t (\n    a bigint\n);");
    database_.reset();
    database_ = open(true);
    EXPECT_THROW(database_->execute("INSERT INTO t VALUES (1)"), Error);
    EXPECT_TRUE(numbers("SELECT a FROM t ORDER BY a").empty());
}

TEST_P(OnEachEngine, ACallbackThatThrowsLeavesTheConnectionUsable) {
    database_->script("CREATE TABLE t (\n    a bigint\n);");
    database_->append("t", {"t", {{"a", std::vector<std::int64_t>{1, 2, 3}}}});
    EXPECT_THROW(database_->query("SELECT a FROM t ORDER BY a", {},
                                  [](const Row&) { throw std::runtime_error{"enough"}; }),
                 std::runtime_error);
    EXPECT_THAT(numbers("SELECT a FROM t ORDER BY a"), testing::ElementsAre(1, 2, 3));
}

TEST(DuckThreads, AreOneUntilTheFileIsLargeAndThenThoseOfTheMachine) {
    const TempFolder folder;
    const auto threads_of = [](Database& database) {
        return database
            .collect("SELECT current_setting('threads')", {}, [](const Row& row) { return row.integer(0); })
            .at(0);
    };
    const auto of_the_machine = threads_of(*open_duckdb({.file = ":memory:"}));
    const DuckOptions options{.file = folder / "a.duckdb"};
    {
        const auto database = open_duckdb(options);
        EXPECT_EQ(threads_of(*database), 1);
        database->script(
            "CREATE TABLE t AS SELECT random() AS x FROM range(2500000)");  // 20 MB that do not pack
        database->script("CHECKPOINT");
        EXPECT_EQ(threads_of(*database), of_the_machine);
    }
    EXPECT_EQ(threads_of(*open_duckdb(options)), of_the_machine);
    EXPECT_EQ(threads_of(*open_duckdb({.file = folder / "a.duckdb", .threads = 3})), 3);
}

TEST_P(OnEachEngine, MigrationsRunOnceAndInOrder) {
    const Migration first{"0001-a", "CREATE TABLE a (\n    x bigint\n);"};
    const Migration second{"0002-b", "ALTER TABLE a ADD COLUMN y text"};
    const Migration one[] = {first}, both[] = {first, second};
    migrate(*database_, one, words, false);
    migrate(*database_, one, words, false);
    migrate(*database_, both, words, false);
    database_->execute("INSERT INTO a VALUES (1, 'y')");
    EXPECT_THAT(texts("SELECT name FROM migration ORDER BY migration_no"),
                testing::ElementsAre("0001-a", "0002-b"));
}

TEST_P(OnEachEngine, AMigrationThatFailsLeavesNothing) {
    const Migration bad[] = {
        {"0001-a", "CREATE TABLE a (\n    x bigint\n);\nINSERT INTO nowhere VALUES (1);"}};
    EXPECT_THROW(migrate(*database_, bad, words, false), Error);
    const Migration good[] = {{"0001-a", "CREATE TABLE a (\n    x bigint\n);"}};
    migrate(*database_, good, words, false);
    EXPECT_TRUE(numbers("SELECT x FROM a ORDER BY x").empty());
}

TEST_P(OnEachEngine, WhereAStepFailsANewStoreHasNoneAndAnOlderOneWhatIsThrough) {
    const Migration first{"0001-a", "CREATE TABLE a (\n    x bigint\n);"},
        second{"0002-b", "CREATE TABLE b (\n    x bigint\n);"},
        bad{"0003-c", "INSERT INTO nowhere VALUES (1)"};
    const Migration one[] = {first}, all[] = {first, second, bad};
    const auto through = [&] { return texts("SELECT name FROM migration ORDER BY migration_no"); };
    EXPECT_THROW(migrate(*database_, all, words, false), Error);
    EXPECT_TRUE(through().empty());
    migrate(*database_, one, words, false);  // its table is not there already
    EXPECT_THROW(migrate(*database_, all, words, false), Error);
    EXPECT_THAT(through(), testing::ElementsAre("0001-a", "0002-b"));
    EXPECT_TRUE(numbers("SELECT x FROM b ORDER BY x").empty());
}

TEST_P(OnEachEngine, ANewerStoreIsRefused) {
    const Migration first{"0001-a", "CREATE TABLE a (\n    x bigint\n);"},
        second{"0002-b", "ALTER TABLE a ADD COLUMN y text"};
    const Migration one[] = {first}, both[] = {first, second};
    migrate(*database_, both, words, false);
    try {
        migrate(*database_, one, words, false);
        FAIL() << "a newer store was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::newer_version);
        EXPECT_THAT(error.what(), testing::HasSubstr("0002-b"));
    }
}

TEST_P(OnEachEngine, AMigrationWithAnotherTextIsRefused) {
    const Migration one[] = {{"0001-a", "CREATE TABLE a (\n    x bigint\n);"}},
                    other[] = {{"0001-a", "CREATE TABLE b (\n    x bigint\n);"}};
    migrate(*database_, one, words, false);
    try {
        migrate(*database_, other, words, false);
        FAIL() << "another history was accepted";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
    }
}

// Running the step again would meet its table and print the whole of it.
TEST_P(OnEachEngine, AStepWhoseRowIsGoneIsNamed) {
    const Migration one[] = {{"0001-a", "CREATE TABLE a (\n    x bigint\n);"}};
    migrate(*database_, one, words, false);
    for (const auto* damage : {"DELETE FROM migration", "DROP TABLE migration"}) {
        database_->script(damage);
        for (const bool read_only : {true, false}) {
            if (read_only == false && std::string_view{damage}.starts_with("DROP")) continue;
            try {
                migrate(*database_, one, words, read_only);
                FAIL() << "a store without its history was accepted";
            } catch (const Error& error) {
                EXPECT_EQ(error.fault(), Fault::corrupt);
                EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("table migration"),
                                                         testing::HasSubstr("mend it"),
                                                         testing::Not(testing::HasSubstr("CREATE"))));
            }
        }
    }
}

TEST_P(OnEachEngine, ASchemaTellsItsTablesAndTheirColumns) {
    database_->script("CREATE TABLE t (\n    a bigint,\n    b text\n);\nCREATE VIEW v AS SELECT a FROM t;");
    const auto schema = database_->schema();
    ASSERT_EQ(schema.size(), 2U);
    EXPECT_EQ(schema[0].kind + " " + schema[0].name + ": " + schema[0].columns, "table t: a, b");
    EXPECT_EQ(schema[1].kind + " " + schema[1].name + ": " + schema[1].columns, "view v: a");
}

INSTANTIATE_TEST_SUITE_P(, OnEachEngine, testing::Values(Engine::sqlite, Engine::duckdb, Engine::postgresql),
                         [](const auto& info) { return std::string{name_of(info.param)}; });

TEST(Sqlite, AFileThatIsNoDatabaseIsCorrupt) {
    TempFolder folder;
    std::ofstream{folder / "a.db"} << std::string(5000, 'x');
    try {
        open_sqlite(folder / "a.db", false);
        FAIL() << "a file of x was opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
    }
}

// STRICT keeps a text out of a column of integers, so one that is there is damage.
TEST(Sqlite, AValueThatItsColumnCannotHaveIsCorruptAndNamesTheFile) {
    TempFolder folder;
    const auto database = open_sqlite(folder / "a.db", false);
    database->script("CREATE TABLE t (a integer NOT NULL, b text)");  // not STRICT: it is let in
    for (const auto* values : {"'word', 'x'", "1.5, 'x'", "1, x'00'"}) {
        database->execute("DELETE FROM t");
        database->execute("INSERT INTO t VALUES (" + std::string{values} + ")");
        try {
            database->query("SELECT a, b FROM t ORDER BY a", {}, [](const Row&) {});
            FAIL() << values << " was read";
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::corrupt);
            EXPECT_THAT(error.what(), testing::HasSubstr("a.db: the column t."));
        }
    }
}

TEST(Sqlite, TablesAreStrict) {
    TempFolder folder;
    const auto database = open_sqlite(folder / "a.db", false);
    database->script("CREATE TABLE t (\n    a bigint NOT NULL\n);");
    EXPECT_THROW(database->execute("INSERT INTO t VALUES ('word')"), Error);
}

TEST(Duckdb, AFileThatIsNoDatabaseSaysHowToRebuild) {
    TempFolder folder;
    std::ofstream{folder / "a.duckdb"} << std::string(5000, 'x');
    try {
        open_duckdb({.file = folder / "a.duckdb"});
        FAIL() << "a file of x was opened";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("rebuild"));
    }
}

TEST(Duckdb, WhatItsFileCannotAnswerSaysHowToRebuild) {
    TempFolder folder;
    const auto database = open_duckdb({.file = folder / "a.duckdb"});
    try {
        database->query("SELECT a FROM gone ORDER BY a", {}, [](const Row&) {});
        FAIL() << "a table that is not there was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
        EXPECT_THAT(error.what(),
                    testing::AllOf(testing::HasSubstr("a.duckdb"), testing::HasSubstr("atalaya rebuild"),
                                   testing::HasSubstr("gone")));
    }
}

TEST(Postgres, NoServerIsMissing) {
    TempFolder folder;
    try {
        open_postgres({"postgresql:///postgres?host=" + folder.path().string(), "public"});
        FAIL() << "a server answered where there is none";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
    }
}

}  // namespace
}  // namespace atalaya::store

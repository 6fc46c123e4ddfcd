#include "store/forgotten_rows.hpp"

#include "store/sqlite_database.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

// How often the four bytes of 123456789 stand in the file of a relation, once the server has written its pages.
std::int64_t times_in_file(Database& database, const std::string& relation) {
    database.script("CHECKPOINT");
    const auto found = database.collect(
        "SELECT CAST(position('\\x15cd5b07'::bytea in pg_read_binary_file(pg_relation_filepath('" + relation +
            "'))) AS bigint)",
        {}, [](const Row& row) { return row.integer(0); });
    return found.at(0) > 0 ? 1 : 0;
}

TEST(ForgottenRows, NeitherTheTableNorTheStatisticsOfTheServerKeepThem) {
    if (test_server().empty()) GTEST_SKIP() << "ATALAYA_TEST_PG is not set: not run on PostgreSQL";
    const TempDatabase server;
    const auto database = open_postgres({server.address(), "tests"});
    database->script("CREATE TABLE place (lon integer)");
    database->execute("INSERT INTO place SELECT generate_series(1, 500)");
    database->execute("INSERT INTO place VALUES (123456789)");
    database->script("ANALYZE place");
    database->execute("DELETE FROM place WHERE lon = 123456789");
    ASSERT_EQ(times_in_file(*database, "place"), 1) << "the page has it still";
    ASSERT_EQ(times_in_file(*database, "pg_statistic"), 1) << "the greatest value of the histogram";
    forget_rows(*database, {"place"});
    EXPECT_EQ(times_in_file(*database, "place"), 0);
    EXPECT_EQ(times_in_file(*database, "pg_statistic"), 0);
}

TEST(ForgottenRows, OfAFileNothingIsAsked) {
    const TempFolder folder;
    const auto database = open_sqlite(folder / "a.db", false);
    EXPECT_NO_THROW(forget_rows(*database, {"no_such_table"}));
}

}  // namespace
}  // namespace atalaya::store

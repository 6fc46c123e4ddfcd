#include "store/data_directory.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "core/error.hpp"
#include "store/duck_database.hpp"
#include "store/migrate.hpp"
#include "store/publish.hpp"
#include "store/questions.hpp"
#include "store/sql.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;
namespace ask = sql::analytics::query;

class Directory : public testing::Test {
  protected:
    Directory() { create_directory(data_, "caba", Engines{}); }
    template <class Do>
    Error error_of(Do what) {
        try {
            what();
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was refused";
        return Error{Fault::usage, ""};
    }
    void publish_one(std::string_view bytes) {
        Store store{data_};
        NoProgress quiet;
        publish(store, {batch_of({{std::string{bytes}}}, bytes)}, day("2020-10-05"), quiet);
    }

    TempFolder folder_;
    fs::path data_ = folder_ / "data";
};

TEST_F(Directory, IsMadeOnceInAnEmptyFolder) {
    EXPECT_TRUE(is_directory_of_ours(data_));
    EXPECT_EQ(error_of([&] { create_directory(data_, "caba", Engines{}); }).fault(), Fault::conflict);
    EXPECT_EQ(error_of([&] { create_directory(folder_ / "x", "../etc", Engines{}); }).fault(), Fault::usage);
    EXPECT_EQ(error_of([&] {
                  create_directory(folder_ / "x", "caba", Engines{"oracle", "duckdb"});
              }).fault(),
              Fault::usage);
}

TEST_F(Directory, IsItsOwnersAlone) {
    const auto others = fs::perms::group_all | fs::perms::others_all;
    const auto open_to = [&](const fs::path& path) { return fs::status(path).permissions() & others; };
    publish_one("a");
    const auto look = [&] {
        for (const char* part : {"", "segments", "deliveries", "keys", "tmp", "atalaya.json", "lock",
                                 "records.db", "analytics.duckdb"})
            EXPECT_EQ(open_to(data_ / part), fs::perms::none) << part;
    };
    look();
    // One that was made before it was so is put right by the next that writes.
    for (const char* part : {"", "segments", "records.db", "analytics.duckdb"})
        fs::permissions(data_ / part, fs::perms::group_read | fs::perms::others_read, fs::perm_options::add);
    publish_one("b");
    look();
}

TEST_F(Directory, HasOneWriterAndSaysWhoItIs) {
    Store writer{data_};
    const auto refused = error_of([&] { Store{data_, Access::write}; });
    EXPECT_EQ(refused.fault(), Fault::conflict);
    EXPECT_THAT(refused.what(), testing::HasSubstr("process " + std::to_string(::getpid())));
    EXPECT_EQ(error_of([&] { Store{data_, Access::read}; }).fault(), Fault::conflict);
}

TEST_F(Directory, ReadersShareItAndKeepAWriterOut) {
    publish_one("a");
    Store one{data_, Access::read};
    EXPECT_EQ(error_of([&] { Store{data_, Access::write}; }).fault(), Fault::conflict);
    EXPECT_EQ(one.vintages().size(), 1U);
    EXPECT_EQ(one.vintage("").id, "2020-10-05.1");
}

TEST_F(Directory, ANewerFormatIsRefused) {
    std::ofstream{data_ / "atalaya.json"}
        << R"({"format":2,"city":"caba","records":"sqlite","analytics":"duckdb"})";
    EXPECT_EQ(error_of([&] { Store{data_, Access::write}; }).fault(), Fault::newer_version);
}

TEST_F(Directory, AMarkerThatCannotBeReadIsCorrupt) {
    std::ofstream{data_ / "atalaya.json"} << "{";
    EXPECT_EQ(error_of([&] { Store{data_, Access::write}; }).fault(), Fault::corrupt);
    EXPECT_EQ(error_of([&] { Store{folder_ / "nowhere", Access::write}; }).fault(), Fault::missing);
}

TEST_F(Directory, AMarkerThatNamesAnotherCityIsRefused) {
    publish_one("a");
    std::ofstream{data_ / "atalaya.json"}
        << R"({"format":1,"city":"cabb","records":"sqlite","analytics":"duckdb"})";
    for (const auto access : {Access::write, Access::read, Access::inspect, Access::rebuild}) {
        const auto refused = error_of([&] { Store{data_, access}; });
        EXPECT_EQ(refused.fault(), Fault::corrupt);
        EXPECT_THAT(refused.what(), testing::AllOf(testing::HasSubstr("caba"), testing::HasSubstr("cabb")));
    }
    EXPECT_TRUE(fs::exists(data_ / "analytics.duckdb"));
}

TEST_F(Directory, AMarkerWithAChangedValueIsCorrupt) {
    for (const auto* changed : {R"({"format":1,"city":"caba","records":"sqlite","analytics":"duckeb"})",
                                R"({"format":1,"city":"caba","records":"sqlitd","analytics":"duckdb"})",
                                R"({"format":0,"city":"caba","records":"sqlite","analytics":"duckdb"})",
                                R"({"format":1,"city":"c/ba","records":"sqlite","analytics":"duckdb"})"}) {
        std::ofstream{data_ / "atalaya.json"} << changed;
        EXPECT_EQ(error_of([&] { Store{data_, Access::read}; }).fault(), Fault::corrupt) << changed;
    }
}

const StoreWords some_words{verbatim("analytics store"), verbatim("atalaya rebuild")};

// As the first Atalaya had it, with the counts of a month as texts.
void make_older(const fs::path& file) {
    fs::remove(file);
    const auto database = open_duckdb({.file = file});
    migrate(*database, std::span{sql::analytics::schema::steps}.first(1), some_words, false);
    database->script(
        "INSERT INTO word VALUES ('caba', 0, 1, ''), ('caba', 1, 1, 's'), ('caba', 2, 1, 'robo'),\n"
        "    ('caba', 3, 1, 'fact'), ('caba', 4, 1, 'c1'), ('otra', 0, 1, 'robo'), ('otra', 1, 1, '');\n"
        "INSERT INTO month_count VALUES\n"
        "    ('caba', 1, 's', 'robo', 'fact', '2020-08-01', 'c1', '', '', 3, 4),\n"
        "    ('otra', 1, 'robo', 'robo', '', '2020-08-01', '', '', '', 5, 6);");
}

TEST_F(Directory, AReaderBringsTheStoreOfAnOlderAtalayaUpToDate) {
    make_older(data_ / "analytics.duckdb");
    const Error refused = error_of([&] { Store{data_, Access::inspect}; });
    EXPECT_EQ(refused.fault(), Fault::conflict);
    EXPECT_THAT(refused.what(), testing::HasSubstr("atalaya rebuild"));
    EXPECT_NO_THROW((Store{data_, Access::read}));
    EXPECT_NO_THROW((Store{data_, Access::inspect}));
}

TEST_F(Directory, TheMonthCountsOfAnOlderStoreBecomeCodes) {
    make_older(folder_ / "old.duckdb");
    const auto database = open_duckdb({.file = folder_ / "old.duckdb"});
    migrate(*database, sql::analytics::schema::steps, some_words, false);
    std::vector<std::string> cells, counts;
    database->query(
        "SELECT city, source, offence, basis, area_2, area_3, delta, units FROM month_cell ORDER BY city", {},
        [&](const Row& row) {
            cells.emplace_back(row.text(0));
            for (std::size_t i = 1; i < 8; ++i) cells.back() += " " + std::to_string(row.integer(i));
        });
    EXPECT_THAT(cells, testing::ElementsAre("caba 1 2 3 4 0 3 4", "otra 0 0 1 1 1 5 6"));
    database->query("SELECT city, source, offence, area_2, delta FROM month_count ORDER BY city", {},
                    [&](const Row& row) {
                        counts.push_back(std::string{row.text(0)} + "|" + std::string{row.text(1)} + "|" +
                                         std::string{row.text(2)} + "|" + std::string{row.text(3)} + "|" +
                                         std::to_string(row.integer(4)));
                    });
    EXPECT_THAT(counts, testing::ElementsAre("caba|s|robo|c1|3", "otra|robo|robo||5"));
}

TEST_F(Directory, ACountWhoseCodeNoTextHasIsDamage) {
    publish_one("a");
    Store store{data_};
    ASSERT_GT(month_counts(store.analytics(), {"caba", 1}).size(), 0U);
    store.analytics().database().execute("UPDATE month_cell SET area_2 = 2000000000");
    const Error refused = error_of([&] { month_counts(store.analytics(), {"caba", 1}); });
    EXPECT_EQ(refused.fault(), Fault::corrupt);
    EXPECT_THAT(refused.what(), testing::HasSubstr("2000000000"));
}

TEST_F(Directory, AVintageThatIsNotThereIsNamed) {
    Store store{data_};
    EXPECT_EQ(error_of([&] { store.vintage(""); }).fault(), Fault::missing);
}

TEST_F(Directory, ASegmentWithoutItsVintageIsDeleted) {
    publish_one("a");
    fs::copy_file(data_ / "segments/caba/2020-10-05.1.seg", data_ / "segments/caba/2020-10-05.2.seg");
    std::ofstream{data_ / "segments/caba/2020-10-05.3.seg.half"} << "half";
    Store store{data_};
    EXPECT_THAT(store.segments().vintages(), testing::ElementsAre("2020-10-05.1"));
    EXPECT_FALSE(fs::exists(data_ / "segments/caba/2020-10-05.3.seg.half"));
}

TEST_F(Directory, ARecordStoreThatIsNotItsOwnDeletesNothing) {
    publish_one("a");
    publish_one("b");
    fs::remove(data_ / "records.db");
    fs::remove(data_ / "records.db-wal");
    EXPECT_EQ(error_of([&] { Store{data_, Access::write}; }).fault(), Fault::corrupt);
    EXPECT_TRUE(fs::exists(data_ / "segments/caba/2020-10-05.1.seg"));
    EXPECT_TRUE(fs::exists(data_ / "segments/caba/2020-10-05.2.seg"));
}

// The only vintage too: a segment that was applied is no publication half done.
TEST_F(Directory, ALostRecordStoreLosesNoSegment) {
    publish_one("a");
    fs::remove(data_ / "records.db");
    fs::remove(data_ / "records.db-wal");
    for (const auto access : {Access::write, Access::rebuild, Access::write}) {
        EXPECT_EQ(error_of([&] { Store{data_, access}; }).fault(), Fault::corrupt);
        EXPECT_TRUE(fs::exists(data_ / "segments/caba/2020-10-05.1.seg"));
    }
}

TEST_F(Directory, ALostAnalyticsStoreIsMadeAnew) {
    publish_one("a");
    fs::remove(data_ / "analytics.duckdb");
    Store store{data_};
    EXPECT_EQ(store.vintages().size(), 1U);
}

TEST_F(Directory, AnAnalyticsStoreThatIsAheadIsMadeAnew) {
    publish_one("a");
    {
        Store store{data_};
        store.analytics().database().execute("INSERT INTO applied VALUES ('caba', 2, '2020-10-06.1', '00')");
    }
    Store store{data_};
    EXPECT_EQ(store.analytics().applied("caba").size(), 1U);
}

TEST_F(Directory, AChangedSegmentIsNotApplied) {
    publish_one("a");
    fs::remove(data_ / "analytics.duckdb");
    std::fstream file{data_ / "segments/caba/2020-10-05.1.seg",
                      std::ios::in | std::ios::out | std::ios::binary};
    file.seekp(-1, std::ios::end);
    file.put('\x7F');
    file.close();
    EXPECT_EQ(error_of([&] { Store{data_, Access::write}; }).fault(), Fault::corrupt);
}

// A server that two directories name.
class SharedServer : public OnBothPairs {};

TEST_P(SharedServer, ACityHasOneWriterThere) {
    if (GetParam() == Pair::embedded) {
        EXPECT_NE(make("one"), make("two"));  // each has its own files, so both may write
        const Store one{folder_ / "one"}, two{folder_ / "two"};
        EXPECT_EQ(one.city(), two.city());
        return;
    }
    const auto first = make("one"), other = make("other", "rosario");
    {
        const Store writer{first};
        try {
            make("two");
            ADD_FAILURE() << "two directories write one city";
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::conflict);
            EXPECT_THAT(error.what(), testing::HasSubstr("caba"));
        }
        EXPECT_NO_THROW(Store{other});                            // another city
        EXPECT_NO_THROW((Store{folder_ / "two", Access::read}));  // readers are not kept out
    }
    EXPECT_NO_THROW(Store{folder_ / "two"});
}

// The planner expects one live version in 200 and nearly all are: joined row by row the copy of
// 50,000 facts took minutes there.
TEST(Server, FactsAreJoinedByHash) {
    if (test_server().empty()) GTEST_SKIP() << "ATALAYA_TEST_PG is not set: not run on PostgreSQL";
    const TempFolder folder;
    const TempDatabase server;
    create_directory(folder / "data", "caba", Engines{server.address(), server.address()});
    Store store{folder / "data"};
    Database& analytics = store.analytics().database();
    analytics.script(
        "INSERT INTO word SELECT 'caba', i, 1, 'w' || i FROM generate_series(0, 499) AS i; "
        "INSERT INTO entry (city, vintage_no, sign, incident_no, version, source, day, month, week, hour, "
        "known, "
        "offence, basis, units, area_1, area_2, area_3, area_4, channel, delay) "
        "SELECT 'caba', 1, 1, i, 1, 1, date '2020-01-01' + i % 300, '2020-01-01', '2020-01-01', i % 24, 1, "
        "2 + i % 9, 3, 1, 20 + i % 400, 20 + i % 48, 20 + i % 15, 0, 0, -1 FROM generate_series(1, 20000) AS "
        "i; "
        "ANALYZE word; ANALYZE entry");
    const auto plan = [&] {
        std::string lines;
        analytics.query("EXPLAIN " + std::string{ask::live_incidents}, {"caba", 1},
                        [&](const Row& row) { lines.append(row.text(0)).append("\n"); });
        return lines;
    };
    EXPECT_THAT(plan(), testing::Not(testing::HasSubstr("Nested Loop")));
    analytics.script("SET enable_nestloop=on");
    EXPECT_THAT(plan(), testing::HasSubstr("Nested Loop")) << "these rows show nothing any more";
}

INSTANTIATE_TEST_SUITE_P(, SharedServer, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store

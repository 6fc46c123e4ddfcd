#include "store/verify.hpp"
#include "store/erasure_records.hpp"
#include "store/link_records.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <utility>

#include "core/error.hpp"
#include "store/chained_rows.hpp"
#include "store/clock_records.hpp"
#include "store/code_records.hpp"
#include "store/counting_records.hpp"
#include "store/domain_records.hpp"
#include "store/method_runs.hpp"
#include "store/publish.hpp"
#include "store/rebuild.hpp"
#include "store/unit_overrides.hpp"
#include "store/verify_rows.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

using testing::HasSubstr;

// Two vintages with something in every table of both stores.
class Verify : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (IsSkipped()) return;
        store_ = std::make_unique<Store>(make());
        publish(*store_, {full_batch("a")}, day("2020-10-05"), quiet_);
        publish(*store_, {batch_of({{"1", "2020-08-15"}}, "b")}, day("2020-10-06"), quiet_);
        for (const char* bytes : {"a", "b"}) store_->deliveries().keep_bytes(bytes);
        store_->records().keep_figure("caba",
                                      {"7abc", R"({"q":1})", R"({"value":3})", sha256("x"), 1, "bulletin:x"});
        store_->records().keep_issue("caba", {"mensual", "comuna:1", "2020-08", "es", 1, 1, sha256("html")});
        store_->records().keep_code("caba",
                                    {"7K2M-9QXA", "ficha", "comuna:1", "2020-08", "es", 1, "2020-10-06"});
        store_->records().keep_finding_decision(
            "caba", {"f1", 0, "explained", "Ana", "as it is", "2020-10-06", "caba-delitos", "d1",
                     "hour_zero_heaped", ""});
        store_->records().keep_arrivals("caba", {{sha256("a"), day("2020-10-04")}});
        store_->records().keep_refusal(
            "caba", {0, sha256("c"), "caba-delitos", "c.csv", 12, day("2020-10-06"), "[0,\"cut short\"]"});
        std::vector<Letter> letters{
            {0, "caba-delitos", {{"2019", 2, day("2020-03-30")}}, day("2020-04-09"), "", "es"}};
        store_->records().keep_letters("caba", letters);
        keep_link_decision(store_->records(), "caba",
                           {"p1", 0, "same", "Ana", "one victim", "2020-10-06", "homicidios", 1, 2});
        keep_codings(store_->records(), "caba", {{sha256("recipe"), "caba-delitos", "{}"}});
        keep_label_decisions(
            store_->records(), "caba",
            {{"caba-delitos", "roob", 0, "code", "robo", "Roob", "Ana", "a slip", "2020-10-06"}});
        keep_code_texts(
            store_->records(), "caba",
            {{0, "iccs", "term", "index.csv", sha256("index"), "UNODC", "Ana", "2020-10-06", "[]"}});
        keep_names_shown(store_->records(), "caba",
                         {{0, "Ana", "a doubt", "2020-10-06T11:20:05Z", "homicidios", "p1", 1, 2}});
        keep_reading_clocks(store_->records(), "caba", {{"r1", "America/Santiago", "2025b"}});
        keep_counting_rules(store_->records(), "caba", {{"r1", "{}"}});
        keep_reading_domains(store_->records(), "caba", {{"r1", "seguridad"}});
        keep_unit_override(store_->records(), "caba",
                           {0, "femicidio", "victim", "robo", "fact", "20 %", "2020-10-05.1", "Ana",
                            "a study", "2020-10-06"});
        keep_method_run(store_->records(), "caba",
                        {0, "m1", "2020-10-06", "{}", "{}", sha256("answer"), "", 0});
        keep_an_erasure();
    }
    // Of what is not there, so that nothing is missing but a refused cell.
    void keep_an_erasure() {
        auto& records = store_->records();
        const auto vintage = records.vintages("caba").front();
        std::vector<ErasedRun> runs{{"e-1", records.runs("caba").front().id, 0, {}}};
        keep_erasure(records, "caba",
                     {"e-1", day("2020-10-07"), "request", "{}", "Ana", "asked", "art. 16", 1, 1},
                     {{"e-1", sha256("gone"), sha256("gone"), sha256("twin"), 1, 2}},
                     {{"e-1", vintage.no, sha256("before"), vintage.place, 1}}, runs,
                     {{runs.front().run, {.all = true}}}, {});
        keep_hold(records, "caba",
                  {.action = "hold",
                   .source = "delitos",
                   .author = "Ana",
                   .reason = "trial",
                   .on = day("2020-10-07")});
        keep_retention_run(records, "caba",
                           {0, day("2020-10-07"), day("2020-10-06"), "Ana", "", "{}", sha256("{}")});
    }
    static Batch full_batch(std::string_view bytes) {
        Line told{"1"};
        told.channel = "web";
        told.delay = 4;
        auto batch = batch_of({told, {"2", "2020-08-20", "hurto"}}, bytes);
        batch.incidents.from = {26'000'000, no_interval};
        batch.incidents.past = {26'000'090, no_interval};
        batch.incidents.ends_known = {0, 0};
        batch.read = 3;
        batch.rejected = 1;
        batch.rejects = {{7, "day_impossible", "fecha", "2020-02-30"}};
        batch.findings = {{"hour_zero_heaped", 12, "{}"},
                          {"area_not_found", 1, R"({"names":[{"name":"Ana","rows":1}]})"}};
        for (const auto& [kind, count] :
             {std::pair{"luz", std::int64_t{7}}, {"agua", nothing<std::int64_t>}}) {
            batch.tallies.month.since_epoch.push_back(since_epoch(day("2020-08-01")));
            batch.tallies.category.push(kind);
            batch.tallies.channel.push("web");
            for (auto& area : batch.tallies.area) area.push("");
            batch.tallies.count.push_back(count);
        }
        batch.exposures.layer.push("");
        batch.exposures.area.push("");
        batch.exposures.kind.push("residents");
        batch.exposures.year.push_back(2022);
        batch.exposures.value.push_back(3'000'000);
        batch.areas.layer.push("comuna");
        batch.areas.code.push("1");
        batch.areas.name.push("Comuna 1");
        batch.areas.parent_layer.push("");
        batch.areas.parent.push("");
        batch.areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        batch.areas.geometry.push("{}");
        return batch;
    }
    Verified verified() { return verify(*store_, quiet_); }
    // What looks at one store alone. The first column of each table is looked for by the whole of verify(), which makes
    // the other store's rows anew each time; the others by this.
    using Part = void (*)(Store&, Progress&, Verified&);
    std::vector<Damage> damages_by(Part part, bool by_the_whole) {
        if (by_the_whole) return verified().damages;
        Verified out;
        part(*store_, quiet_, out);
        return out.damages;
    }
    static void flip_last_byte(const std::filesystem::path& path) {
        std::fstream file{path, std::ios::in | std::ios::out | std::ios::binary};
        file.seekg(-1, std::ios::end);
        const char last = static_cast<char>(file.get());
        file.seekp(-1, std::ios::end);
        file.put(static_cast<char>(last ^ 1));
    }

    NoProgress quiet_;
    std::unique_ptr<Store> store_;
};

TEST_P(Verify, WhatWasKeptIsWhole) {
    const auto all = verified();
    for (const auto& damage : all.damages) ADD_FAILURE() << damage.sentence();
    EXPECT_EQ(all.deliveries, 2);
    EXPECT_EQ(all.segments, 2);
    EXPECT_EQ(all.record_rows, 1 + 2 + 2 + 2 + 2 + 2 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1 + 6 + 1 +
                                   1 + 1 + 1 + 1 + 1);
    EXPECT_GT(all.analytics_rows, 10);
}

TEST_P(Verify, AFlippedByteOfADeliveryIsFound) {
    flip_last_byte(store_->deliveries().path_of(sha256("a")));
    const auto all = verified();
    ASSERT_EQ(all.damages.size(), 1U);
    EXPECT_EQ(all.damages[0].where, Damage::Where::delivery);
    EXPECT_EQ(all.damages[0].what, sha256("a").hex());
}

TEST_P(Verify, ALostDeliveryIsFound) {
    std::filesystem::remove(store_->deliveries().path_of(sha256("b")));
    ASSERT_EQ(verified().damages.size(), 1U);
}

TEST_P(Verify, AFlippedByteOfASegmentIsFound) {
    flip_last_byte(store_->segments().segment("2020-10-05.1"));
    flip_last_byte(store_->segments().place("2020-10-06.1"));
    const auto all = verified();
    ASSERT_EQ(all.damages.size(), 2U);
    EXPECT_EQ(all.damages[0].what, "2020-10-05.1.seg");
    EXPECT_EQ(all.damages[1].what, "2020-10-06.1.place");
}

// Each column of each table, one after another: the change is found and named.
TEST_P(Verify, AChangedValueInAnyColumnOfTheRecordsIsFound) {
    auto& database = store_->records().database();
    const auto whole = verified();
    ASSERT_TRUE(whole.whole());
    for (const auto& table : record_tables()) {
        bool first = true;
        for (const auto column : table.columns) {
            if (column == "city") continue;
            const std::string name{column}, of = " FROM " + std::string{table.name} + " WHERE link_no = 1";
            const std::string update =
                "UPDATE " + std::string{table.name} + " SET " + name + " = $1 WHERE link_no = 1";
            const auto before =
                database.collect("SELECT " + name + of, {}, [](const Row& row) { return row.value(0); })
                    .at(0);
            const Value other = std::holds_alternative<std::int64_t>(before)
                                    ? Value{std::get<std::int64_t>(before) + 77}
                                    : Value{std::get<std::string>(before) + "7"};
            database.execute(update, {other});
            const auto damages = damages_by(verify_records, std::exchange(first, false));
            const bool named = std::any_of(damages.begin(), damages.end(), [&](const Damage& d) {
                return d.where == Damage::Where::records && d.what == table.name;
            });
            EXPECT_TRUE(named) << table.name << "." << column;
            database.execute(update, {before});
        }
    }
    EXPECT_TRUE(verified().whole());
}

TEST_P(Verify, ARecordThatIsGoneIsFound) {
    auto& database = store_->records().database();
    database.execute("DELETE FROM run WHERE link_no = 2");
    const auto damages = verified().damages;
    ASSERT_FALSE(damages.empty());
    EXPECT_EQ(damages[0].what, "run");
    EXPECT_THAT(damages[0].found.english(), HasSubstr("ends at row 1 of 2"));
}

// A digest is in its table's row, in its index and in other tables: whichever is changed is found.
TEST_P(Verify, AChangedByteOfAKeyIsFoundInARowAndInItsIndex) {
    if (GetParam() == Pair::server) return;  // its files are the server's
    const auto file = folder_ / "data/records.db";
    store_.reset();
    std::string bytes(std::filesystem::file_size(file), '\0');
    std::ifstream{file, std::ios::binary}.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto key = sha256("a").hex();
    int places = 0;
    for (auto at = bytes.find(key); at != std::string::npos; at = bytes.find(key, at + 1), ++places) {
        auto changed = bytes;
        changed[at + 20] = changed[at + 20] == '0' ? '1' : '0';
        std::ofstream{file, std::ios::binary} << changed;
        Store reader{folder_ / "data", Access::inspect};
        const auto damages = verify(reader, quiet_).damages;
        EXPECT_TRUE(std::any_of(damages.begin(), damages.end(), [](const Damage& d) {
            return d.where == Damage::Where::records;
        })) << at;
    }
    EXPECT_GE(places, 3);  // the delivery's row, its index, the run's row
}

TEST_P(Verify, WhatAtalayaDidNotMakeInTheRecordsIsNamed) {
    auto& database = store_->records().database();
    const auto named = [&](std::string_view what) {
        const auto damages = verified().damages;
        return std::any_of(damages.begin(), damages.end(), [&](const Damage& d) { return d.what == what; });
    };
    EXPECT_FALSE(named("extra"));
    database.script("CREATE TABLE extra (\n    x bigint\n);");
    EXPECT_TRUE(named("extra"));
    EXPECT_FALSE(named("chain"));
    database.execute("INSERT INTO chain VALUES ('caba', 'nothing', 3, 'x')");
    EXPECT_TRUE(named("chain"));
    database.script("ALTER TABLE finding ADD COLUMN z text");
    EXPECT_TRUE(named("finding"));
}

TEST_P(Verify, ATriggerThatSwallowsRowsStopsPublishingAndIsNamed) {
    const bool server = GetParam() == Pair::server;
    store_->records().database().script(
        server ? "CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; "
                 "CREATE TRIGGER quiet BEFORE INSERT ON run FOR EACH ROW EXECUTE FUNCTION swallow()"
               : "CREATE TRIGGER quiet BEFORE INSERT ON run BEGIN SELECT raise(ignore); END");
    try {
        publish(*store_, {batch_of({{"9"}}, "c")}, day("2020-10-07"), quiet_);
        ADD_FAILURE() << "a run was lost";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::corrupt);
        EXPECT_THAT(error.what(), HasSubstr("table run"));
    }
    EXPECT_EQ(store_->records().vintages("caba").size(), 2U);
    const auto damages = verified().damages;
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_EQ(damages[0].what, "quiet");
}

TEST_P(Verify, RowsOfAnotherCityInTheFileOfOneAreNamed) {
    if (GetParam() == Pair::server) return;  // a server may hold several cities
    store_->records().database().execute("INSERT INTO chain VALUES ('rosario', 'run', 3, 'x')");
    const auto damages = verified().damages;
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_THAT(damages[0].sentence(), HasSubstr("rosario"));
}

TEST_P(Verify, FilesThatNoRecordKnowsAreNoted) {
    EXPECT_TRUE(verified().notes.empty());
    store_->deliveries().keep_bytes("never published");
    std::ofstream{store_->segments().segment("2020-10-07.1")} << "half";
    std::ofstream{store_->segments().folder() / "a.txt"} << "x";
    const auto all = verified();
    EXPECT_TRUE(all.whole());
    ASSERT_EQ(all.notes.size(), 3U);
    EXPECT_THAT(all.notes[0].english(), HasSubstr("2020-10-07.1.seg"));
    EXPECT_THAT(all.notes[2].english(), HasSubstr(sha256("never published").hex()));
    std::ofstream{store_->segments().segment("2020-10-08.1")} << "half";
    EXPECT_EQ(verified().damages.size(), 2U);
}

TEST_P(Verify, ALostKeyIsOneDamage) {
    std::filesystem::remove(folder_ / "data/keys/delivery.key");
    store_.reset();
    store_ = std::make_unique<Store>(folder_ / "data", Access::inspect);
    const auto damages = verified().damages;
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_EQ(damages[0].what, "delivery.key");
}

TEST_P(Verify, ATableThatIsGoneFromTheAnalyticsIsNamedWithItsRemedy) {
    store_->analytics().database().script("DROP TABLE tally");
    const auto damages = verified().damages;
    ASSERT_FALSE(damages.empty());
    EXPECT_EQ(damages[0].what, "tally");
    EXPECT_THAT(damages[0].sentence(), HasSubstr("atalaya rebuild"));
}

// A publication that stops past its commit point.
TEST_P(Verify, AVintageThatIsNotAppliedIsNoDamage) {
    const auto stop = [](PublishStep step) {
        if (step == PublishStep::analytics_written) throw Error{Fault::no_space, "the disk is full"};
    };
    try {
        publish(*store_, {batch_of({{"9"}}, "c")}, day("2020-10-07"), quiet_, stop);
        ADD_FAILURE() << "nothing stopped it";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::no_space);
        EXPECT_THAT(error.what(), HasSubstr("the vintage 2020-10-07.1 is recorded"));
        EXPECT_THAT(error.what(), HasSubstr("the disk is full"));
    }
    store_->deliveries().keep_bytes("c");
    store_.reset();
    {
        Store inspected{folder_ / "data", Access::inspect}, reader{folder_ / "data", Access::read};
        for (auto* store : {&inspected, &reader}) {  // together: neither is alone to write
            EXPECT_EQ(store->vintages().size(), 2U);
            ASSERT_EQ(store->not_applied().size(), 1U);
            EXPECT_EQ(store->not_applied()[0].id, "2020-10-07.1");
            const auto all = verify(*store, quiet_);
            for (const auto& damage : all.damages) ADD_FAILURE() << damage.sentence();
            ASSERT_EQ(all.notes.size(), 1U);
            EXPECT_THAT(all.notes[0].english(), HasSubstr("2020-10-07.1"));
        }
    }
    store_ = std::make_unique<Store>(folder_ / "data", Access::read);  // alone: applies it
    EXPECT_EQ(store_->vintages().size(), 3U);
    EXPECT_TRUE(store_->not_applied().empty());
    EXPECT_TRUE(verified().whole());
    EXPECT_THROW(store_->records().database().execute("DELETE FROM run"), Error);  // a reader again
}

TEST_P(Verify, AChangedValueInAnyColumnOfTheAnalyticsIsFoundAndNamed) {
    auto& database = store_->analytics().database();
    const auto columns_of = [&](std::string_view table) {
        std::vector<std::pair<std::string, Cell::Kind>> out;
        // The names come from the rows that the segments give.
        const Segment segment{store_->segments().segment("2020-10-05.1")},
            place{store_->segments().place("2020-10-05.1")};
        LedgerWords words;
        words.take(segment);
        rows_of(segment, place, words, table, [&](const Table& rows) {
            for (const auto& column : rows.columns) {
                const bool text = std::holds_alternative<Coded>(column.cells),
                           on_day = std::holds_alternative<Days>(column.cells);
                out.emplace_back(column.name, text     ? Cell::Kind::text
                                              : on_day ? Cell::Kind::day
                                                       : Cell::Kind::integer);
            }
        });
        return out;
    };
    for (const auto& table : fact_tables()) {
        bool first = true;
        for (const auto& [column, kind] : columns_of(table.name)) {
            const std::string changed = kind == Cell::Kind::text  ? "'changed'"
                                        : kind == Cell::Kind::day ? "DATE '1999-12-31'"
                                                                  : "77";
            // Undone by going back on the transaction: verify reads on the same connection.
            Transaction undone{database};
            database.execute("UPDATE " + std::string{table.name} + " SET " + column + " = " + changed +
                             " WHERE vintage_no = 1");
            const auto damages = damages_by(verify_analytics, std::exchange(first, false));
            ASSERT_FALSE(damages.empty()) << table.name << "." << column;
            EXPECT_EQ(damages[0].where, Damage::Where::analytics);
            EXPECT_EQ(damages[0].what, table.name);
            EXPECT_FALSE(damages[0].key.empty());
            if (column != "city") {
                EXPECT_EQ(damages[0].column, column) << damages[0].sentence();
            }
        }
    }
    EXPECT_TRUE(verified().whole());
}

TEST_P(Verify, ARowTooManyOrTooFewOfTheAnalyticsIsFound) {
    auto& database = store_->analytics().database();
    {
        Transaction undone{database};
        database.execute("DELETE FROM tally WHERE vintage_no = 1");
        const auto damages = verified().damages;
        ASSERT_EQ(damages.size(), 1U);
        EXPECT_THAT(damages[0].sentence(), HasSubstr("missing"));
        EXPECT_THAT(damages[0].sentence(), HasSubstr("rebuild"));
    }
    Transaction undone{database};
    database.execute("INSERT INTO quality_count VALUES ('caba', 1, 'x', DATE '2020-08-01', 1, 1, 5)");
    const auto damages = verified().damages;
    ASSERT_EQ(damages.size(), 1U);
    EXPECT_THAT(damages[0].sentence(), HasSubstr("no segment has"));
}

TEST_P(Verify, AnAppliedRowThatSaysOtherwiseIsFound) {
    store_->analytics().database().execute("UPDATE applied SET segment_sha = $1 WHERE vintage_no = 2",
                                           {sha256("x").hex()});
    ASSERT_EQ(verified().damages.size(), 1U);
}

TEST_P(Verify, ALostAppliedRowIsNamedAndAppliesNothingTwice) {
    const auto tables = table_digests(store_->analytics(), "caba");
    for (const int lost : {2, 1}) {  // the newest, and one before it
        store_->analytics().database().execute("DELETE FROM applied WHERE vintage_no = $1",
                                               {std::int64_t{lost}});
        const auto all = verified();
        ASSERT_EQ(all.damages.size(), 1U) << all.damages[0].sentence();
        EXPECT_EQ(all.damages[0].what, "applied");
        EXPECT_EQ(all.damages[0].key, "vintage_no=" + std::to_string(lost));
        EXPECT_THAT(all.damages[0].sentence(), HasSubstr("atalaya rebuild"));
        EXPECT_TRUE(all.notes.empty());
        store_.reset();
        store_ = std::make_unique<Store>(folder_ / "data");
        EXPECT_EQ(table_digests(store_->analytics(), "caba"), tables);
        EXPECT_TRUE(verified().whole());
    }
}

// The row goes while a writer has the store open: what it publishes next finds the rows.
TEST_P(Verify, AnAppliedRowLostBeforeAPublicationAppliesNothingTwice) {
    const auto lose = [&](PublishStep step) {
        if (step == PublishStep::recorded)
            store_->analytics().database().execute("DELETE FROM applied WHERE vintage_no = 2");
    };
    publish(*store_, {batch_of({{"9"}}, "c")}, day("2020-10-07"), quiet_, lose);
    store_->deliveries().keep_bytes("c");
    EXPECT_EQ(store_->vintages().size(), 3U);
    const auto all = verified();
    EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
}

// DuckDB's file is made anew; on a server the tables are, and another city there gets its rows back.
TEST_P(Verify, ARebuildMakesWhatIsMissing) {
    const auto tables = table_digests(store_->analytics(), "caba");
    const auto other = make("other", "rosario");
    {
        Store rosario{other};
        publish(rosario, {batch_of({{"1"}, {"2"}}, "r")}, day("2020-10-05"), quiet_);
    }
    for (const char* damage :
         {"DROP TABLE tally", "DROP VIEW entry_text", "ALTER TABLE tally ADD COLUMN x bigint",
          "DROP VIEW entry_text; DROP VIEW month_count; DROP TABLE word", "DELETE FROM migration",
          "DROP TABLE migration"}) {
        store_->analytics().database().script(damage);
        store_.reset();
        EXPECT_EQ(rebuild(folder_ / "data", quiet_).tables, tables) << damage;
        store_ = std::make_unique<Store>(folder_ / "data");
        const auto all = verified();
        EXPECT_TRUE(all.whole()) << damage << ": " << all.damages[0].sentence();
        Store rosario{other};
        EXPECT_EQ(rosario.vintages().size(), 1U);
        EXPECT_EQ(table_digests(rosario.analytics(), "rosario")[1].rows, 2) << damage;
    }
}

TEST_P(Verify, ARebuildKeepsWhatIsNotOurs) {
    if (GetParam() == Pair::embedded) return;  // nobody else's table is in our file
    auto& database = store_->analytics().database();
    database.script("CREATE TABLE notes (x bigint); INSERT INTO notes VALUES (7); DROP TABLE tally");
    store_.reset();
    rebuild(folder_ / "data", quiet_);
    store_ = std::make_unique<Store>(folder_ / "data");
    const auto kept = store_->analytics().database().collect("SELECT x FROM notes", {},
                                                             [](const Row& row) { return row.integer(0); });
    EXPECT_EQ(kept, std::vector<std::int64_t>{7});
}

INSTANTIATE_TEST_SUITE_P(, Verify, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store

// What an erasure leaves: the position and the bytes gone from every file, all the rest as it was, also when the process
// that does it is killed at any step.
#include "store/erase.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>

#include "core/error.hpp"
#include "store/chained_rows.hpp"
#include "store/delivery_twin.hpp"
#include "store/duck_database.hpp"
#include "store/publish.hpp"
#include "store/questions.hpp"
#include "store/rebuild.hpp"
#include "store/tombstones.hpp"
#include "store/verify.hpp"
#include "support.hpp"

extern char** environ;

namespace atalaya::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* canary = "Paraná 1234 depto 7";
constexpr const char* original = "id,direccion\n1,Paraná 1234 depto 7\n2,otra\n";
constexpr const char* redacted = "id,direccion\n1,\n2,otra\n";

// Two vintages: the second tells of incident 1 again, elsewhere.
void fill(Store& store) {
    NoProgress quiet;
    Line one{"1"}, two{"2"}, moved{"1"};
    moved.lon = -583'800'000;
    auto first = batch_of({one, two, {"3", "2020-07-01"}}, original);
    first.file_name = "a.csv";
    first.read = 4, first.rejected = 1;
    first.rejects = {{4, "day_impossible", "fecha", canary}};
    first.findings = {
        {"hour_unknown", 1, "{}"},
        {"area_not_found", 2, R"({"layer":"barrio","names":[{"name":"Paraná 1234 depto 7"}]})"}};
    auto second = batch_of({moved}, "later");
    for (const char* bytes : {original, "later"}) store.deliveries().keep_bytes(bytes);
    publish(store, {first}, day("2020-10-05"), quiet);
    publish(store, {second}, day("2020-11-05"), quiet);
}

Erasure asked() {
    return {.id = {},
            .on = day("2021-03-01"),
            .cause = "request",
            .about = "{}",
            .author = "Ana Ruiz",
            .reason = "pedido 7",
            .basis = "Ley 25.326, art. 16"};
}

ToErase first_incident(Store& store) {
    const auto run = store.records().find_run("caba", sha256(original), sha256("recipe of delitos"));
    return {.incidents = {1},
            .deliveries = {{sha256(original),
                            [](Store&) -> Twin {
                                return {redacted, 1, 1};
                            }}},
            .runs = {{run->id, {}}},
            .quotes = {{run->id, {.all = true}}}};
}

// Numbers of the incidents that have a position, as questions see it.
std::vector<std::int64_t> placed(Store& store) {
    const auto vintage = store.newest()->no;
    return live_positions(store.analytics(), {"caba", vintage}, all_time).incident_no;
}

std::vector<TableDigest> but_places(Store& store) {
    auto all = table_digests(store.analytics(), "caba");
    std::erase_if(all, [](const TableDigest& one) { return one.table == "place"; });
    return all;
}

// Files below a folder in whose bytes a text is.
std::vector<std::string> files_with(const fs::path& folder, const std::string& text) {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file{entry.path(), std::ios::binary};
        const std::string bytes{std::istreambuf_iterator<char>{file}, {}};
        if (bytes.find(text) != std::string::npos) out.push_back(entry.path().filename().string());
    }
    return out;
}

// Tables of the record store of which a row says a text.
std::vector<std::string> tables_with(Database& database, const std::string& text) {
    std::vector<std::string> out;
    for (const auto& table : record_tables()) {
        bool says = false;
        database.query(fmt::format("SELECT * FROM {}", table.name), {}, [&](const Row& row) {
            for (std::size_t i = 0; i < row.size(); ++i)
                says =
                    says || (row[i].kind == Cell::Kind::text && row.text(i).find(text) != row.text(i).npos);
        });
        if (says) out.emplace_back(table.name);
    }
    return out;
}

class Erase : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (IsSkipped()) return;
        data_ = make();
        Store store{data_};
        fill(store);
        what_ = first_incident(store);
    }
    Erasure run() { return erase(data_, asked(), what_, quiet_); }

    NoProgress quiet_;
    fs::path data_;
    ToErase what_;
};

TEST_P(Erase, ThePositionGoesAndEveryCountStays) {
    std::vector<TableDigest> before;
    {
        Store store{data_};
        EXPECT_THAT(placed(store), ElementsAre(1, 2, 3));
        before = but_places(store);
    }
    const auto done = run();
    EXPECT_EQ(done.id, "e-2021-03-01.1");
    EXPECT_EQ(done.incidents, 1);
    EXPECT_EQ(done.positions, 2) << "that of each version";

    Store store{data_};
    EXPECT_THAT(placed(store), ElementsAre(2, 3));
    EXPECT_EQ(but_places(store), before);
    const auto left = tombstones(store.segments(), store.records().vintages("caba"));
    EXPECT_EQ(left, (Tombstones{{1, "e-2021-03-01.1"}}));
    const auto kept = erasures(store.records(), "caba");
    ASSERT_EQ(kept.size(), 1U);
    EXPECT_EQ(kept[0].author, "Ana Ruiz");
    EXPECT_EQ(kept[0].positions, 2);
    EXPECT_TRUE(erasing(data_).empty());
}

TEST_P(Erase, TheDeliveryIsItsTwinAndTheOriginalDoesNotComeBack) {
    run();
    Store store{data_};
    EXPECT_EQ(store.deliveries().bytes(sha256(original)), redacted);
    EXPECT_EQ(store.deliveries().bytes(sha256("later")), "later");
    store.deliveries().keep_bytes(original);
    EXPECT_EQ(store.deliveries().bytes(sha256(original)), redacted);
    const auto twin = twins(store.records(), "caba").at(sha256(original));
    EXPECT_EQ(twin.before, sha256(original));
    EXPECT_EQ(twin.twin, sha256(redacted));
}

TEST_P(Erase, NoFileHoldsWhatARefusedCellSaid) {
    if (GetParam() == Pair::embedded) {
        EXPECT_THAT(files_with(data_, canary), testing::Not(IsEmpty())) << "the canary is there to be found";
    }
    run();
    EXPECT_THAT(files_with(data_, canary), IsEmpty());
    Store store{data_, Access::inspect};
    EXPECT_THAT(tables_with(store.records().database(), canary), IsEmpty());
    const auto run = store.records().runs("caba").front().id;
    const auto rejects = store.records().rejects("caba", run, "", 9);
    ASSERT_EQ(rejects.size(), 1U);
    EXPECT_EQ(rejects[0].reject.found, "⟦e-2021-03-01.1⟧");
    EXPECT_EQ(rejects[0].reject.reason, "day_impossible");
}

TEST_P(Erase, AllIsWholeAfterwardsAndTheTwinIsSaid) {
    run();
    Store store{data_, Access::inspect};
    const auto all = verify(store, quiet_);
    EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
    ASSERT_EQ(all.notes.size(), 1U);
    EXPECT_THAT(all.notes[0].english(),
                HasSubstr("a redacted twin since 2021-03-01, erasure e-2021-03-01.1"));
}

TEST_P(Erase, ARebuildComesFromTwinsAndTombstones) {
    run();
    std::vector<TableDigest> tables;
    {
        Store store{data_};
        tables = table_digests(store.analytics(), "caba");
    }
    EXPECT_EQ(rebuild(data_, quiet_).tables, tables);
    Store store{data_};
    EXPECT_THAT(placed(store), ElementsAre(2, 3));
}

TEST_P(Erase, AnIncidentThatIsToldOfAgainGetsNoPosition) {
    run();
    Store store{data_};
    Line again{"1"}, fresh{"9"};
    again.lon = -583'900'000;
    const auto published = publish(store, {batch_of({again, fresh}, "third")}, day("2021-04-01"), quiet_);
    EXPECT_EQ(published.revised, 1);
    EXPECT_THAT(placed(store), ElementsAre(2, 3, 4));
    store.deliveries().keep_bytes("third");
    const auto all = verify(store, quiet_);
    EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
}

TEST_P(Erase, TwiceIsOnceAndMoreIsMore) {
    run();
    what_.runs.clear();
    what_.quotes.clear();
    EXPECT_EQ(run().id, "") << "nothing is left of it";
    what_.incidents = {1, 3};
    const auto more = run();
    EXPECT_EQ(more.id, "e-2021-03-01.2");
    EXPECT_EQ(more.positions, 1);
    Store store{data_};
    EXPECT_EQ(tombstones(store.segments(), store.records().vintages("caba")),
              (Tombstones{{1, "e-2021-03-01.1"}, {3, "e-2021-03-01.2"}}));
    EXPECT_TRUE(verify(store, quiet_).whole());
}

TEST_P(Erase, OfWhatHasNoTwinNothingIsKept) {
    what_.deliveries[0].twin = [](Store&) -> Twin { return {}; };
    run();
    Store store{data_};
    try {
        store.deliveries().bytes(sha256(original));
        ADD_FAILURE() << "bytes that are gone were read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::missing);
    }
    store.deliveries().keep_bytes(original);
    EXPECT_THROW(store.deliveries().bytes(sha256(original)), Error);
    const auto all = verify(store, quiet_);
    EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
    EXPECT_THAT(all.notes[0].english(), HasSubstr("nothing of it is kept since 2021-03-01"));
}

// Bytes that came back from a backup made before, another twin, or a box of another delivery are found.
TEST_P(Erase, WhatIsNotTheTwinThatWasRecordedIsNamed) {
    fs::path box, other;
    {
        Store store{data_};
        box = store.deliveries().path_of(sha256(original));
        other = store.deliveries().path_of(sha256("later"));
    }
    const auto backup = folder_ / "backup.box";
    fs::copy_file(box, backup);
    run();
    const auto found = [&] {
        Store store{data_, Access::inspect};
        const auto all = verify(store, quiet_);
        return all.whole() ? std::string{} : all.damages[0].sentence();
    };
    const auto twin = folder_ / "twin.box";
    fs::copy_file(box, twin);
    fs::copy_file(backup, box, fs::copy_options::overwrite_existing);
    EXPECT_THAT(found(), HasSubstr("it was erased (e-2021-03-01.1), and its bytes are there"));
    fs::copy_file(twin, box, fs::copy_options::overwrite_existing);
    EXPECT_EQ(found(), "");
    fs::copy_file(twin, other, fs::copy_options::overwrite_existing);
    EXPECT_THAT(found(), HasSubstr("a redacted twin is there, and no erasure is recorded"));
}

TEST_P(Erase, ABlankedCellThatSaysSomethingAgainIsNamed) {
    run();
    {
        Store store{data_};
        store.records().database().execute("UPDATE reject SET found = 'x' WHERE city = $1", {"caba"});
    }
    Store store{data_, Access::inspect};
    EXPECT_FALSE(verify(store, quiet_).whole());
}

TEST_P(Erase, AFindingStaysWithItsRowsAndSaysOnlyWhichErasure) {
    {
        Store store{data_, Access::read};
        EXPECT_THAT(tables_with(store.records().database(), canary), ElementsAre("reject", "finding"));
    }
    run();
    Store store{data_, Access::inspect};
    const auto kept = store.records().findings("caba", store.records().runs("caba").front().id);
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[1].finding.check, "area_not_found");
    EXPECT_EQ(kept[1].finding.rows, 2);
    EXPECT_EQ(kept[1].finding.detail, R"({"layer":"barrio","names":[{"name":"⟦e-2021-03-01.1⟧"}]})");
    const auto blanked = erased_findings(store.records(), "caba");
    ASSERT_EQ(blanked.size(), 1U);
    EXPECT_EQ(blanked[0].finding_no, 2);
    EXPECT_EQ(blanked[0].texts, 1);
}

// Whether in a row that an erasure left, in one that it did not touch, or back as it was.
TEST_P(Erase, AFindingThatSaysSomethingElseIsNamed) {
    run();
    const auto damaged_by = [&](std::string_view detail, std::int64_t number) {
        std::string was;
        {
            Store store{data_};
            auto& database = store.records().database();
            database.query("SELECT detail FROM finding WHERE city = $1 AND finding_no = $2", {"caba", number},
                           [&](const Row& row) { was = row.text(0); });
            database.execute("UPDATE finding SET detail = $1 WHERE finding_no = $2",
                             {std::string{detail}, number});
        }
        Store store{data_};
        const auto all = verify(store, quiet_);
        store.records().database().execute("UPDATE finding SET detail = $1 WHERE finding_no = $2",
                                           {was, number});
        return all.whole() ? std::string{} : all.damages[0].sentence();
    };
    EXPECT_THAT(damaged_by(R"({"layer":"barrio","names":[{"name":"x"}]})", 2),
                HasSubstr("what an erasure blanked is not as it left it"));
    EXPECT_THAT(damaged_by(R"({"layer":"barrio","names":[{"name":"Paraná 1234 depto 7"}]})", 2),
                HasSubstr("what an erasure blanked is not as it left it"));
    EXPECT_THAT(damaged_by("{ }", 1), HasSubstr("a value of this row is not what was written"));
    Store store{data_};
    EXPECT_TRUE(verify(store, quiet_).whole());
}

TEST_P(Erase, AHoldIsInForceUntilItsRelease) {
    Store store{data_};
    auto& records = store.records();
    const auto step = [&](Hold hold) {
        hold.author = "Ana", hold.reason = "causa 12", hold.on = day("2021-01-01");
        return keep_hold(records, "caba", hold);
    };
    EXPECT_EQ(step({.action = "hold", .source = "delitos"}), "h-1");
    EXPECT_EQ(step({.action = "hold", .incident = 2}), "h-2");
    EXPECT_EQ(in_force(records, "caba").size(), 2U);
    EXPECT_EQ(step({.id = "h-1", .action = "release"}), "h-1");
    ASSERT_EQ(in_force(records, "caba").size(), 1U);
    EXPECT_EQ(in_force(records, "caba")[0].incident, 2);
    EXPECT_THROW(step({.id = "h-1", .action = "release"}), Error) << "it is released already";
    EXPECT_THROW(step({.action = "hold"}), Error);
    EXPECT_THROW(step({.action = "hold", .source = "delitos", .incident = 2}), Error);
    EXPECT_EQ(holds(records, "caba").size(), 3U);
}

// --- killed

constexpr const char* folder_variable = "ATALAYA_ERASE_TEST_FOLDER";
constexpr const char* step_variable = "ATALAYA_ERASE_TEST_STEP";

// Not a test: what the process that is killed does.
TEST(KilledEraser, DISABLED_ErasesUntilItIsKilled) {
    const char* folder = std::getenv(folder_variable);
    const char* step = std::getenv(step_variable);
    if (!folder || !step) GTEST_SKIP() << "started by the tests of being killed only";
    NoProgress quiet;
    ToErase what;
    {
        Store store{folder};
        what = first_incident(store);
    }
    erase(folder, asked(), what, quiet, [&](EraseStep reached) {
        if (std::to_string(static_cast<int>(reached)) == step) ::raise(SIGKILL);
    });
}

int erase_and_die(const fs::path& folder, int step) {
    std::vector<std::string> environment;
    for (char** one = environ; *one; ++one) environment.emplace_back(*one);
    environment.push_back(std::string{folder_variable} + "=" + folder.string());
    environment.push_back(std::string{step_variable} + "=" + std::to_string(step));
    std::vector<char*> variables;
    for (auto& one : environment) variables.push_back(one.data());
    variables.push_back(nullptr);
    std::string name = "test_store", filter = "--gtest_filter=KilledEraser.*",
                all = "--gtest_also_run_disabled_tests", brief = "--gtest_brief=1";
    char* arguments[] = {name.data(), filter.data(), all.data(), brief.data(), nullptr};
    pid_t child = 0;
    if (posix_spawn(&child, "/proc/self/exe", nullptr, nullptr, arguments, variables.data()) != 0) return -1;
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

TEST_P(Erase, KilledAtAnyStepItIsAllOrNothing) {
    for (int step = 0; step < erase_steps; ++step) {
        SCOPED_TRACE(step);
        if (GetParam() == Pair::server) {
            server_ = std::make_unique<TempDatabase>();
            engines_ = {server_->address(), server_->address()};
        }
        const auto folder = make("killed-" + std::to_string(step));
        {
            Store store{folder};
            fill(store);
        }
        ASSERT_EQ(erase_and_die(folder, step), SIGKILL);
        const bool committed = step >= static_cast<int>(EraseStep::recorded);
        {
            Store looking{folder, Access::inspect};
            const auto all = verify(looking, quiet_);
            EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
        }
        // A reader sees what was or what is.
        Store store{folder, Access::read};
        EXPECT_EQ(placed(store),
                  committed ? (std::vector<std::int64_t>{2, 3}) : (std::vector<std::int64_t>{1, 2, 3}));
        EXPECT_EQ(store.deliveries().bytes(sha256(original)), committed ? redacted : original);
        EXPECT_EQ(erasures(store.records(), "caba").size(), committed ? 1U : 0U);
        EXPECT_TRUE(erasing(folder).empty());
        if (committed) {
            EXPECT_THAT(files_with(folder, canary), IsEmpty());
        }
        const auto all = verify(store, quiet_);
        EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
    }
}

// The same bytes come in again, read by another descriptor, before anybody looked at what the killed erasure left.
TEST_P(Erase, TheSameBytesAfterAKillBringBackNothingThatWasErased) {
    for (int step = 0; step < erase_steps; ++step) {
        SCOPED_TRACE(step);
        if (GetParam() == Pair::server) {
            server_ = std::make_unique<TempDatabase>();
            engines_ = {server_->address(), server_->address()};
        }
        const auto folder = make("again-" + std::to_string(step));
        {
            Store store{folder};
            fill(store);
        }
        ASSERT_EQ(erase_and_die(folder, step), SIGKILL);
        const bool committed = step >= static_cast<int>(EraseStep::recorded);

        Store store{folder};
        store.deliveries().keep_bytes(original);
        Line one{"1"};
        one.lon = -583'900'000;
        auto again = batch_of({one, {"2"}, {"3", "2020-07-01"}}, original);
        again.recipe = sha256("another recipe");
        publish(store, {again}, day("2021-04-01"), quiet_);
        EXPECT_EQ(store.deliveries().bytes(sha256(original)), committed ? redacted : original);
        EXPECT_EQ(placed(store),
                  committed ? (std::vector<std::int64_t>{2, 3}) : (std::vector<std::int64_t>{1, 2, 3}));
        const auto all = verify(store, quiet_);
        EXPECT_TRUE(all.whole()) << all.damages[0].sentence();
    }
}

// Killed while files are being put in place: some are, some are not.
TEST_P(Erase, KilledWhileFilesAreBeingPutInPlace) {
    ASSERT_EQ(erase_and_die(data_, static_cast<int>(EraseStep::recorded)), SIGKILL);
    std::vector<fs::path> waiting;
    for (const auto& entry : fs::recursive_directory_iterator{data_}) {
        if (entry.path().extension() == staged) waiting.push_back(entry.path());
    }
    ASSERT_EQ(waiting.size(), 3U) << "a box and the positions of two vintages";
    const auto& first = waiting.front();
    fs::rename(first, first.string().substr(0, first.string().size() - staged.size()));
    Store store{data_};
    EXPECT_THAT(placed(store), ElementsAre(2, 3));
    EXPECT_EQ(store.deliveries().bytes(sha256(original)), redacted);
    EXPECT_TRUE(verify(store, quiet_).whole());
}

// Killed once more while the analytics store is made anew: it is not there, or nothing is in it yet.
TEST_P(Erase, KilledWhileTheAnalyticsStoreIsMadeAnew) {
    if (GetParam() == Pair::server) return;  // its database stays
    ASSERT_EQ(erase_and_die(data_, static_cast<int>(EraseStep::recorded)), SIGKILL);
    for (const auto access : {Access::inspect, Access::read}) {
        for (const bool there : {false, true}) {
            SCOPED_TRACE(there);
            const auto folder = data_.parent_path() / ("anew-" + std::to_string(static_cast<int>(access)) +
                                                       (there ? "-empty" : "-gone"));
            fs::copy(data_, folder, fs::copy_options::recursive);
            fs::remove(folder / "analytics.duckdb");
            fs::remove(folder / "analytics.duckdb.wal");
            if (there) open_duckdb({folder / "analytics.duckdb", {}});
            Store store{folder, access};
            EXPECT_THAT(placed(store), ElementsAre(2, 3));
            EXPECT_TRUE(erasing(folder).empty());
            EXPECT_TRUE(verify(store, quiet_).whole());
        }
    }
}

// Who may not finish it must not see half of it.
TEST_P(Erase, AReaderThatCannotFinishItIsRefused) {
    ASSERT_EQ(erase_and_die(data_, static_cast<int>(EraseStep::recorded)), SIGKILL);
    const Store held{data_, Access::inspect};
    try {
        const Store store{data_, Access::read};
        ADD_FAILURE() << "half of an erasure was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::conflict);
        EXPECT_THAT(error.what(), HasSubstr("e-2021-03-01.1"));
    }
}

TEST_P(Erase, AnErrorOnTheWayLeavesWhatWas) {
    what_.deliveries[0].twin = [](Store&) -> Twin { throw Error{Fault::bad_input, message("no")}; };
    EXPECT_THROW(run(), Error);
    Store store{data_};
    EXPECT_THAT(placed(store), ElementsAre(1, 2, 3));
    EXPECT_EQ(store.deliveries().bytes(sha256(original)), original);
    EXPECT_TRUE(erasing(data_).empty());
    EXPECT_TRUE(verify(store, quiet_).whole());
}

INSTANTIATE_TEST_SUITE_P(, Erase, testing::Values(Pair::embedded, Pair::server), name_of_pair);

}  // namespace
}  // namespace atalaya::store

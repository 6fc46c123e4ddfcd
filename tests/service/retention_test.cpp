// What is due and when, with the day set years ahead: exactly that goes, and what is held stays.
#include "service/retention.hpp"

#include <nlohmann/json.hpp>

#include "small_village.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* months =
    "[retention]\nclass = \"sensitive\"\ndeliveries = 24\npositions = 36\ntexts = 12\nbasis = \"Ordenanza "
    "12\"\n";

class Retained : public Village {
  protected:
    Retained() : Village{months} {}
    std::vector<DueItem> items() {
        store::Store store{data_, store::Access::read};
        return due_items(store, catalogue());
    }
    std::vector<std::string> listed() {
        std::vector<std::string> out;
        for (const auto& item : items())
            out.push_back(iso(item.due) + " " + std::string{name_of(item.kept)} + " " + item.what + " " +
                          std::to_string(item.count) + (item.hold.empty() ? "" : " " + item.hold));
        return out;
    }
    RetentionDone run(const char* on, bool accept = true) {
        return run_retention(data_, catalogue(), day(on), "Ana Ruiz", accept, quiet_);
    }
    void hold(store::Hold hold) {
        hold.action = "hold", hold.author = "Ana", hold.reason = "causa 12", hold.on = day("2020-08-01");
        store::Store store{data_};
        store::keep_hold(store.records(), "aldea", hold);
    }
    bool is_original(const char* text) { return bytes_kept(text) == text; }
};

TEST_F(Retained, WhatIsDueAndWhenIsListed) {
    EXPECT_THAT(listed(),
                ElementsAre("2021-01-05 texts hechos-2019.csv 1", "2022-01-05 deliveries hechos-2019.csv 1",
                            "2022-03-05 positions 2019-03-05 1", "2022-03-20 positions 2019-03-20 1",
                            "2022-07-05 deliveries hechos-2020.csv 1", "2022-12-31 positions 2019-12-31 1",
                            "2023-01-31 positions 2020-01-31 1", "2023-06-15 positions 2020-06-15 1"));
}

// A year at a time, ten of them.
TEST_F(Retained, YearByYearExactlyWhatIsDueGoes) {
    const struct {
        const char* on;
        std::size_t gone;
        std::vector<std::string> placed;
        bool first, second;  // are the bytes as received there
    } years[] = {
        {"2020-12-31", 0, {"2019-03-05", "2019-03-20", "2019-12-31", "2020-01-31", "2020-06-15"}, true, true},
        {"2021-12-31", 1, {"2019-03-05", "2019-03-20", "2019-12-31", "2020-01-31", "2020-06-15"}, true, true},
        {"2022-12-30", 4, {"2019-12-31", "2020-01-31", "2020-06-15"}, false, false},
        {"2023-06-14", 2, {"2020-06-15"}, false, false},
        {"2024-06-13", 1, {}, false, false},
        {"2025-06-13", 0, {}, false, false},
        {"2030-12-31", 0, {}, false, false},
    };
    for (const auto& year : years) {
        SCOPED_TRACE(year.on);
        const auto done = run(year.on);
        EXPECT_EQ(done.gone.size(), year.gone);
        EXPECT_EQ(done.erasure.id.empty(), year.gone == 0);
        EXPECT_EQ(placed(), year.placed);
        EXPECT_EQ(is_original(village_first), year.first);
        EXPECT_EQ(is_original(village_second), year.second);
        EXPECT_EQ(facts(), 5U) << "counts stay";
        expect_whole();
    }
    EXPECT_THAT(listed(), IsEmpty());
    store::Store store{data_, store::Access::read};
    const auto reports = store::retention_runs(store.records(), "aldea");
    ASSERT_EQ(reports.size(), std::size(years)) << "also of runs that found nothing";
    for (const auto& report : reports) EXPECT_EQ(sha256(report.report), report.digest);
    const auto json = nlohmann::json::parse(reports[2].report);
    EXPECT_EQ(json.at("gone").size(), 4U);
    EXPECT_EQ(json.at("author"), "Ana Ruiz");
    EXPECT_EQ(json.at("erasure"), "e-2022-12-30.1");
    EXPECT_EQ(store::erasures(store.records(), "aldea").at(1).basis, "hechos: Ordenanza 12");
    EXPECT_EQ(store::erasures(store.records(), "aldea").at(1).cause, "retention");
}

TEST_F(Retained, TenYearsAtOnceAllGoesThatIsNotHeld) {
    hold({.incident = 4});
    const auto done = run("2030-12-31");
    EXPECT_THAT(placed(), ElementsAre("2020-01-31"));
    EXPECT_FALSE(is_original(village_first));
    EXPECT_TRUE(is_original(village_second)) << "it tells of the fact that is held";
    ASSERT_EQ(done.held.size(), 2U);
    for (const auto& item : done.held) EXPECT_EQ(item.hold, "h-1");
    {
        store::Store store{data_};
        store::keep_hold(store.records(), "aldea",
                         {.id = "h-1",
                          .action = "release",
                          .author = "Ana",
                          .reason = "sentencia",
                          .on = day("2031-01-01")});
    }
    run("2031-02-01");
    EXPECT_THAT(placed(), IsEmpty());
    EXPECT_FALSE(is_original(village_second));
    expect_whole();
}

TEST_F(Retained, AHoldOfADeliveryKeepsItsBytesAndOneOfASourceAllOfIt) {
    hold({.delivery = sha256(village_first).hex()});
    run("2022-12-30");
    EXPECT_TRUE(is_original(village_first));
    EXPECT_FALSE(is_original(village_second));
    EXPECT_THAT(placed(), ElementsAre("2019-12-31", "2020-01-31", "2020-06-15"));
    hold({.source = "hechos"});
    EXPECT_THAT(run("2031-12-30").gone, IsEmpty());
    EXPECT_THAT(placed(), ElementsAre("2019-12-31", "2020-01-31", "2020-06-15"));
}

TEST_F(Retained, AClockThatCannotBeRightExpiresNothing) {
    for (const char* on : {"2019-01-01", "2030-12-31"}) {
        try {
            run(on, false);
            ADD_FAILURE() << "a clock of " << on << " was believed";
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::conflict);
            EXPECT_THAT(error.what(), HasSubstr("--accept-clock"));
        }
    }
    EXPECT_EQ(placed().size(), 5U);
    EXPECT_TRUE(is_original(village_first));
    EXPECT_THAT(run("2021-01-05", false).gone, testing::SizeIs(1)) << "within a year of the newest record";
}

TEST_F(Retained, TheClockIsDoubtedByADay) {
    const Day newest = day("2020-07-05");
    EXPECT_FALSE(clock_doubt(newest, newest));
    EXPECT_TRUE(clock_doubt(newest - std::chrono::days{1}, newest));
    EXPECT_FALSE(clock_doubt(newest + std::chrono::days{366}, newest));
    EXPECT_TRUE(clock_doubt(newest + std::chrono::days{367}, newest));
    EXPECT_FALSE(clock_doubt(day("1980-01-01"), Day{})) << "nothing is recorded yet";
    store::Store store{data_, store::Access::read};
    EXPECT_EQ(newest_record(store), newest);
}

TEST_F(Retained, TheDayThatADeliveryCameCountsNotThatOfItsVintage) {
    {
        store::Store store{data_};
        store.records().keep_arrivals("aldea", {{sha256(village_first), day("2019-12-20")}});
    }
    EXPECT_THAT(listed(), testing::Contains("2021-12-20 deliveries hechos-2019.csv 1"));
}

TEST_F(Retained, ADeliveryWithoutRowsIsOfNobodyAndNeverDue) {
    describe(std::string{"\n[delivery]\ncovers = \"months\"\nmonth_in_name = true\n"} + months);
    const std::string_view head = village_first;
    ingest_text("hechos-2021-02.csv", head.substr(0, head.find('\n') + 1), "2021-01-05");
    EXPECT_THAT(listed(), testing::Each(testing::Not(HasSubstr("hechos-2021-02.csv"))));
    run("2030-12-31");
    EXPECT_THAT(listed(), IsEmpty());
}

TEST_F(Retained, AMonthWithoutSuchADayEndsOnItsLast) {
    describe("[retention]\nclass = \"sensitive\"\npositions = 1\nbasis = \"Ordenanza 12\"\n");
    EXPECT_THAT(listed(), testing::Contains("2020-02-29 positions 2020-01-31 1"));
}

}  // namespace
}  // namespace atalaya::service

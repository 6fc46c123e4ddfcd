#include "store/publish.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "core/error.hpp"
#include "source_folder.hpp"
#include "store/questions.hpp"
#include "store/vintage_diff.hpp"
#include "support.hpp"

namespace atalaya::store {
namespace {

class Publish : public OnBothPairs {
  protected:
    void SetUp() override {
        OnBothPairs::SetUp();
        if (IsSkipped()) return;
        store_ = std::make_unique<Store>(make());
    }
    PublishedVintage publish(std::vector<Batch> batches, std::string_view on = "2020-10-05") {
        return store::publish(*store_, batches, day(on), quiet_);
    }
    // "month offence area_3 rows/units" per cell.
    std::vector<std::string> cells(std::int64_t vintage_no) {
        const auto counts = month_counts(store_->analytics(), {"caba", vintage_no});
        std::vector<std::string> out;
        for (std::size_t i = 0; i < counts.size(); ++i) {
            out.push_back(iso(month_of(day_at(counts.month.since_epoch[i]))) + " " + counts.offence[i] + " " +
                          counts.area_3[i] + " " + std::to_string(counts.rows[i]) + "/" +
                          std::to_string(counts.units[i]));
        }
        return out;
    }

    NoProgress quiet_;
    std::unique_ptr<Store> store_;
};

using testing::ElementsAre;
using testing::IsEmpty;

TEST_P(Publish, TheFirstDeliveryIsAddedAsItIs) {
    const auto first =
        publish({batch_of({{"1"}, {"2"}, {"3", "2020-09-01", "hurto", "comuna-2", "recoleta", -1, 3}}, "a")});
    EXPECT_EQ(first.id, "2020-10-05.1");
    EXPECT_EQ(first.no, 1);
    EXPECT_EQ(first.added, 3);
    EXPECT_EQ(first.entries, 3);
    EXPECT_THAT(cells(1), ElementsAre("2020-09 hurto recoleta 1/3", "2020-08 robo retiro 2/2"));
    EXPECT_THAT(cells(0), IsEmpty());
}

// A file of whole months that was cut short would withdraw what it lacks.
TEST_P(Publish, MoreThanAFifthIsWithdrawnOnlyWhenAsked) {
    const auto rows = [](int from, int past) {
        std::vector<Line> all;
        for (int i = from; i < past; ++i) all.push_back({std::to_string(i)});
        return all;
    };
    const auto told = [&](const std::vector<Line>& of, const char* delivery, int most_withdrawn) {
        return store::publish(*store_, {batch_of(of, delivery, Covers::months)}, day("2020-10-05"), quiet_,
                              {}, "", most_withdrawn);
    };
    told(rows(0, 100), "whole", 20);
    try {
        told(rows(0, 79), "cut", 20);
        ADD_FAILURE() << "21 of 100 facts were withdrawn";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        EXPECT_THAT(error.what(), testing::HasSubstr("21 of the 100 facts"));
    }
    EXPECT_EQ(store_->vintages().size(), 1u);
    EXPECT_EQ(told(rows(0, 80), "a fifth", 20).withdrawn, 20);
    EXPECT_EQ(told(rows(0, 10), "asked for", 100).withdrawn, 70);
}

// The same bytes count again only as another reading of them: then they are a run of their own.
TEST_P(Publish, BytesThatCountAgainAreAnotherRun) {
    const auto right = batch_of({{"1"}, {"2"}}, "right", Covers::months);
    publish({right}, "2020-10-05");
    EXPECT_EQ(publish({batch_of({{"1"}}, "wrong", Covers::months)}, "2020-10-06").withdrawn, 1);
    EXPECT_FALSE(publish({right}, "2020-10-07").published);

    auto again = right;
    again.reading = 2;
    NoProgress quiet;
    std::vector<Batch> batches{again};
    const auto back =
        store::publish(*store_, batches, day("2020-10-07"), quiet, {}, "", 100, {}, {right.delivery});
    EXPECT_EQ(back.added + back.revised, 1);  // the fact that was withdrawn, under its number
    EXPECT_EQ(back.unchanged, 1);
    const auto runs = store_->records().runs("caba");
    ASSERT_EQ(runs.size(), 3u);
    EXPECT_NE(runs[0].id, runs[2].id);
    EXPECT_EQ(runs[0].delivery, runs[2].delivery);
    EXPECT_FALSE(publish({again}, "2020-10-08").published);
}

TEST_P(Publish, NoVintageIsOfADayBeforeTheLast) {
    publish({batch_of({{"1"}}, "a")}, "2020-10-05");
    try {
        publish({batch_of({{"2"}}, "b")}, "2020-10-04");
        ADD_FAILURE() << "a vintage went back in time";
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::usage);
    }
    EXPECT_EQ(publish({batch_of({{"2"}}, "b")}, "2020-10-05").id, "2020-10-05.2");
}

TEST_P(Publish, ARevisionReplacesTheVersionAndTheOldVintageStays) {
    publish({batch_of({{"1"}, {"2"}}, "a")});
    const auto second = publish({batch_of({{"2", "2020-08-15", "hurto"}, {"1"}}, "b")}, "2020-11-02");
    EXPECT_EQ(second.revised, 1);
    EXPECT_EQ(second.unchanged, 1);
    EXPECT_EQ(second.added, 0);
    EXPECT_EQ(second.entries, 2);
    EXPECT_THAT(cells(1), ElementsAre("2020-08 robo retiro 2/2"));
    EXPECT_THAT(cells(2), ElementsAre("2020-08 hurto retiro 1/1", "2020-08 robo retiro 1/1"));
}

TEST_P(Publish, RowsThatAreAbsentStayUnlessTheDeliveryCoversTheirMonth) {
    publish({batch_of({{"1"}, {"2"}, {"3", "2020-07-01"}}, "a")});
    const auto rows = publish({batch_of({{"1"}}, "b", Covers::rows)});
    EXPECT_EQ(rows.withdrawn, 0);
    EXPECT_THAT(cells(2), ElementsAre("2020-07 robo retiro 1/1", "2020-08 robo retiro 2/2"));
    const auto months = publish({batch_of({{"1"}}, "c", Covers::months)});
    EXPECT_EQ(months.withdrawn, 1);
    EXPECT_THAT(cells(3), ElementsAre("2020-07 robo retiro 1/1", "2020-08 robo retiro 1/1"));
}

TEST_P(Publish, ARowThatMovesToAnotherMonthIsARevisionNotAWithdrawal) {
    publish({batch_of({{"1"}, {"2", "2020-07-01"}}, "a")});
    const auto moved = publish({batch_of({{"1", "2020-07-02"}, {"2", "2020-07-01"}}, "b", Covers::months)});
    EXPECT_EQ(moved.revised, 1);
    EXPECT_EQ(moved.withdrawn, 0);
    EXPECT_THAT(cells(2), ElementsAre("2020-07 robo retiro 2/2"));
}

TEST_P(Publish, AWithdrawnIncidentThatComesBackKeepsItsNumber) {
    publish({batch_of({{"1"}, {"2"}}, "a")});
    publish({batch_of({{"1"}}, "b", Covers::months)});
    const auto back = publish({batch_of({{"2"}}, "c")});
    EXPECT_EQ(back.added, 0);
    EXPECT_EQ(back.revised, 1);
    const auto positions = live_positions(store_->analytics(), {"caba", 3}, all_time);
    EXPECT_THAT(positions.incident_no, ElementsAre(1, 2));
}

TEST_P(Publish, BatchesOfAVintageApplyInTheirOrder) {
    const auto vintage =
        publish({batch_of({{"1"}, {"2"}}, "a"), batch_of({{"1", "2020-08-14", "hurto"}}, "b"),
                 batch_of({{"1", "2020-08-14", "amenaza"}}, "c", Covers::months)});
    EXPECT_EQ(vintage.added, 2);
    EXPECT_EQ(vintage.revised, 2);
    EXPECT_EQ(vintage.withdrawn, 1);
    EXPECT_THAT(cells(1), ElementsAre("2020-08 amenaza retiro 1/1"));
}

TEST_P(Publish, SourcesDoNotTouchEachOther) {
    publish(
        {batch_of({{"1"}}, "a"), batch_of({{"1", "2020-08-01", "choque"}}, "b", Covers::months, "viales")});
    const auto second = publish({batch_of({{"9", "2020-08-02", "choque"}}, "c", Covers::months, "viales")});
    EXPECT_EQ(second.withdrawn, 1);
    EXPECT_THAT(cells(2), ElementsAre("2020-08 robo retiro 1/1", "2020-08 choque retiro 1/1"));
}

TEST_P(Publish, TheSameBytesAndRecipeAreNotPublishedAgain) {
    const auto first = publish({batch_of({{"1"}}, "a")});
    const auto again = publish({batch_of({{"1"}}, "a")});
    EXPECT_FALSE(again.published);
    EXPECT_EQ(again.id, first.id);
    EXPECT_EQ(again.segment, first.segment);
    EXPECT_EQ(store_->vintages().size(), 1U);
}

TEST_P(Publish, AnotherRecipeIsAnotherRunOfTheSameDelivery) {
    publish({batch_of({{"1"}}, "a")});
    auto batch = batch_of({{"1"}}, "a");
    batch.recipe = sha256("another recipe");
    const auto second = publish({batch});
    EXPECT_TRUE(second.published);
    EXPECT_EQ(second.entries, 0);
    EXPECT_EQ(store_->records().runs("caba").size(), 2U);
}

TEST_P(Publish, VintagesOfADayAreNumbered) {
    EXPECT_EQ(publish({batch_of({{"1"}}, "a")}, "2020-10-05").id, "2020-10-05.1");
    EXPECT_EQ(publish({batch_of({{"2"}}, "b")}, "2020-10-05").id, "2020-10-05.2");
    const auto other_day = publish({batch_of({{"3"}}, "c")}, "2020-10-06");
    EXPECT_EQ(other_day.id, "2020-10-06.1");
    EXPECT_EQ(other_day.no, 3);
}

TEST_P(Publish, AKeyTwiceInABatchIsABrokenPromise) {
    EXPECT_THROW(publish({batch_of({{"1"}, {"1"}}, "a")}), std::logic_error);
    EXPECT_TRUE(store_->vintages().empty());
    EXPECT_THAT(store_->segments().vintages(), IsEmpty());
}

TEST_P(Publish, WhatWasRejectedAndNoticedIsKept) {
    auto batch = batch_of({{"1"}}, "a");
    batch.read = 4;
    batch.rejected = 2;
    batch.duplicate = 1;
    batch.rejects = {{7, "day_impossible", "fecha", "2020-02-30"},
                     {3, "offence_unknown", "tipo", std::string{"Rob\xF3\0", 5}}};
    batch.findings = {{"hour_zero_heaped", 12, R"({"share":0.3})"}};
    publish({batch});
    const auto run = run_id("caba", batch.delivery, batch.recipe);
    const auto rejects = store_->records().rejects("caba", run, "", 10);
    ASSERT_EQ(rejects.size(), 2U);
    EXPECT_EQ(rejects[0].reject.line, 3);
    EXPECT_EQ(rejects[0].reject.found, "Robó");
    EXPECT_EQ(rejects[1].reject.column, "fecha");
    EXPECT_EQ(store_->records().rejects("caba", run, "day_impossible", 10).size(), 1U);
    EXPECT_EQ(store_->records().rejects("caba", run, "", 1).size(), 1U);
    EXPECT_EQ(store_->records().reject_counts("caba", run).at(0).rows, 1);
    EXPECT_EQ(store_->records().findings("caba", run).at(0).finding.detail, R"({"share":0.3})");
    const auto kept = store_->records().find_run("caba", batch.delivery, batch.recipe);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->rejected, 2);
    EXPECT_EQ(kept->file_name, "a.csv");
}

TEST_P(Publish, TalliesAreDifferencesToWhatIsKnown) {
    const auto tallies_batch = [](std::vector<std::pair<std::string, std::int64_t>> counts,
                                  std::string_view bytes, Covers covers) {
        auto batch = batch_of({}, bytes, covers, "suaci");
        for (const auto& [category, count] : counts) {
            batch.tallies.month.since_epoch.push_back(since_epoch(day("2020-08-01")));
            batch.tallies.category.push(category);
            batch.tallies.channel.push("web");
            for (auto& area : batch.tallies.area) area.push("");
            batch.tallies.count.push_back(count);
        }
        return batch;
    };
    const auto known = [&](std::int64_t at) {
        std::vector<std::string> out;
        const auto counts = tallies(store_->analytics(), {"caba", at});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back(counts.category[i] + " " + std::to_string(counts.count[i]));
        return out;
    };
    publish({tallies_batch({{"luz", 10}, {"ruido", 5}}, "a", Covers::rows)});
    EXPECT_EQ(publish({tallies_batch({{"luz", 12}, {"agua", 1}}, "b", Covers::rows)}).tallies, 2);
    publish({tallies_batch({{"luz", 12}}, "c", Covers::months)});
    EXPECT_THAT(known(1), ElementsAre("luz 10", "ruido 5"));
    EXPECT_THAT(known(2), ElementsAre("agua 1", "luz 12", "ruido 5"));
    EXPECT_THAT(known(3), ElementsAre("luz 12"));
}

// A file whose areas were read from the wrong column is read again by the right one: what it brought is not kept beside.
TEST_P(Publish, ADeliveryReadAgainLeavesNothingOfItsFormerReading) {
    const auto counted = [](std::string_view bytes, std::string_view recipe,
                            std::vector<std::tuple<std::string, std::string, std::int64_t>> rows) {
        auto batch = batch_of({}, bytes, Covers::rows, "cead");
        batch.recipe = sha256(recipe);
        for (const auto& [month, area, count] : rows) {
            batch.tallies.month.since_epoch.push_back(since_epoch(day(month + "-01")));
            batch.tallies.category.push("robo");
            batch.tallies.channel.push("");
            for (std::size_t slot = 0; slot < 4; ++slot) batch.tallies.area[slot].push(slot == 1 ? area : "");
            batch.tallies.count.push_back(count);
        }
        return batch;
    };
    const auto known = [&] {
        std::vector<std::string> out;
        const auto counts = tallies(store_->analytics(), {"caba", store_->vintages().back().no});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back(iso(month_of(day_at(counts.month.since_epoch[i]))) + " " + counts.area[1][i] + " " +
                          std::to_string(counts.count[i]));
        return out;
    };
    publish({counted("january", "names", {{"2020-01", "", 30}}),
             counted("february", "names", {{"2020-02", "", 7}})});
    publish({counted("march", "codes", {{"2020-03", "1", 5}})});
    // Of the two that came together one alone is read again: of its month no other told.
    publish({counted("february", "codes", {{"2020-02", "1", 7}})});
    EXPECT_THAT(known(), testing::UnorderedElementsAre("2020-01  30", "2020-02 1 7", "2020-03 1 5"));
    publish({counted("january", "more codes", {{"2020-01", "1", 10}, {"2020-01", "2", 20}}),
             counted("february", "more codes", {{"2020-02", "1", 7}})});
    EXPECT_THAT(known(),
                testing::UnorderedElementsAre("2020-01 1 10", "2020-01 2 20", "2020-02 1 7", "2020-03 1 5"));
}

// A source that lists no zeros, and of which each file is all of its months: what a file leaves out is 0, and a second table
// of the same months would take the first one away.
TEST_P(Publish, ATableThatWasSplitTakesNothingAwayUnlessAsked) {
    const auto counted = [](std::string_view bytes, std::vector<std::pair<std::string, std::int64_t>> rows) {
        auto batch = batch_of({}, bytes, Covers::months, "cead");
        for (const auto& [area, count] : rows) {
            batch.tallies.month.since_epoch.push_back(since_epoch(day("2020-01-01")));
            batch.tallies.category.push("robo");
            batch.tallies.channel.push("");
            for (std::size_t slot = 0; slot < 4; ++slot) batch.tallies.area[slot].push(slot == 1 ? area : "");
            batch.tallies.count.push_back(count);
        }
        return batch;
    };
    const auto read = [&](std::vector<Batch> batches, int most_withdrawn) {
        return store::publish(*store_, batches, day("2020-10-05"), quiet_, {}, "", most_withdrawn);
    };
    const auto refused = [&](std::vector<Batch> batches) -> std::string {
        try {
            read(std::move(batches), 20);
        } catch (const Error& error) {
            EXPECT_EQ(error.fault(), Fault::bad_input);
            return error.what();
        }
        return "";
    };
    const auto known = [&] {
        std::vector<std::string> out;
        const auto counts = tallies(store_->analytics(), {"caba", store_->vintages().back().no});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back(counts.area[1][i] + " " + std::to_string(counts.count[i]));
        return out;
    };
    EXPECT_THAT(refused({counted("table 1", {{"norte", 60}}), counted("table 2", {{"sur", 50}})}),
                testing::HasSubstr("would take away 60 of the 60"));
    EXPECT_TRUE(store_->vintages().empty());
    read({counted("whole", {{"norte", 60}, {"sur", 50}, {"este", 9}})}, 20);
    EXPECT_THAT(refused({counted("half", {{"norte", 61}})}), testing::HasSubstr("take away 59 of the 119"));
    read({counted("next", {{"norte", 61}, {"sur", 50}})}, 20);
    EXPECT_THAT(known(), testing::UnorderedElementsAre("norte 61", "sur 50")) << "este is not listed: 0";
    read({counted("half again", {{"norte", 61}})}, 100);
    EXPECT_THAT(known(), ElementsAre("norte 61")) << "as was asked for";
}

// A file of half a year is replaced by that of the whole year, which counts the same months again.
TEST_P(Publish, CountsOfLongerSpansReplaceThoseWhoseMonthsTheyHold) {
    const auto counted = [](const char* first, std::int32_t months, std::int64_t count,
                            std::string_view bytes) {
        auto batch = batch_of({}, bytes, Covers::months, "fiscalia");
        batch.tallies.month.since_epoch.push_back(since_epoch(day(first)));
        batch.tallies.months.push_back(months);
        batch.tallies.category.push("robo");
        batch.tallies.channel.push("");
        for (auto& area : batch.tallies.area) area.push("");
        batch.tallies.count.push_back(count);
        return batch;
    };
    const auto known = [&](std::int64_t at) {
        std::vector<std::string> out;
        const auto counts = tallies(store_->analytics(), {"caba", at});
        for (std::size_t i = 0; i < counts.size(); ++i)
            out.push_back(std::to_string(counts.months[i]) + " " + std::to_string(counts.count[i]));
        return out;
    };
    publish({counted("2022-01-01", 6, 40, "a")});
    publish({counted("2023-01-01", 12, 99, "b")});
    publish({counted("2022-01-01", 12, 90, "c")});
    EXPECT_THAT(known(2), ElementsAre("6 40", "12 99"));
    EXPECT_THAT(known(3), ElementsAre("12 90", "12 99"));
}

TEST_P(Publish, TheIntervalOfAFactStaysWithEachOfItsVersions) {
    const auto spanned = [](std::int32_t past, std::string_view bytes) {
        auto batch = batch_of({{"1"}, {"2"}}, bytes);
        batch.incidents.from = {600, no_interval};
        batch.incidents.past = {past, no_interval};
        batch.incidents.ends_known = {0, 2};
        batch.incidents.content[0] += static_cast<std::uint64_t>(past);
        return batch;
    };
    publish({spanned(700, "a")});
    publish({spanned(800, "b")});
    std::vector<std::string> found;
    store_->analytics().database().query(
        "SELECT version, vintage_no, from_minute, past_minute, known FROM time_span ORDER BY version", {},
        [&](const Row& row) {
            std::string line;
            for (std::size_t i = 0; i < 5; ++i) line += (i ? " " : "") + std::to_string(row.integer(i));
            found.push_back(line);
        });
    EXPECT_THAT(found, ElementsAre("1 1 600 700 0", "2 2 600 800 0"));
}

TEST_P(Publish, TheNewestExposureAndTheNewestLayerWin) {
    const auto exposure = [](Batch batch, std::string_view area, std::int64_t value) {
        batch.exposures.layer.push("comuna");
        batch.exposures.area.push(area);
        batch.exposures.kind.push("residents");
        batch.exposures.year.push_back(2022);
        batch.exposures.value.push_back(value);
        return batch;
    };
    const auto area = [](Batch batch, std::string_view code, std::string_view name) {
        batch.areas.layer.push("comuna");
        batch.areas.code.push(code);
        batch.areas.name.push(name);
        batch.areas.parent_layer.push("");
        batch.areas.parent.push("");
        batch.areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        batch.areas.geometry.push(R"({"type":"Polygon","coordinates":[]})");
        return batch;
    };
    auto first = area(area(exposure(exposure(batch_of({}, "a"), "1", 100), "2", 200), "1", "Comuna 1"), "2",
                      "Comuna 2");
    publish({first});
    publish({area(exposure(batch_of({}, "b"), "2", 222), "1", "Comuna Uno")});
    const auto at_2 = exposures(store_->analytics(), {"caba", 2});
    EXPECT_THAT(at_2.exposures.value, ElementsAre(100, 222));
    EXPECT_THAT(exposures(store_->analytics(), {"caba", 1}).exposures.value, ElementsAre(100, 200));
    EXPECT_EQ(areas(store_->analytics(), {"caba", 1}).size(), 2U);
    const auto areas_at_2 = areas(store_->analytics(), {"caba", 2});
    ASSERT_EQ(areas_at_2.size(), 1U);
    EXPECT_EQ(areas_at_2.name[0], "Comuna Uno");
    EXPECT_EQ(areas_at_2.valid_from.since_epoch[0], nothing<std::int32_t>);
}

TEST_P(Publish, ADiffNamesTheCellsAndTheVintagesThatChangedThem) {
    publish({batch_of({{"1"}, {"2"}, {"3", "2020-07-01"}}, "a")});
    publish({batch_of({{"4"}}, "b")});
    publish({batch_of({{"5"}, {"3", "2020-07-01", "hurto"}}, "c")});
    const auto changed = vintage_diff(store_->analytics(), "caba", 1, 3);
    ASSERT_EQ(changed.size(), 3U);
    EXPECT_EQ(changed[0].offence, "hurto");
    EXPECT_EQ(changed[0].before, 0);
    EXPECT_EQ(changed[0].after, 1);
    EXPECT_EQ(changed[1].month, parse_month("2020-07"));
    EXPECT_EQ(changed[1].before, 1);
    EXPECT_EQ(changed[1].after, 0);
    EXPECT_EQ(changed[2].before, 2);
    EXPECT_EQ(changed[2].after, 4);
    ASSERT_EQ(changed[2].causes.size(), 2U);
    EXPECT_EQ(changed[2].causes[0].vintage_no, 2);
    EXPECT_EQ(changed[2].causes[1].delta, 1);
    EXPECT_TRUE(vintage_diff(store_->analytics(), "caba", 2, 2).empty());
}

TEST_P(Publish, ADiffTellsTheAreasOfEveryLayer) {
    publish({batch_of({{"1"}}, "a")});
    publish(
        {batch_of({{"2", "2020-08-14", "robo", "c2", "b3"}, {"3", "2020-08-14", "robo", "c2", ""}}, "b")});
    const auto changed = vintage_diff(store_->analytics(), "caba", 1, 2);
    ASSERT_EQ(changed.size(), 2U);
    std::set<std::string> areas;
    for (const auto& cell : changed) areas.insert(cell.area_2 + "|" + cell.area_3 + "|" + cell.area_4);
    EXPECT_EQ(areas.size(), 2U);
    for (const auto& area : areas) EXPECT_NE(area.find("c2"), std::string::npos) << area;
}

TEST_P(Publish, ADiffFromTheLaterVintageToTheEarlierIsToldBackwards) {
    publish({batch_of({{"1"}, {"2"}}, "a")});
    publish({batch_of({{"4"}}, "b")});
    publish({batch_of({{"5"}, {"6"}}, "c")});
    const auto changed = vintage_diff(store_->analytics(), "caba", 3, 1);
    ASSERT_EQ(changed.size(), 1U);
    EXPECT_EQ(changed[0].before, 5);
    EXPECT_EQ(changed[0].after, 2);
    ASSERT_EQ(changed[0].causes.size(), 2U);
    EXPECT_EQ(changed[0].causes[0].vintage_no, 3);
    EXPECT_EQ(changed[0].causes[0].delta, -2);
    EXPECT_EQ(changed[0].causes[1].delta, -1);
}

TEST_P(Publish, PositionsAreThoseOfTheLiveVersion) {
    publish({batch_of({{"1", "2020-08-14"},
                       {"2", "2020-08-14", "robo", "c", "b", 1, 1, no_position, Located::text},
                       {"3", "2020-09-01"}},
                      "a")});
    Line moved{"1"};
    moved.lon = -580'000'000;
    publish({batch_of({moved}, "b")});
    const Period august = whole(parse_month("2020-08").value());
    EXPECT_THAT(live_positions(store_->analytics(), {"caba", 1}, august).lon, ElementsAre(-583'700'000));
    EXPECT_THAT(live_positions(store_->analytics(), {"caba", 2}, august).lon, ElementsAre(-580'000'000));
    EXPECT_EQ(live_positions(store_->analytics(), {"caba", 2}, all_time).size(), 2U);
}

TEST_P(Publish, FiguresAreKeptOnceAndNeverChange) {
    publish({batch_of({{"1"}}, "a")});
    const Figure figure{"7abc", R"({"q":1})", R"({"value":3})", sha256(R"({"value":3})"), 1, "bulletin:x"};
    auto& records = store_->records();
    records.keep_figure("caba", figure);
    records.keep_figure("caba", figure);
    EXPECT_EQ(records.figures("caba").size(), 1U);
    EXPECT_EQ(records.find_figure("caba", "7abc")->value, R"({"value":3})");
    auto other = figure;
    other.value = R"({"value":4})";
    EXPECT_THROW(records.keep_figure("caba", other), Error);
    records.keep_issue("caba", {"mensual", "comuna:1", "2020-08", "es", 1, 1, sha256("html")});
    EXPECT_EQ(records.issues("caba").at(0).number, 1);
    EXPECT_THROW(records.keep_issue("caba", {"mensual", "comuna:1", "2020-08", "es", 1, 1, sha256("other")}),
                 Error);
}

TEST_P(Publish, ACodeIsKeptOnceForEachBulletinThatPrintsIt) {
    auto& records = store_->records();
    const BulletinCode code{"7K2M-9QXA", "ficha", "ciudad", "2020-08", "es", 1, "2020-10-06"};
    BulletinCode again = code, in_portuguese = code;
    again.issued_on = "2020-11-01";
    in_portuguese.language = "pt";
    for (const auto& one : {code, again, in_portuguese}) records.keep_code("caba", one);
    const auto kept = records.codes("caba", "7K2M-9QXA");
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].issued_on, "2020-10-06");
    EXPECT_EQ(kept[1].language, "pt");
    EXPECT_TRUE(records.codes("caba", "0000-0000").empty());
    EXPECT_TRUE(records.codes("rosario", "7K2M-9QXA").empty());
}

// A store that the first version made: what it keeps stays, and codes can be kept.
TEST_P(Publish, ARecordStoreFromBeforeCodesGetsTheirTable) {
    auto& records = store_->records().database();
    records.script(
        "DROP TABLE bulletin_code; DROP TABLE finding_decision; DROP TABLE arrival; DROP TABLE refusal; "
        "DROP TABLE letter; DROP TABLE link_decision; "
        "DROP TABLE names_shown; DROP TABLE coding; DROP TABLE label_decision; DROP TABLE code_texts; "
        "DROP TABLE erasure; DROP TABLE erasure_delivery; DROP TABLE erasure_place; DROP TABLE erasure_run; "
        "DROP TABLE erasure_finding; DROP TABLE unit_override; DROP TABLE method_run; "
        "DROP TABLE run_span; DROP TABLE retention_hold; DROP TABLE retention_run; DROP TABLE reading_clock; "
        "DROP TABLE counting_rules; DROP TABLE reading_domain; "
        "DELETE FROM "
        "migration WHERE migration_no >= 2");
    store_->records().keep_issue("caba", {"ficha", "ciudad", "2020-08", "es", 1, 1, sha256("html")});
    const auto folder = store_->folder();
    store_.reset();
    store_ = std::make_unique<Store>(folder);
    EXPECT_EQ(store_->records().issues("caba").size(), 1U);
    store_->records().keep_code("caba", {"7K2M-9QXA", "ficha", "ciudad", "2020-08", "es", 1, "2020-10-06"});
    EXPECT_EQ(store_->records().codes("caba", "7K2M-9QXA").size(), 1U);
}

TEST_P(Publish, DecisionsAboutAFindingAreNumberedAndNoneIsLost) {
    auto& records = store_->records();
    FindingDecision decision{"f1",         0,        "explained", "Ana Ruiz",       "faltó mayo \"en papel\"",
                             "2020-10-06", "fuente", "d1",        "months_missing", ""};
    records.keep_finding_decision("caba", decision);
    decision.finding = "f2";
    records.keep_finding_decision("caba", decision);
    decision = {"f1", 0, "fixed", "Luis", "llegó mayo", "2020-11-02", "fuente", "d1", "months_missing", ""};
    records.keep_finding_decision("caba", decision);

    const auto kept = records.finding_decisions("caba");
    ASSERT_EQ(kept.size(), 3U);
    EXPECT_EQ(kept[0].reason, "faltó mayo \"en papel\"");
    EXPECT_EQ(kept[1].number, 1);
    EXPECT_EQ(kept[2].finding, "f1");
    EXPECT_EQ(kept[2].number, 2);
    EXPECT_EQ(kept[2].state, "fixed");
    EXPECT_TRUE(records.finding_decisions("rosario").empty());
}

// A store that knew codes but no decisions keeps what it has and takes decisions.
TEST_P(Publish, ARecordStoreFromBeforeDecisionsGetsTheirTable) {
    publish({batch_of({{"1"}}, "a")});
    store_->records().database().script(
        "DROP TABLE finding_decision; DROP TABLE link_decision; DROP TABLE arrival; DROP TABLE refusal; "
        "DROP TABLE letter; "
        "DROP TABLE names_shown; DROP TABLE coding; DROP TABLE label_decision; DROP TABLE code_texts; "
        "DROP TABLE erasure; DROP TABLE erasure_delivery; DROP TABLE erasure_place; DROP TABLE erasure_run; "
        "DROP TABLE erasure_finding; DROP TABLE unit_override; DROP TABLE method_run; "
        "DROP TABLE run_span; DROP TABLE retention_hold; DROP TABLE retention_run; DROP TABLE reading_clock; "
        "DROP TABLE counting_rules; DROP TABLE reading_domain; "
        "DELETE FROM "
        "migration WHERE migration_no >= 3");
    const auto folder = store_->folder();
    store_.reset();
    store_ = std::make_unique<Store>(folder);
    EXPECT_EQ(store_->vintages().size(), 1U);
    store_->records().keep_finding_decision(
        "caba", {"f1", 0, "waived", "Ana", "así es", "2020-10-06", "s", "d", "c", ""});
    EXPECT_EQ(store_->records().finding_decisions("caba").size(), 1U);
}

TEST_P(Publish, ADeliveryComesOnOneDay) {
    auto& records = store_->records();
    records.keep_arrivals("caba", {{sha256("a"), day("2020-10-03")}, {sha256("b"), day("2020-10-04")}});
    records.keep_arrivals("caba", {{sha256("a"), day("2020-10-03")}});
    EXPECT_THROW(
        records.keep_arrivals("caba", {{sha256("c"), day("2020-10-03")}, {sha256("b"), day("2020-10-05")}}),
        Error);
    const auto kept = records.arrivals("caba");
    ASSERT_EQ(kept.size(), 2U) << "all of them or none";
    EXPECT_EQ(kept[1].delivery, sha256("b"));
    EXPECT_EQ(kept[1].on, day("2020-10-04"));
    EXPECT_TRUE(records.arrivals("rosario").empty());
}

TEST_P(Publish, RefusalsAreNumbered) {
    auto& records = store_->records();
    Refusal refusal{0, sha256("x"), "fuente", "año \xF1.csv", 9, day("2020-10-05"), "[0,\"rota\"]"};
    EXPECT_EQ(records.keep_refusal("caba", refusal), 1);
    EXPECT_EQ(records.keep_refusal("caba", refusal), 2);
    EXPECT_EQ(records.keep_refusal("rosario", refusal), 1);
    const auto kept = records.refusals("caba");
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[1].number, 2);
    EXPECT_TRUE(is_utf8(kept[0].file_name)) << "whatever the file was called";
    EXPECT_EQ(kept[0].reason, "[0,\"rota\"]");
    EXPECT_EQ(kept[0].on, day("2020-10-05"));
}

TEST_P(Publish, LettersAreNumberedAndKeepWhatTheyAreAbout) {
    auto& records = store_->records();
    std::vector<Letter> first{{0,
                               "a",
                               {{"2020-08", 2, day("2020-09-05")}, {"2020-09", 1, day("2020-10-05")}},
                               day("2020-10-08"),
                               "v1",
                               "es"},
                              {0, "b", {{"2020-09", 1, day("2020-10-05")}}, day("2020-10-08"), "v1", "pt"}};
    records.keep_letters("caba", first);
    EXPECT_EQ(first[1].number, 2) << "whoever keeps them learns their numbers";
    std::vector<Letter> later{{0, "a", {{"2020-09", 2, day("2020-10-05")}}, day("2020-10-15"), "v1", "es"}};
    records.keep_letters("caba", later);
    const auto kept = records.letters("caba");
    ASSERT_EQ(kept.size(), 3U);
    ASSERT_EQ(kept[0].about.size(), 2U);
    EXPECT_EQ(kept[0].about[0].period, "2020-08");
    EXPECT_EQ(kept[0].about[1].step, 1);
    EXPECT_EQ(kept[1].language, "pt");
    EXPECT_EQ(kept[2].number, 3);
    EXPECT_EQ(kept[2].written_on, day("2020-10-15"));
    EXPECT_TRUE(records.letters("rosario").empty());
}

// A store that knew decisions but no letters keeps what it has and takes letters.
TEST_P(Publish, ARecordStoreFromBeforeLettersGetsTheirTables) {
    publish({batch_of({{"1"}}, "a")});
    store_->records().database().script(
        "DROP TABLE arrival; DROP TABLE refusal; DROP TABLE letter; DROP TABLE link_decision; "
        "DROP TABLE names_shown; DROP TABLE coding; DROP TABLE label_decision; DROP TABLE code_texts; "
        "DROP TABLE erasure; DROP TABLE erasure_delivery; DROP TABLE erasure_place; DROP TABLE erasure_run; "
        "DROP TABLE erasure_finding; DROP TABLE unit_override; DROP TABLE method_run; "
        "DROP TABLE run_span; DROP TABLE retention_hold; DROP TABLE retention_run; DROP TABLE reading_clock; "
        "DROP TABLE counting_rules; DROP TABLE reading_domain; "
        "DELETE FROM "
        "migration WHERE migration_no >= 4");
    const auto folder = store_->folder();
    store_.reset();
    store_ = std::make_unique<Store>(folder);
    EXPECT_EQ(store_->vintages().size(), 1U);
    std::vector<Letter> letters{{0, "a", {{"2020-08", 1, day("2020-09-05")}}, day("2020-09-08"), "", "es"}};
    store_->records().keep_letters("caba", letters);
    EXPECT_EQ(store_->records().letters("caba").size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(, Publish, testing::Values(Pair::embedded, Pair::server), name_of_pair);

TEST(PublishedSegments, TheSameBatchesGiveTheSameBytes) {
    TempFolder folder;
    NoProgress quiet;
    Digest digests[2];
    for (int i = 0; i < 2; ++i) {
        const auto path = folder / std::to_string(i);
        store::create_directory(path, "caba");
        Store store{path};
        publish(store, {batch_of({{"2"}, {"1", "2020-01-01"}}, "a")}, day("2020-10-05"), quiet);
        digests[i] = publish(store, {batch_of({{"2", "2020-03-03"}}, "b")}, day("2020-10-06"), quiet).segment;
    }
    EXPECT_EQ(digests[0], digests[1]);
}

TEST(PublishedSegments, TheProgramNamesItsOwnVersion) {
    std::ifstream file{source_folder() / "CMakeLists.txt"};
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    EXPECT_THAT(text, testing::HasSubstr("project(atalaya VERSION " + std::string{program_version} + " "));
}

}  // namespace
}  // namespace atalaya::store

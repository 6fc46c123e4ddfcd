#include <gmock/gmock.h>

#include <cmath>

#include "intake/quality/code_reused.hpp"
#include "intake/quality/incident_series.hpp"
#include "intake/quality/level_shift.hpp"
#include "intake/quality/series_gap.hpp"

namespace atalaya::intake::quality {
namespace {

using Counts = std::vector<double>;

// `before` for some months, then `after`; a little up and down.
Counts stepped(int months_before, double before, int months_after, double after) {
    Counts counts;
    for (int i = 0; i < months_before; ++i) counts.push_back(before + i % 3);
    for (int i = 0; i < months_after; ++i) counts.push_back(after + i % 3);
    return counts;
}

MonthlySeries city(std::map<std::string, Counts> categories) {
    MonthlySeries series;
    series.first = *parse_month("2018-01");
    for (auto& [name, counts] : categories) series.of[{name, ""}] = std::move(counts);
    return series;
}

TEST(LevelShift, TellsTheMonthAndBothSides) {
    const auto shifts =
        level_shifts(city({{"robo", stepped(18, 100, 18, 200)}, {"hurto", stepped(36, 90, 0, 0)}}));
    ASSERT_EQ(shifts.size(), 1U);
    EXPECT_EQ(shifts[0].category, "robo");
    EXPECT_EQ(iso(shifts[0].month), "2019-07");
    EXPECT_EQ(shifts[0].months, 12);
    EXPECT_DOUBLE_EQ(shifts[0].before, 1212);
    EXPECT_DOUBLE_EQ(shifts[0].after, 2412);
    EXPECT_EQ(shifts[0].cause, Cause::meaning);
}

TEST(LevelShift, ASmallStepASlowTrendAndFewCountsAreNone) {
    Counts slow;
    for (int i = 0; i < 48; ++i) slow.push_back(50 * std::pow(1.05, i));
    EXPECT_TRUE(level_shifts(city({{"a", stepped(18, 100, 18, 140)}})).empty()) << "below half as much again";
    EXPECT_TRUE(level_shifts(city({{"a", stepped(4, 100, 4, 180)}})).empty())
        << "below twice, over few months";
    EXPECT_FALSE(level_shifts(city({{"a", stepped(4, 100, 4, 300)}})).empty());
    EXPECT_TRUE(level_shifts(city({{"a", slow}})).empty());
    EXPECT_TRUE(level_shifts(city({{"a", stepped(18, 0, 18, 3)}})).empty());
    EXPECT_TRUE(level_shifts(city({{"a", stepped(2, 9, 3, 900)}})).empty()) << "five months";
}

TEST(LevelShift, SaysWhatItMayBe) {
    const auto cause_of = [](std::map<std::string, Counts> categories) {
        const auto shifts = level_shifts(city(std::move(categories)));
        return shifts.empty() ? std::string{"none"} : std::to_string(static_cast<int>(shifts.front().cause));
    };
    const auto falls = stepped(18, 300, 18, 90);
    EXPECT_EQ(cause_of({{"a", falls}, {"b", falls}, {"c", falls}, {"d", stepped(36, 99, 0, 0)}}), "0")
        << "event";
    EXPECT_EQ(cause_of({{"a", falls}, {"b", stepped(18, 60, 18, 260)}, {"d", stepped(36, 99, 0, 0)}}), "1")
        << "moved";
    EXPECT_EQ(cause_of({{"a", falls}, {"b", stepped(36, 60, 0, 0)}}), "2") << "meaning";
    EXPECT_EQ(cause_of({}), "none");
}

MonthlySeries by_area(const std::vector<std::pair<double, double>>& before_after, int months) {
    MonthlySeries series;
    series.first = *parse_month("2018-01");
    for (std::size_t area = 0; area < before_after.size(); ++area) {
        const auto& [before, after] = before_after[area];
        series.of[{"20101", "a" + std::to_string(area)}] = stepped(months, before, months, after);
    }
    return series;
}

// The level of the whole stays what it was.
TEST(CodeReused, IsSeenByItsPlacesAlone) {
    const auto reused = codes_reused(by_area({{80, 20}, {60, 20}, {20, 80}, {20, 60}}, 24));
    ASSERT_EQ(reused.size(), 1U);
    EXPECT_EQ(iso(reused[0].month), "2020-01");
    EXPECT_NEAR(reused[0].moved, 0.54, 0.02);
    EXPECT_TRUE(level_shifts(whole_city(by_area({{80, 20}, {60, 20}, {20, 80}, {20, 60}}, 24))).empty());
}

// A file that breaks at its middle: all its months but the first and last see the break.
TEST(CodeReused, IsSeenAtTheMiddleOfAFile) {
    for (const int months : {24, 30, 36, 48}) {
        const auto reused = codes_reused(by_area({{80, 20}, {60, 20}, {20, 80}, {20, 60}}, months / 2));
        ASSERT_EQ(reused.size(), 1U) << months;
        EXPECT_EQ(months_between(*parse_month("2018-01"), reused[0].month), months / 2);
    }
}

// Places that drift along two years are no code with another meaning: nothing changes at once.
TEST(CodeReused, NorAreAreasThatChangeLittleByLittle) {
    MonthlySeries series;
    series.first = *parse_month("2018-01");
    for (int area = 0; area < 6; ++area) {
        auto& counts = series.of[{"20101", "a" + std::to_string(area)}];
        for (int month = 0; month < 24; ++month)
            counts.push_back(area % 2 == 0 ? 100 - 3 * month : 31 + 3 * month);
    }
    EXPECT_TRUE(codes_reused(series).empty());
}

TEST(CodeReused, ALevelThatChangesEverywhereIsNone) {
    EXPECT_TRUE(codes_reused(by_area({{80, 160}, {60, 120}, {20, 40}, {20, 40}}, 24)).empty());
    EXPECT_TRUE(codes_reused(by_area({{80, 20}, {20, 80}}, 24)).empty()) << "two areas have one degree";
    EXPECT_TRUE(codes_reused(by_area({{80, 20}, {60, 20}, {20, 80}, {20, 60}}, 8)).empty()) << "16 months";
    EXPECT_TRUE(codes_reused({}).empty());
}

// Whatever the dispersion, exp(-20) is less than a millionth; exp(-8) is not.
TEST(SeriesGap, IsToldWhileOthersGoOn) {
    Counts silent(30, 20), thin(30, 8), going(30, 5), stops(30, 20);
    silent[14] = thin[14] = 0;
    stops[28] = stops[29] = 0;
    std::map<std::string, Counts> series{{"a", silent}, {"b", thin}, {"c", going}, {"d", stops}};
    const auto gaps = series_gaps(series);
    ASSERT_EQ(gaps.size(), 1U) << "zeros at the end are another check's";
    EXPECT_EQ(gaps[0].series, "a");
    EXPECT_EQ(gaps[0].first, 14U);
    EXPECT_EQ(gaps[0].points, 1U);
    for (auto& [name, counts] : series) counts[14] = 0;
    EXPECT_TRUE(series_gaps(series).empty()) << "nothing goes on";
    EXPECT_TRUE(series_gaps({{"a", silent}}).empty());
    Counts sparse = silent;
    sparse[10] = 0;
    EXPECT_TRUE(series_gaps({{"a", sparse}, {"c", going}}).empty()) << "it is 0 at other times too";
}

TEST(IncidentSeries, CountsMonthsAndWholeWeeks) {
    Incidents in;
    const auto add = [&](const char* day, int times, const char* area) {
        for (int i = 0; i < times; ++i) {
            in.day.since_epoch.push_back(since_epoch(*parse_day(day)));
            in.offence.push("robo");
            for (std::size_t slot = 0; slot < 4; ++slot) in.area[slot].push(slot == 2 ? area : "");
        }
    };
    add("2020-01-31", 60, "1");
    add("2020-02-05", 70, "2");
    add("2020-02-08", 40, "1");
    add("2020-02-08", 9, "3");
    const auto series = incident_series(in);
    EXPECT_EQ(iso(series.offences.first), "2020-01");
    EXPECT_EQ(series.offences.of.at({"robo", ""}), (Counts{60, 119}));
    EXPECT_EQ(series.areas[2].of.at({"", "1"}), (Counts{60, 40}));
    EXPECT_FALSE(series.areas[2].of.contains({"", "3"})) << "fewer than 50";
    EXPECT_EQ(series.weekly_areas[2].of.at("2"), (Counts{70})) << "the second week is not whole";
    EXPECT_TRUE(incident_series({}).offences.of.empty());
}

}  // namespace
}  // namespace atalaya::intake::quality

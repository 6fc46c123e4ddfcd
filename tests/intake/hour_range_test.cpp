// Parts of the day as publishers write them, and what becomes of the fact.
#include <gmock/gmock.h>

#include "intake/cells.hpp"
#include "intake/check.hpp"
#include "intake/hour_range.hpp"
#include "support.hpp"

namespace atalaya::intake {
namespace {

std::string minutes(std::string_view text) {
    const auto range = parse_hour_range(text);
    return range ? std::to_string(range->from) + " " + std::to_string(range->past) : "none";
}

TEST(HourRange, TwoClocksWithAWordBetween) {
    EXPECT_EQ(minutes("18:00:00 - 20:59:59"), "1080 1260");
    EXPECT_EQ(minutes("21:00:00 - 23:59:59"), "1260 1440");
    EXPECT_EQ(minutes("06:00 a 09:00"), "360 540");
    EXPECT_EQ(minutes("06:00 às 06:59"), "360 420");
    EXPECT_EQ(minutes("06:00-09:00"), "360 540");
    EXPECT_EQ(minutes("18:00–24:00"), "1080 1440");
    EXPECT_EQ(minutes("00:00:00-03:00:00"), "0 180");
}

TEST(HourRange, OverMidnightEndsOnTheNextDay) {
    EXPECT_EQ(minutes("21:00 - 03:00"), "1260 1620");
    EXPECT_EQ(minutes("23:00 a 01:00"), "1380 1500");
    EXPECT_EQ(minutes("22:00-06:00"), "1320 1800");
    EXPECT_EQ(minutes("22:00 a 05:59"), "1320 1800");
    EXPECT_EQ(minutes("23:30 - 00:00"), "1410 1440") << "midnight ends the day";
    EXPECT_EQ(minutes("00:00 - 24:00"), "0 1440");
}

TEST(HourRange, OfTwelveHoursAndWithUnits) {
    EXPECT_EQ(minutes("8:00 p. m. a 6:00 a. m."), "1200 1800");
    EXPECT_EQ(minutes("08:00 p.m. - 06:00 a.m."), "1200 1800");
    EXPECT_EQ(minutes("10 p.m. a 12 a.m."), "1320 1440");
    EXPECT_EQ(minutes("9 a.m. - 12 p.m."), "540 720");
    EXPECT_EQ(minutes("18 a 21 hs"), "1080 1260");
    EXPECT_EQ(minutes("18 hs. a 24 hs."), "1080 1440");
    EXPECT_EQ(minutes("22h às 2h"), "1320 1560");
    EXPECT_EQ(minutes("18:00 a 21:00 hs"), "1080 1260");
    EXPECT_EQ(minutes("18:00 a las 21:00"), "1080 1260");
}

TEST(HourRange, ClocksAloneOrWithTheirZoneAndHalvesOfOneAreNone) {
    for (const char* text : {"18:00", "10:30:00-03:00", "10:30:00 +0000", "01:30:00 -03:00", "01:30:00-03:00",
                             "9:05 PM", "9 a 12", "18:00 -", "- 18:00", "18:00 o 19:00", "25:00 - 26:00", "",
                             "24:00 - 24:00", "18:00 - 18:00", "24:00 - 03:00", "8:00 a 10:00 p.m.",
                             "8 a 10 pm", "18:00 - 21:00 m", "5 km a 9 km"})
        EXPECT_EQ(minutes(text), "none") << text;
    EXPECT_EQ(parse_hour("10:30:00-03:00")->hour, 10) << "still a clock";
    for (const char* text : {"18:00:00 - 20:59:59", "21:00 - 03:00", "8 p.m. a 6 a.m.", "10-12 pm"})
        EXPECT_FALSE(parse_hour(text)) << "no hour: " << text;
}

// The first row has no part of the day, so that the columns of intervals begin with the second.
TEST(HourRange, IsTheIntervalOfTheFactAndNoHour) {
    const Batch batch = read_small(
        "1,2020-03-09,22:10,Robo,,,Sur\n"
        "2,2020-03-09,18:00:00 - 20:59:59,Robo,,,Sur\n"
        "3,2020-03-09,07:00 a 07:59,Robo,,,Sur\n"
        "4,2020-03-09,,Robo,,,Sur\n");
    ASSERT_EQ(batch.accepted, 4);
    const Incidents& in = batch.incidents;
    EXPECT_THAT(in.hour, testing::ElementsAre(22, -1, 7, -1));
    ASSERT_EQ(in.from.size(), 4u);
    const std::int32_t midnight = since_epoch(*parse_day("2020-03-09")) * 1440;
    EXPECT_FALSE(in.has_interval(0));
    EXPECT_EQ(in.from[1] - midnight, 18 * 60);
    EXPECT_EQ(in.past[1] - midnight, 21 * 60);
    EXPECT_EQ(in.past[2] - midnight, 8 * 60);
    EXPECT_FALSE(in.has_interval(3));
    EXPECT_EQ(found(batch, "hour_unknown"), 2) << "of the second and the fourth";
    EXPECT_EQ(found(batch, "hour_impossible"), 0);
}

// Of the first no day is known, and it is counted on the one that is written; the second may be of the next month.
TEST(HourRange, OverMidnightTheDayIsNotKnownEither) {
    const Batch batch = read_small(
        "1,2020-03-09,23:00 a 01:00,Robo,,,Sur\n"
        "2,2020-03-31,10 p.m. a 6 a.m.,Robo,,,Sur\n"
        "3,2020-03-31,21:00 a 24:00,Robo,,,Sur\n");
    ASSERT_EQ(batch.accepted, 3);
    const Incidents& in = batch.incidents;
    EXPECT_THAT(in.hour, testing::Each(-1));
    EXPECT_THAT(in.known,
                testing::ElementsAre(static_cast<int>(TimeKnown::month), static_cast<int>(TimeKnown::month),
                                     static_cast<int>(TimeKnown::day)));
    const std::int32_t night = since_epoch(*parse_day("2020-03-09")) * 1440 + 23 * 60;
    EXPECT_EQ(in.from[0], night);
    EXPECT_EQ(in.past[0], night + 120);
    EXPECT_EQ(in.day.since_epoch[0], since_epoch(*parse_day("2020-03-09")));
    EXPECT_EQ(found(batch, "interval_months"), 1) << "of the second alone";
    EXPECT_EQ(found(batch, "hour_unknown"), 3);
    EXPECT_EQ(found(batch, "hour_impossible"), 0);
}

}  // namespace
}  // namespace atalaya::intake

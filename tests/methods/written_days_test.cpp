// Days with two numbers before their year, and which of the two is the day.
#include "methods/written_days.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using testing::HasSubstr;

namespace {

std::string told_by(const Texts& cells) {
    const auto [first, order] = order_of_days(cells);
    if (!first) return "none";
    return !order ? "not told" : *order == DayOrder::day_first ? "day first" : "month first";
}

// What a method that counts days says of events on these, or why it takes none.
std::string read_as(const Texts& days) {
    Frame events;
    events.add("day", days);
    try {
        const auto result =
            run(*find("periods"), {.tables = {{"events", events}}, .given = {{"length", "day"}}});
        return result.tables.at("periods").texts("first_day").front();
    } catch (const Error& error) {
        return error.what();
    }
}
// What is wrong with a series of these months.
std::string wrong(const Texts& months) {
    Frame series;
    series.add("period", months);
    series.add("value", Numbers(months.size(), 1));
    try {
        return run(*find("mann_kendall"), {.tables = {{"series", series}}}).refused;
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace

TEST(WrittenDays, ANumberAboveTwelveTellsTheDayOfTheWholeColumn) {
    EXPECT_EQ(told_by({"01/02/2024", "31/12/2024"}), "day first");
    EXPECT_EQ(told_by({"01/02/2024", "12/31/2024"}), "month first");
    EXPECT_EQ(told_by({"01/02/2024", "11/12/2024"}), "not told");
    EXPECT_EQ(told_by({"05/05/2024", "7.7.2024"}), "day first");
    EXPECT_EQ(told_by({"2024-12-31", "", "7", "1.25", "10.5.20"}), "none");
}

TEST(WrittenDays, AreReadInEitherOrderWithTheirTime) {
    using enum DayOrder;
    EXPECT_EQ(iso_of_written("1/2/2024", day_first), "2024-02-01");
    EXPECT_EQ(iso_of_written("1/2/2024", month_first), "2024-01-02");
    EXPECT_EQ(iso_of_written(" 31-12-2024 9:05 ", day_first), "2024-12-31 09:05");
    EXPECT_EQ(iso_of_written("31.12.2024 22:15:30", day_first), "2024-12-31 22:15:30");
    for (const char* none :
         {"31/12/2024", "0/1/2024", "1/2/24", "1/2-2024", "1/2/20245", "a/2/2024", "2024-12-31"})
        EXPECT_EQ(iso_of_written(none, month_first), std::nullopt) << none;
    EXPECT_EQ(iso_of_written("30/02/2024", day_first), std::nullopt);
}

TEST(WrittenDays, OfATableAreReadWhereTheyTellAndAskedWhereTheyDoNot) {
    EXPECT_EQ(read_as({"01/12/2024", "31/12/2024"}), "2024-12-01");
    EXPECT_EQ(read_as({"12/01/2024", "12/31/2024"}), "2024-12-01");
    EXPECT_EQ(read_as({"2024-12-01", "31/12/2024"}), "2024-12-01");
    EXPECT_THAT(read_as({"01/02/2024", "03/04/2024"}),
                testing::AllOf(HasSubstr("\"01/02/2024\" in row 1"),
                               HasSubstr("--dates events.day=day-first if it is 2024-02-01"),
                               HasSubstr("--dates events.day=month-first if it is 2024-01-02")));
    EXPECT_THAT(read_as({"31/12/2024", "12/31/2024"}), HasSubstr("\"12/31/2024\" in row 2"));
}

TEST(WrittenDays, OfASeriesFollowOneAnother) {
    EXPECT_EQ(wrong({"31/01/2024", "29/02/2024", "31/03/2024", "30/04/2024"}), "");
    EXPECT_THAT(wrong({"31/01/2024", "29/02/2024", "30/04/2024", "31/05/2024"}), HasSubstr("1 missing"));
    EXPECT_THAT(wrong({"01/01/2024", "01/02/2024", "01/03/2024", "01/04/2024"}),
                HasSubstr("--dates series.period=day-first if it is 2024-01-01"));
}

// What is 21:30 in Recife and 18:30 in Mexico is half past midnight of the next day in Greenwich.
TEST(WrittenDays, AnHourOfGreenwichIsNoHourOfTheCity) {
    for (const char* hour : {"2024-06-14T02:30:00Z", "2024-06-14 02:30:00+00",
                             "2024-06-14T02:30:00.250+00:00", " 2024-06-14T02:30Z "}) {
        EXPECT_EQ(first_by_greenwich({"2024-06-14", "2024-06-14T00:00:00Z", hour}), 2U) << hour;
        EXPECT_THAT(read_as({"2024-06-14", hour}),
                    testing::AllOf(HasSubstr("in row 2"), HasSubstr("clock of Greenwich")))
            << hour;
    }
    for (const char* plain : {"2024-06-14T02:30:00-05:00", "2024-06-14 02:30:00", "2024-06-14T00:00:00.000Z",
                              "2024-06-14", "Z", ""})
        EXPECT_EQ(first_by_greenwich({plain}), std::nullopt) << plain;
    EXPECT_EQ(read_as({"2024-06-14T00:00:00Z"}), "2024-06-14");
}

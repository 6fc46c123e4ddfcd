#include "core/day.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

Day day(const char* text) {
    return parse_day(text).value();
}
Month month(const char* text) {
    return parse_month(text).value();
}

TEST(Day, ReadsAndWritesTheSameText) {
    for (const char* text : {"1970-01-01", "2020-02-29", "1999-12-31", "2100-06-05"})
        EXPECT_EQ(iso(day(text)), text);
}

TEST(Day, RefusesWhatIsNoDay) {
    for (const char* text : {"2019-02-29", "2020-13-01", "2020-00-10", "2020-1-1", "20-01-2020", "0999-01-01",
                             "2020-01-01 ", "", "2020/01/01", "2020-01-32"}) {
        EXPECT_FALSE(parse_day(text)) << text;
    }
}

TEST(Day, WeeksBeginOnMonday) {
    EXPECT_EQ(iso(week_of(day("2020-08-31"))), "2020-08-31");
    EXPECT_EQ(iso(week_of(day("2020-08-30"))), "2020-08-24");
    EXPECT_EQ(weekday_of(day("2020-08-30")), 6);
}

TEST(Month, CountsAcrossYears) {
    EXPECT_EQ(iso(plus_months(month("2020-01"), -1)), "2019-12");
    EXPECT_EQ(months_between(month("2019-11"), month("2020-02")), 3);
    EXPECT_EQ(days_in(month("2020-02")), 29);
}

TEST(Period, SpansAreHalfOpen) {
    const Period august = whole(month("2020-08"));
    EXPECT_TRUE(august.holds(day("2020-08-31")));
    EXPECT_FALSE(august.holds(day("2020-09-01")));
    EXPECT_EQ(august.days(), 31);
}

TEST(Period, TwelveMonthsEndWithTheLast) {
    EXPECT_EQ(iso(months_ending(month("2020-08"), 12)), "2019-09-01/2020-08-31");
    EXPECT_EQ(iso(year_to(month("2020-08"))), "2020-01-01/2020-08-31");
}

TEST(Period, TheYearBeforeALeapFebruaryIsAFebruary) {
    EXPECT_EQ(iso(year_before(whole(month("2020-02")))), "2019-02");
    EXPECT_EQ(iso(year_before({day("2020-02-29"), day("2020-03-01")})), "2019-03-01/2019-02-28");
}

TEST(Period, ReadsTheThreeFormsItWrites) {
    for (const char* text : {"2020-08", "2020", "2020-01-15/2020-02-03"})
        EXPECT_EQ(iso(parse_period(text).value()), text);
    for (const char* text : {"2020-8", "2020-02-03/2020-01-15", "agosto", ""})
        EXPECT_FALSE(parse_period(text)) << text;
}

}  // namespace
}  // namespace atalaya

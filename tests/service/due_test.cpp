#include "service/due.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

Month month(const char* text) {
    return *parse_month(text);
}

intake::City city_with_feasts() {
    intake::City city;
    city.feasts.push_back({.month = 1, .day = 1, .easter = {}, .name = {}});
    city.feasts.push_back({.month = 0, .day = 0, .easter = -2, .name = {}});  // Good Friday
    return city;
}

std::string due(const char* last_month, int days, bool business) {
    intake::Expected expected;
    expected.due_days = days;
    expected.business = business;
    return iso(due_day(city_with_feasts(), expected, whole(month(last_month))));
}

TEST(Due, PeriodsAreThoseOfTheYear) {
    EXPECT_EQ(iso(period_of("monthly", month("2024-05"))), "2024-05");
    EXPECT_EQ(period_of("quarterly", month("2024-05")), *parse_period("2024-04-01/2024-06-30"));
    EXPECT_EQ(period_of("quarterly", month("2024-12")), *parse_period("2024-10-01/2024-12-31"));
    EXPECT_EQ(iso(period_of("yearly", month("2024-05"))), "2024");
    EXPECT_TRUE(closes("quarterly", month("2024-09")));
    EXPECT_FALSE(closes("quarterly", month("2024-10")));
    EXPECT_FALSE(closes("yearly", month("2024-11")));
}

TEST(Due, CalendarDaysCountEveryDay) {
    EXPECT_EQ(due("2024-12", 5, false), "2025-01-05") << "a Sunday";
    EXPECT_EQ(due("2024-02", 1, false), "2024-03-01");
}

// December 2024 ends on a Tuesday: 2, 3, 6, 7 and 8 January are the first five business days, the 1st is a feast.
// March 2024 ends on Easter Sunday; Good Friday of 2025 is 18 April.
TEST(Due, BusinessDaysLeaveOutWeekendsAndFeasts) {
    EXPECT_EQ(due("2024-12", 5, true), "2025-01-08");
    EXPECT_EQ(due("2024-03", 1, true), "2024-04-01");
    EXPECT_EQ(due("2025-03", 14, true), "2025-04-21");
}

TEST(Due, LettersFollowTheDueDay) {
    intake::Expected expected;
    const Day day = *parse_day("2025-01-05");
    const auto letters = [&](int later) {
        return letters_due(expected, day, day + std::chrono::days{later});
    };
    EXPECT_EQ(letters(-40), 0);
    EXPECT_EQ(letters(2), 0);
    EXPECT_EQ(letters(3), 1);
    EXPECT_EQ(letters(9), 1);
    EXPECT_EQ(letters(10), 2);
    EXPECT_EQ(letters(20), 3);
    EXPECT_EQ(letters(400), 3);
}

TEST(Due, TheCityMaySayAnotherCadenceThanTheSource) {
    intake::Source source;
    intake::Expected expected;
    source.cadence = "weekly";
    EXPECT_EQ(cadence_of(source, expected), "monthly") << "watched by the month";
    source.cadence = "once";
    EXPECT_EQ(cadence_of(source, expected), "");
    expected.cadence = "yearly";
    EXPECT_EQ(cadence_of(source, expected), "yearly");
}

}  // namespace
}  // namespace atalaya::service

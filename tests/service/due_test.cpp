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
    EXPECT_EQ(iso(period_of("monthly", first_day(month("2024-05")))), "2024-05");
    EXPECT_EQ(period_of("quarterly", first_day(month("2024-05"))), *parse_period("2024-04-01/2024-06-30"));
    EXPECT_EQ(period_of("quarterly", first_day(month("2024-12"))), *parse_period("2024-10-01/2024-12-31"));
    EXPECT_EQ(iso(period_of("yearly", first_day(month("2024-05")))), "2024");
    EXPECT_TRUE(closes("quarterly", month("2024-09")));
    EXPECT_FALSE(closes("quarterly", month("2024-10")));
    EXPECT_FALSE(closes("yearly", month("2024-11")));
}

// 2 March 2026 is a Monday.
TEST(Due, AWeekClosesOnSundayUnlessSaidAndADayIsItself) {
    const auto week = [](const char* cadence, const char* day) {
        return iso(period_of(cadence, *parse_day(day)));
    };
    EXPECT_EQ(week("weekly", "2026-03-02"), "2026-03-02/2026-03-08");
    EXPECT_EQ(week("weekly", "2026-03-08"), "2026-03-02/2026-03-08");
    EXPECT_EQ(week("weekly", "2026-01-01"), "2025-12-29/2026-01-04") << "ISO week 1 of 2026";
    EXPECT_EQ(week("weekly:friday", "2026-03-06"), "2026-02-28/2026-03-06");
    EXPECT_EQ(week("weekly:friday", "2026-03-07"), "2026-03-07/2026-03-13");
    EXPECT_EQ(week("weekly:monday", "2026-03-02"), "2026-02-24/2026-03-02");
    EXPECT_EQ(week("daily", "2026-03-02"), "2026-03-02/2026-03-02");
    EXPECT_TRUE(closes("weekly", month("2026-03")));
    EXPECT_TRUE(by_days("weekly:friday"));
    EXPECT_FALSE(by_days("monthly"));
    EXPECT_EQ(name_of_cadence("weekly:friday"), "weekly");
}

// Two business days after Sunday 29 March 2026 are Monday and Tuesday; after Sunday 4 January too, for the 1st is past;
// after Friday 3 April, a feast, those of the week after.
TEST(Due, AWeekIsDueSoManyDaysAfterItsLast) {
    intake::Expected expected;
    expected.due_days = 2;
    expected.business = true;
    const auto city = city_with_feasts();
    const auto due_of = [&](const char* cadence, const char* day) {
        return iso(due_day(city, expected, period_of(cadence, *parse_day(day))));
    };
    EXPECT_EQ(due_of("weekly", "2026-03-25"), "2026-03-31");
    EXPECT_EQ(due_of("weekly", "2026-01-01"), "2026-01-06");
    EXPECT_EQ(due_of("weekly:wednesday", "2026-04-01"), "2026-04-06")
        << "Thursday and, past Good Friday, Monday";
    EXPECT_EQ(due_of("daily", "2025-12-31"), "2026-01-05");
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
    EXPECT_EQ(cadence_of(source, expected), "weekly");
    source.kind = intake::Kind::tallies;
    EXPECT_EQ(cadence_of(source, expected), "monthly") << "counts know no weeks";
    source.cadence = "once";
    EXPECT_EQ(cadence_of(source, expected), "");
    expected.cadence = "yearly";
    EXPECT_EQ(cadence_of(source, expected), "yearly");
}

}  // namespace
}  // namespace atalaya::service

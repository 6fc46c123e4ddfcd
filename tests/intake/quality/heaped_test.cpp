#include <gmock/gmock.h>

#include "core/table.hpp"
#include "intake/quality/days_heaped.hpp"
#include "intake/quality/hours_heaped.hpp"

namespace atalaya::intake::quality {
namespace {

using Hours = std::array<std::int64_t, 24>;

Hours level(std::int64_t rows) {
    Hours hours;
    hours.fill(rows);
    return hours;
}

TEST(HoursHeaped, NoonAboveItsNeighboursIsTold) {
    Hours hours = level(100);
    hours[12] = 300;
    const auto heaped = hours_heaped(hours);
    ASSERT_EQ(heaped.size(), 1U);
    EXPECT_EQ(heaped[0].hour, 12);
    EXPECT_EQ(heaped[0].rows, 300);
    EXPECT_EQ(heaped[0].before, 100);
}

// By hand: 4 sqrt(2 (n + 225)) = n - 150 at n = 276.7 where the neighbours have 100.
TEST(HoursHeaped, TheBoundIsThatOfTheHeader) {
    Hours hours = level(100);
    hours[23] = 276;
    EXPECT_TRUE(hours_heaped(hours).empty());
    hours[23] = 277;
    EXPECT_EQ(hours_heaped(hours).size(), 1U);
}

TEST(HoursHeaped, APeakOfSeveralHoursAFewRowsAndMidnightAreNot) {
    Hours hours = level(100);
    hours[18] = hours[19] = hours[20] = 400;
    hours[0] = 500;
    EXPECT_TRUE(hours_heaped(hours).empty());
    hours = level(1);
    hours[12] = 49;
    EXPECT_TRUE(hours_heaped(hours).empty());
    EXPECT_TRUE(hours_heaped(Hours{}).empty());
}

// Ten rows on every day of some months, and more on the days of the month that are said.
std::vector<std::int32_t> days_of(const char* first, int months, int day = 0, int more = 0) {
    std::vector<std::int32_t> days;
    const Month from = *parse_month(first);
    for (int m = 0; m < months; ++m) {
        const auto start = since_epoch(first_day(plus_months(from, m)));
        for (int d = 0; d < days_in(plus_months(from, m)); ++d) {
            days.insert(days.end(), static_cast<std::size_t>(10 + (d + 1 == day ? more : 0)), start + d);
        }
    }
    return days;
}

// By hand: six firsts with 10 + more rows, 60 expected, phi 1: told above 60 + 5 sqrt(60) = 98.7 rows.
TEST(DaysHeaped, TheFirstIsToldAboveItsBound) {
    EXPECT_TRUE(days_heaped(days_of("2020-01", 6, 1, 6)).empty());
    const auto heaped = days_heaped(days_of("2020-01", 6, 1, 7));
    ASSERT_EQ(heaped.size(), 1U);
    EXPECT_EQ(heaped[0].day, 1);
    EXPECT_EQ(heaped[0].rows, 102);
    EXPECT_DOUBLE_EQ(heaped[0].expected, 60);
    EXPECT_EQ(days_heaped(days_of("2020-01", 6, 31, 20)).at(0).day, 31) << "days that come less often too";
}

TEST(DaysHeaped, FewMonthsAndCutMonthsTellNothing) {
    EXPECT_TRUE(days_heaped(days_of("2020-01", 2, 15, 90)).empty());
    auto cut = days_of("2020-01", 3, 15, 90);
    cut.erase(cut.begin(), cut.begin() + 10);  // without 1 January: two whole months are left
    EXPECT_TRUE(days_heaped(cut).empty());
    EXPECT_TRUE(days_heaped({}).empty());
}

}  // namespace
}  // namespace atalaya::intake::quality

#include "stats/aoristic.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

constexpr std::int64_t day = 24 * 60, week = 7 * day;
constexpr std::int64_t monday = 4 * day;  // 1970-01-05 00:00

double at(const AoristicWeek& found, int weekday, int hour) {
    return found.weight[static_cast<std::size_t>(weekday * 24 + hour)];
}

double total(const AoristicWeek& found) {
    return std::accumulate(found.weight.begin(), found.weight.end(), 0.0);
}

// The slow twin: minute by minute.
std::vector<double> by_minutes(const std::vector<MinuteSpan>& spans) {
    std::vector<double> weight(hours_a_week);
    for (const auto& [from, past] : spans) {
        const std::int64_t minutes = past - from;
        for (std::int64_t m = from; m < std::max(past, from + 1); ++m) {
            const std::int64_t hour = (((m - monday) % week + week) % week) / 60;
            weight[static_cast<std::size_t>(hour)] +=
                1.0 / static_cast<double>(std::max<std::int64_t>(minutes, 1));
        }
    }
    return weight;
}

}  // namespace

// 10 of 38 minutes before ten o'clock, as in Ratcliffe's first example.
TEST(Aoristic, AnEventWeighsOneSpreadOverItsMinutes) {
    const MinuteSpan friday[] = {{monday + 4 * day + 9 * 60 + 50, monday + 4 * day + 10 * 60 + 28}};
    const auto found = aoristic_week(friday);
    EXPECT_NEAR(at(found, 4, 9), 10.0 / 38, 1e-15);
    EXPECT_NEAR(at(found, 4, 10), 28.0 / 38, 1e-15);
    EXPECT_NEAR(total(found), 1, 1e-12);
}

TEST(Aoristic, AnInstantWeighsInItsHour) {
    const MinuteSpan noon[] = {{monday + 6 * day + 12 * 60, monday + 6 * day + 12 * 60}};
    EXPECT_EQ(at(aoristic_week(noon), 6, 12), 1);
}

TEST(Aoristic, SundayNightPassesIntoMonday) {
    const MinuteSpan night[] = {{monday + 6 * day + 23 * 60, monday + 7 * day + 60}};
    const auto found = aoristic_week(night);
    EXPECT_NEAR(at(found, 6, 23), 0.5, 1e-15);
    EXPECT_NEAR(at(found, 0, 0), 0.5, 1e-15);
}

TEST(Aoristic, MoreThanAWeekIsToldAndAReversedOneWeighsNothing) {
    const MinuteSpan spans[] = {{monday, monday + 2 * week}, {monday, monday + week}, {monday + 60, monday}};
    const auto found = aoristic_week(spans);
    EXPECT_EQ(found.events, 2);
    EXPECT_EQ(found.longer, 1);
    EXPECT_EQ(found.reversed, 1);
    for (const double weight : found.weight) EXPECT_NEAR(weight, 2.0 / hours_a_week, 1e-15);
    EXPECT_EQ(total(aoristic_week({})), 0);
}

TEST(Aoristic, IsWhatCountingMinutesGives) {
    Random random{23};
    std::vector<MinuteSpan> spans;
    for (int i = 0; i < 300; ++i) {
        const auto from = static_cast<std::int64_t>(random.uniform() * 3e7) - 1'000'000;
        const double length = random.uniform();
        spans.push_back({from, from + static_cast<std::int64_t>(length * length * length * 3 * week)});
    }
    const auto found = aoristic_week(spans);
    const auto slow = by_minutes(spans);
    for (std::size_t hour = 0; hour < slow.size(); ++hour)
        EXPECT_NEAR(found.weight[hour], slow[hour], 1e-9) << hour;
    EXPECT_NEAR(total(found), 300, 1e-8);
}

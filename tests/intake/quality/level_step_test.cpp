#include "intake/quality/level_step.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::intake::quality {
namespace {

// Months of a series with a season, of which those from `at` on are `times` as many.
std::vector<double> months(double mean, std::size_t at, double times) {
    std::vector<double> counts;
    for (std::size_t t = 0; t < 24; ++t)
        counts.push_back(std::round(mean * (1 + 0.5 * std::sin(6.283185307 * static_cast<double>(t) / 12)) *
                                    (t >= at ? times : 1)));
    return counts;
}

std::vector<LevelStep> steps_of(const std::vector<double>& counts) {
    MonthlySeries series{.first = std::chrono::year{2022} / std::chrono::January, .of = {}};
    series.of[{"robo", ""}] = counts;
    return level_steps(series);
}

TEST(LevelStep, IsToldWithItsMonthAndTheSameMonthsOfBothYears) {
    const auto found = steps_of(months(400, 15, 0.6));
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].category, "robo");
    EXPECT_EQ(iso(found[0].month), "2023-04");
    EXPECT_EQ(found[0].months, 9);
    const auto counts = months(400, 24, 1);
    double before = 0;
    for (std::size_t t = 3; t < 12; ++t) before += counts[t];
    EXPECT_EQ(found[0].before, before);
    EXPECT_NEAR(found[0].after / before, 0.6, 0.01);
    EXPECT_EQ(steps_of(months(400, 12, 1.6)).size(), 1U) << "from the first month of the second year";
}

TEST(LevelStep, ASeasonATrendAndALittleAreNone) {
    EXPECT_TRUE(steps_of(months(400, 24, 1)).empty());
    EXPECT_TRUE(steps_of(months(400, 15, 0.85)).empty());
    EXPECT_TRUE(steps_of(months(3, 15, 0.5)).empty()) << "too few";
    EXPECT_TRUE(steps_of(std::vector<double>(14, 400)).empty()) << "less than a year and a quarter";
    std::vector<double> slow;
    for (int t = 0; t < 36; ++t) slow.push_back(std::round(400 * std::pow(0.75, t / 12.0)));
    EXPECT_TRUE(steps_of(slow).empty()) << "a quarter less a year, bit by bit";
}

// Of the last three months of the first year no series has a count: they were not sent, and the months a year later are no rise.
TEST(LevelStep, MonthsThatWereNotSentAreComparedWithNothing) {
    const auto steps_without = [](double times) {
        MonthlySeries series{.first = std::chrono::year{2022} / std::chrono::January, .of = {}};
        for (const char* kind : {"robo", "hurto"}) {
            auto counts = months(400, 15, times);
            std::fill(counts.begin() + 9, counts.begin() + 12, 0);
            series.of[{kind, ""}] = counts;
        }
        return level_steps(series);
    };
    EXPECT_TRUE(steps_without(1).empty());
    const auto found = steps_without(0.5);
    ASSERT_EQ(found.size(), 2U) << "what falls by half beside them is found";
    EXPECT_EQ(iso(found[0].month), "2023-04");
    EXPECT_EQ(found[0].months, 6);
}

TEST(LevelStep, ChanceTellsOneInAThousandAtMost) {
    stats::Random random{11};
    int told = 0;
    for (int city = 0; city < 300; ++city) {
        MonthlySeries series{.first = std::chrono::year{2022} / std::chrono::January, .of = {}};
        for (int of = 0; of < 20; ++of) {
            std::vector<double> counts;
            const double mean = std::pow(400.0, (of + 1) / 20.0), turned = random.uniform() * 6.283185307;
            for (int t = 0; t < 24; ++t)
                counts.push_back(static_cast<double>(random.negative_binomial(
                    mean * (1 + 0.4 * std::sin(6.283185307 * t / 12 + turned)), 1 + 3.0 * (of % 4) / 3)));
            series.of[{"c" + std::to_string(of), ""}] = counts;
        }
        told += !level_steps(series).empty();
    }
    EXPECT_LE(told, 2);
}

}  // namespace
}  // namespace atalaya::intake::quality

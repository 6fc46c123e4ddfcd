#include "stats/level_shifts.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;
using namespace std::chrono;

namespace {

constexpr Month january{2015y, std::chrono::January};

struct Town {
    double mean = 100;
    double phi = 2;
    double trend = 0;  // a year
    double season = 0.2;
    int months = 60;
    int step_at = 1000;
    double step = 1;
};

std::vector<double> counts_of(const Town& town, std::uint64_t seed) {
    Random random{seed, stream_of("level-shifts")};
    std::vector<double> out;
    for (int i = 0; i < town.months; ++i) {
        const double year = std::pow(1 + town.trend, i / 12.0);
        const double season = 1 + town.season * std::sin(2 * std::numbers::pi * i / 12);
        const double mean = town.mean * year * season * (i >= town.step_at ? town.step : 1);
        out.push_back(static_cast<double>(random.negative_binomial(mean, town.phi)));
    }
    return out;
}

LevelShifts shifts_of(const std::vector<double>& counts) {
    return level_shifts(january, counts, std::vector<bool>(counts.size(), true));
}

// The share of 400 such towns that are told to have a shift.
double told(const Town& town) {
    int any = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed)
        any += shifts_of(counts_of(town, seed)).shifts.empty() ? 0 : 1;
    return any / 400.0;
}

}  // namespace

TEST(LevelShifts, NoneIsFoundWhereThereIsNone) {
    for (const double phi : {1.0, 2.0, 4.0}) {
        for (const double trend : {-0.05, 0.0, 0.1}) {
            for (const double mean : {5.0, 100.0, 2000.0}) {
                const double share = told({.mean = mean, .phi = phi, .trend = trend});
                EXPECT_LE(share, 0.02) << "mean " << mean << " phi " << phi << " trend " << trend;
            }
        }
    }
}

TEST(LevelShifts, AFallToAHalfIsFoundOneToTwoThirdsHalfTheTimeAndOneOfATenthIsNot) {
    EXPECT_GE(told({.step_at = 30, .step = 0.5}), 0.95);
    EXPECT_GE(told({.step_at = 30, .step = 0.67}), 0.45);
    EXPECT_LE(told({.step_at = 30, .step = 0.9}), 0.1);
}

TEST(LevelShifts, TellWhenAndByHowMuch) {
    int near = 0, within = 0, held = 0, found = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const auto answer = shifts_of(counts_of({.trend = 0.03, .step_at = 33, .step = 0.5}, seed));
        EXPECT_TRUE(answer.season);
        if (answer.shifts.empty()) continue;
        ++found;
        const auto& shift = answer.shifts.front();
        const auto truth = plus_months(january, 33);
        near += shift.month == truth ? 1 : 0;
        within += shift.earliest <= truth && truth <= shift.latest ? 1 : 0;
        held += shift.low <= 0.5 && 0.5 <= shift.high ? 1 : 0;
    }
    EXPECT_GE(found, 198);
    EXPECT_GE(near, 150);
    EXPECT_GE(within, 180);
    EXPECT_GE(held, 175);
}

TEST(LevelShifts, SeasonIsNoShift) {
    EXPECT_LE(told({.season = 0.5}), 0.01);
    EXPECT_FALSE(shifts_of(counts_of({.months = 30}, 1)).season);
}

TEST(LevelShifts, MonthsThatCannotBeUsedAreNoFall) {
    auto counts = counts_of({.months = 48}, 7);
    std::vector<bool> usable(48, true);
    for (std::size_t i = 20; i < 26; ++i) counts[i] = 0, usable[i] = false;
    EXPECT_TRUE(level_shifts(january, counts, usable).shifts.empty());
    EXPECT_FALSE(shifts_of(counts).shifts.empty());
}

TEST(LevelShifts, SilentWithoutAYear) {
    std::vector<double> counts(11, 100);
    for (std::size_t i = 5; i < 11; ++i) counts[i] = 10;
    EXPECT_TRUE(shifts_of(counts).shifts.empty());
    EXPECT_TRUE(shifts_of({}).shifts.empty());
    EXPECT_TRUE(shifts_of(std::vector<double>(40, 0)).shifts.empty());
}

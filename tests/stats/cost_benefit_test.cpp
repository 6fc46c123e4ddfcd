#include "stats/cost_benefit.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace atalaya::stats;

namespace {

constexpr double z95 = 1.959963984540054;

}  // namespace

// By hand, at 10 %: 100 robberies of 50 now and 110 in a year are 5000 + 5000; a cost of 2000 now and 2200 in a year 4000.
TEST(CostBenefit, MatchesTheWorkedExample) {
    const Prevented effects[] = {{0, 100, 50, 60, 140}, {1, 110, 50, 66, 154}};
    const Cost costs[] = {{0, 2000}, {1, 2200}};
    const auto together = cost_benefit(effects, costs, 0.10, 0.95);
    EXPECT_NEAR(together.benefits, 10'000, 1e-9);
    EXPECT_NEAR(together.costs, 4'000, 1e-9);
    EXPECT_NEAR(together.net, 6'000, 1e-9);
    EXPECT_NEAR(*together.ratio, 2.5, 1e-12);
    EXPECT_NEAR(*together.break_even, 0.4, 1e-12);
    // Limits of 60 and 66 events are 3000 each: all limits at once.
    EXPECT_NEAR(together.net_low, 2'000, 1e-9);
    EXPECT_NEAR(together.net_high, 10'000, 1e-9);
    EXPECT_NEAR(*together.ratio_low, 1.5, 1e-12);
    const auto apart = cost_benefit(effects, costs, 0.10, 0.95, Errors::apart);
    EXPECT_NEAR(apart.net_low, 6'000 - std::sqrt(2.0) * 2'000, 1e-8);
    EXPECT_NEAR(apart.benefits_se, std::sqrt(2.0) * 2'000 / z95, 1e-8);
    EXPECT_GT(*apart.chance, *together.chance);
}

TEST(CostBenefit, AtTheBreakEvenNothingIsGainedOrLost) {
    const Prevented effects[] = {{0, 30, 700, 10, 50}, {2, 12, 4000, -3, 27}};
    const Cost costs[] = {{0, 20'000}, {1, 8'000}};
    const auto found = cost_benefit(effects, costs, 0.035, 0.9);
    Prevented enough[] = {effects[0], effects[1]};
    for (auto& one : enough) one.events *= *found.break_even;
    EXPECT_NEAR(cost_benefit(enough, costs, 0.035, 0.9).net, 0, 1e-8);
    EXPECT_NEAR(*cost_benefit(enough, costs, 0.035, 0.9).chance, 0.5, 1e-9);
}

TEST(CostBenefit, NothingSpentNothingPreventedAndNoIntervalAreSaid) {
    const Prevented none[] = {{0, 0, 100, 0, 0}}, some[] = {{0, 5, 100, 5, 5}};
    const Cost spent[] = {{0, 300}};
    EXPECT_FALSE(cost_benefit(none, spent, 0.03, 0.95).break_even);
    EXPECT_FALSE(cost_benefit(some, {}, 0.03, 0.95).ratio);
    EXPECT_FALSE(cost_benefit(some, spent, 0.03, 0.95).chance);
    EXPECT_EQ(cost_benefit(some, spent, 0.03, 0.95).net_low, 200);
}

TEST(CostBenefit, LaterMoneyIsWorthLess) {
    EXPECT_DOUBLE_EQ(present_value(121, 2, 0.1), 100);
    EXPECT_DOUBLE_EQ(present_value(121, 0, 0.1), 121);
    EXPECT_DOUBLE_EQ(present_value(50, 7, 0), 50);
}

#include "stats/bridge.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

// By hand: of 400 thefts 48 became robberies, of which there were 200 besides.
TEST(Bridge, IsTheNewCodesCountOverTheOldOnes) {
    const auto robbery = bridge({.kept = 200, .gained = 48, .lost = 0}, 1);
    ASSERT_TRUE(robbery);
    EXPECT_DOUBLE_EQ(robbery->factor, 1.24);
    // (48 / 248)^2 (1 / 48 + 1 / 200): the ratio gained / kept by the delta method.
    EXPECT_NEAR(robbery->var_log, 48.0 * 48 / (248.0 * 248) * (1 / 48.0 + 1 / 200.0), 1e-15);
    const auto theft = bridge({.kept = 352, .gained = 0, .lost = 48}, 1);
    ASSERT_TRUE(theft);
    EXPECT_DOUBLE_EQ(theft->factor, 0.88);
    EXPECT_NEAR(theft->high / theft->factor, theft->factor / theft->low, 1e-12);
    EXPECT_NEAR(bridge({.kept = 352, .lost = 48}, 4)->var_log, 4 * theft->var_log, 1e-15);
}

TEST(Bridge, NoneWithoutABase) {
    EXPECT_EQ(bridge({}, 1).error(), Why::no_events);
    EXPECT_EQ(bridge({.gained = 5}, 1).error(), Why::no_base);
    EXPECT_EQ(bridge({.lost = 5}, 1).error(), Why::no_base);
    EXPECT_EQ(bridge({.kept = -1, .gained = 5}, 1).error(), Why::not_a_count);
}

TEST(Bridge, NothingMovedNothingIsUnsure) {
    const auto same = bridge({.kept = 90}, 2);
    ASSERT_TRUE(same);
    const auto month = bridged(30, *same);
    EXPECT_EQ(month.value, 30);
    EXPECT_EQ(month.low, 30);
    EXPECT_EQ(month.high, 30);
    EXPECT_EQ(bridged(0, *bridge({.kept = 9, .gained = 2, .lost = 1}, 2)).high, 0);
}

// Six double-coded months; of the months before, what the new code would have counted is known here.
TEST(Bridge, NineteenOfTwentyIntervalsHoldTheTruth) {
    for (const double phi : {1.0, 2.0}) {
        Random random{7, stream_of("bridge")};
        int held = 0, held_factor = 0, of = 0;
        constexpr double kept = 80, gained = 20, lost = 9;
        for (int round = 0; round < 2000; ++round) {
            DoubleCoded overlap;
            for (int month = 0; month < 6; ++month) {
                overlap.kept += static_cast<double>(random.negative_binomial(kept, phi));
                overlap.gained += static_cast<double>(random.negative_binomial(gained, phi));
                overlap.lost += static_cast<double>(random.negative_binomial(lost, phi));
            }
            const auto made = bridge(overlap, phi);
            ASSERT_TRUE(made);
            constexpr double truth = (kept + gained) / (kept + lost);
            held_factor += made->low <= truth && truth <= made->high ? 1 : 0;

            const auto k = static_cast<double>(random.negative_binomial(kept, phi));
            const auto g = static_cast<double>(random.negative_binomial(gained, phi));
            const auto l = static_cast<double>(random.negative_binomial(lost, phi));
            const auto month = bridged(k + l, *made);
            held += month.low <= k + g && k + g <= month.high ? 1 : 0;
            ++of;
        }
        EXPECT_NEAR(held_factor / static_cast<double>(of), 0.95, 0.015) << phi;
        EXPECT_GE(held / static_cast<double>(of), 0.93) << phi;
        EXPECT_LE(held / static_cast<double>(of), 0.985) << phi;
    }
}

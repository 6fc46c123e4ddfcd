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

// By hand: half of 100 earlier events are before the change; what came after it is what it is.
TEST(Bridge, CarriesOnlyWhatCameBeforeTheChange) {
    const auto robbery = bridge({.kept = 200, .gained = 48, .lost = 0}, 1);
    ASSERT_TRUE(robbery);
    const auto year = bridged(Spanning{50, 50}, *robbery);
    const auto old = bridged(50, *robbery);
    EXPECT_DOUBLE_EQ(year.value, 50 * 1.24 + 50);
    EXPECT_DOUBLE_EQ(year.high - year.low, old.high - old.low);
}

// By hand: 124 against 100 that are 124 in the new code.
TEST(BridgedChange, IsZeroWhereOnlyTheCodeChanged) {
    const auto robbery = bridge({.kept = 200, .gained = 48, .lost = 0}, 1);
    ASSERT_TRUE(robbery);
    const auto change = compare({0, 124}, {100, 0}, *robbery, Dispersion{.phi = 1});
    ASSERT_TRUE(change.percent && change.low && change.high && change.p);
    EXPECT_NEAR(*change.percent, 0, 1e-9);
    EXPECT_DOUBLE_EQ(change.before, 124);
    EXPECT_NEAR(*change.p, 1, 1e-9);
    const double deviation = std::sqrt(1 / 124.0 + 1 / 100.0 + robbery->var_log);
    EXPECT_NEAR(*change.high, 100 * (std::exp(1.959963984540054 * deviation) - 1), 1e-9);
}

// What is not known of the bridge is in the interval once, however far both periods reach over the change.
TEST(BridgedChange, TheBridgesOwnUncertaintyCancelsBetweenEqualShares) {
    const Bridge unsure{.factor = 1.3, .var_log = 0.04};
    const Bridge sure{.factor = 1.3, .var_log = 0};
    const Dispersion poisson{.phi = 1};
    const auto both = compare({100, 100}, {100, 100}, unsure, poisson);
    EXPECT_DOUBLE_EQ(*both.low, *compare({100, 100}, {100, 100}, sure, poisson).low);
    EXPECT_LT(*compare({0, 200}, {100, 0}, unsure, poisson).low,
              *compare({0, 200}, {100, 0}, sure, poisson).low);
}

TEST(BridgedChange, SaysWhyThereIsNone) {
    const Bridge same{.factor = 1, .var_log = 0};
    EXPECT_EQ(compare({0, 9}, {0, 0}, same, {}).why, Why::no_base);
    EXPECT_EQ(compare({0, 0}, {9, 0}, same, {}).why, Why::no_events);
    EXPECT_FALSE(compare({0, 30}, {19, 0}, same, {}).percent_allowed);
    EXPECT_TRUE(compare({0, 30}, {20, 0}, same, {}).percent_allowed);
}

// A year against the year before, over a change two months into it that moves 20 of 100 and brings 30 others.
TEST(BridgedChange, OneOfTwentyIsCalledAChangeWhereThereIsNone) {
    constexpr double phi = 1.7, stays = 80, goes = 20, comes = 30;
    Random random{11, stream_of("bridged change")};
    const auto draw = [&](double mean) { return static_cast<double>(random.negative_binomial(mean, phi)); };
    int called = 0;
    constexpr int rounds = 3000;
    for (int round = 0; round < rounds; ++round) {
        Spanning before, now;
        DoubleCoded overlap;
        for (int month = 0; month < 12; ++month) before.before += draw(stays) + draw(goes);
        for (int month = 0; month < 2; ++month) now.before += draw(stays) + draw(goes);
        for (int month = 2; month < 12; ++month) {
            const double kept = draw(stays), gained = draw(comes), lost = draw(goes);
            now.after += kept + gained;
            if (month >= 8) continue;  // six months bear both codes
            overlap.kept += kept;
            overlap.gained += gained;
            overlap.lost += lost;
        }
        const auto made = bridge(overlap, phi);
        ASSERT_TRUE(made);
        called += *compare(now, before, *made, Dispersion{.phi = phi}).p < 0.05 ? 1 : 0;
    }
    EXPECT_GE(called, rounds * 0.02);
    EXPECT_LE(called, rounds * 0.06);
}

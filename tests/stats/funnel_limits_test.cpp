#include "stats/funnel_limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/distributions.hpp"

using namespace atalaya::stats;

// UK Health Security Agency: of one event, at which expected events it lies on the limits of 2.5 % and of 0.1 %.
TEST(FunnelLimits, AnAreaOfOneEventLiesOnTheLimitsOfTheAgency) {
    const auto inner = expected_limits(1, 0.025), outer = expected_limits(1, 0.001);
    EXPECT_NEAR(inner.high, 5.571643390938898, 1e-9);
    EXPECT_NEAR(inner.low, 0.025317807984289876, 1e-12);
    EXPECT_NEAR(outer.high, 9.233413, 1e-5);
    EXPECT_NEAR(outer.low, 0.0010005, 1e-7);
    EXPECT_EQ(expected_limits(0, 0.025).low, 0);
}

TEST(FunnelLimits, LimitsAndExpectedLimitsAreTheSameCurve) {
    for (const double phi : {1.0, 2.5})
        for (const double tail : {0.025, 0.001})
            for (double k = 1; k < 400; k = k * 1.7 + 1) {
                const auto at = expected_limits(k, tail, phi);
                EXPECT_NEAR(ratio_limits(at.low, tail, phi).high, k / at.low, 1e-9 * k / at.low) << k;
                EXPECT_NEAR(ratio_limits(at.high, tail, phi).low, k / at.high, 1e-9 * k / at.high) << k;
            }
}

// A slow twin: whole counts, one after another, by the sum of Poisson probabilities.
TEST(FunnelLimits, WholeCountsAreOutsideWhereTheirChanceIsBelowTheTail) {
    for (const double mean : {0.3, 2.0, 7.5, 40.0})
        for (const double tail : {0.025, 0.001}) {
            const auto limits = ratio_limits(mean, tail);
            double below = 0;  // P(X <= k - 1)
            for (int k = 0; k < 120; ++k) {
                const double with = below + poisson_pmf(k, mean);
                EXPECT_EQ(k / mean > limits.high, 1 - below < tail) << k << " of " << mean;
                EXPECT_EQ(k / mean < limits.low, with < tail) << k << " of " << mean;
                if (1 - below > 1e-9) {
                    EXPECT_NEAR(ratio_p(k, mean), std::min(1.0, 2 * std::min(1 - below, with)), 1e-9) << k;
                }
                below = with;
            }
        }
}

TEST(FunnelLimits, PSaysWhatTheLimitsSay) {
    for (double k = 0; k < 60; k += 0.7) {
        const auto limits = ratio_limits(20, 0.025, 1.8);
        const double ratio = k / 20;
        EXPECT_EQ(ratio_p(k, 20, 1.8) < 0.05, ratio < limits.low || ratio > limits.high) << k;
    }
}

TEST(FunnelLimits, SmallExpectationsHaveNoLowerLimit) {
    EXPECT_EQ(ratio_limits(3.6, 0.025).low, 0);  // exp(-3.6) is above 0.025
    EXPECT_GT(ratio_limits(3.8, 0.025).low, 0);
}

// Worked by hand: 0.8 -+ 1.959964 sqrt(0.16 / 100). A share on the limit has an interval of Wilson that ends at 0.8.
TEST(FunnelLimits, ProportionsOnALimitHaveAnIntervalThatEndsAtTheBaseline) {
    const auto limits = proportion_limits(0.8, 100, 0.025);
    EXPECT_NEAR(limits.low, 0.8 - 1.959963984540054 * 0.04, 1e-12);
    EXPECT_NEAR(limits.high, 0.8 + 1.959963984540054 * 0.04, 1e-12);
    EXPECT_NEAR(proportion(limits.low * 100, 100)->high, 0.8, 1e-12);
    EXPECT_NEAR(proportion(limits.high * 100, 100)->low, 0.8, 1e-12);
    EXPECT_EQ(proportion_limits(0.8, 1, 0.001).low, 0);
    EXPECT_EQ(proportion_limits(0.8, 1, 0.001).high, 1);
    EXPECT_NEAR(proportion_limits(0.8, 100, 0.025, 4).low, 0.8 - 1.959963984540054 * 0.08, 1e-12);
}

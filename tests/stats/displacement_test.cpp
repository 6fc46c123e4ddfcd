#include "stats/displacement.hpp"

#include <gtest/gtest.h>

#include <cmath>

using namespace atalaya::stats;

// Wheeler & Ratcliffe 2018, table 2.
TEST(Displacement, GivesThePapersExample) {
    const auto d = weighted_displacement({207, 110}, {308, 318}, {178, 157}, {150, 140});
    EXPECT_DOUBLE_EQ(d.local.estimate, -107);
    EXPECT_DOUBLE_EQ(d.displaced.estimate, -11);
    EXPECT_DOUBLE_EQ(d.total.estimate, -118);
    EXPECT_DOUBLE_EQ(d.total.se, std::sqrt(1568));
    EXPECT_NEAR(d.total.z, -2.98, 0.005);
    EXPECT_NEAR(d.total.low, -196, 0.5);
    EXPECT_NEAR(d.total.high, -40, 0.5);
}

// Worked by hand: (20 - 80/2) - (50 - 100/2) = -20; variance 100/4 + 50 + 80/4 + 20 = 115.
TEST(Displacement, DividesByTheLengthOfThePeriods) {
    const auto d = weighted_displacement({80, 20, 2, 1}, {100, 50, 2, 1});
    EXPECT_DOUBLE_EQ(d.total.estimate, -20);
    EXPECT_DOUBLE_EQ(d.total.se, std::sqrt(115));
}

TEST(Displacement, NoRingIsNoDisplacement) {
    const auto d = weighted_displacement({20, 10}, {30, 30});
    EXPECT_EQ(d.displaced.estimate, 0);
    EXPECT_EQ(d.total.estimate, d.local.estimate);
    EXPECT_EQ(weighted_displacement({0, 0}, {0, 0}).total.z, 0);
}

TEST(Displacement, HarmWeighsEachOffence) {
    const OffenceDifference offences[] = {{weighted_displacement({10, 5}, {10, 10}).total, 3},
                                          {weighted_displacement({20, 18}, {9, 9}).total, 1}};
    const auto d = harm_weighted(offences);
    EXPECT_DOUBLE_EQ(d.estimate, 3 * -5 - 2);
    EXPECT_DOUBLE_EQ(d.se, std::sqrt(9 * 35 + 56));
}

TEST(DisplacementQuotient, IsReportedForSuccessOnly) {
    const auto fell = *displacement_quotient({200, 120}, {80, 70}, {300, 280});
    EXPECT_NEAR(*fell.quotient, 0.07, 1e-12);
    const auto rose = *displacement_quotient({200, 210}, {80, 70}, {300, 280});
    EXPECT_FALSE(rose.quotient);
    EXPECT_EQ(displacement_quotient({200, 120}, {80, 70}, {300, 0}).error(), Why::no_base);
}

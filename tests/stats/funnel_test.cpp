#include "stats/funnel.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

using namespace atalaya::stats;

TEST(Funnel, ComparesWithTheRestOfTheCity) {
    const double events[] = {30, 10, 10, 10}, exposure[] = {1, 1, 1, 1};
    const auto f = funnel(events, exposure);
    EXPECT_DOUBLE_EQ(*f.points[0].ratio, 3);
    EXPECT_NEAR(*f.points[1].ratio, 10 / (50 / 3.0), 1e-12);
    // Worked by hand: N = 60, s = 1/4: (30 - 15) / sqrt(60 * 3/16).
    EXPECT_NEAR(f.points[0].z, 15 / std::sqrt(11.25), 1e-12);
    EXPECT_EQ(f.phi, 1);  // four territories are too few to know
    EXPECT_EQ(f.points[0].position, Position::above);
    EXPECT_EQ(f.points[1].position, Position::within);
}

TEST(Funnel, LimitsAreWhereTheLabelChanges) {
    const double exposure[] = {2, 3, 5, 4, 6, 1};
    double events[] = {20, 30, 50, 40, 60, 10};
    for (double n = 0; n < 40; ++n) {
        events[5] = n;
        const auto point = funnel(events, exposure).points[5];
        const double ratio = *point.ratio;
        EXPECT_EQ(point.position == Position::above, ratio > point.high) << n;
        EXPECT_EQ(point.position == Position::below, ratio < point.low) << n;
    }
}

TEST(Funnel, OrdinaryTerritoriesAreSeldomOutside) {
    Random random{51};
    int outside = 0;
    constexpr int cities = 200, territories = 48;
    for (int c = 0; c < cities; ++c) {
        std::vector<double> events, exposure;
        for (int i = 0; i < territories; ++i) {
            exposure.push_back(random.uniform(10, 60));
            events.push_back(static_cast<double>(random.poisson(2 * exposure.back())));
        }
        for (const auto& point : funnel(events, exposure).points)
            outside += point.position != Position::within;
    }
    EXPECT_NEAR(outside / static_cast<double>(cities * territories), 0.05, 0.012);
}

TEST(Funnel, ManyDifferencesWidenTheFunnel) {
    Random random{52};
    std::vector<double> events, exposure;
    for (int i = 0; i < 50; ++i) {
        exposure.push_back(30);
        events.push_back(static_cast<double>(random.negative_binomial(200, 9)));
    }
    const auto f = funnel(events, exposure);
    EXPECT_GT(f.phi, 5);
    int outside = 0;
    for (const auto& point : f.points) outside += point.position != Position::within;
    EXPECT_LE(outside, 8);
}

TEST(Funnel, WhatHasNoRestToCompareWithIsWithinAndSaysWhy) {
    const double alone[] = {7}, its_exposure[] = {3};
    EXPECT_EQ(funnel(alone, its_exposure).points[0].ratio.error(), Why::no_exposure);
    const double none[] = {0, 0}, exposure[] = {1, 1};
    EXPECT_EQ(funnel(none, exposure).points[0].ratio.error(), Why::no_events);
    const double one[] = {5, 0}, mixed[] = {1, 1};
    EXPECT_EQ(funnel(one, mixed).points[0].ratio.error(), Why::no_base);
    EXPECT_TRUE(funnel({}, {}).points.empty());
    EXPECT_EQ(code(Position::above), "above");
}

TEST(Funnel, ChanceAloneLeavesTheFunnelAsNarrowAsThat) {
    const double events[] = {12, 30, 8, 55, 20, 9}, exposure[] = {9000, 15000, 7000, 16000, 11000, 6000};
    const auto wide = funnel(events, exposure), narrow = funnel(events, exposure, 0.95, Spread::chance);
    EXPECT_GT(wide.phi, 1);
    EXPECT_EQ(narrow.phi, 1);
    EXPECT_GT(wide.points[3].high, narrow.points[3].high);
    EXPECT_EQ(wide.points[3].z, narrow.points[3].z);
}

// Worked by hand: of -3 -1 0 1 3 the tenths are -2.2 and 2.2, and (2 * 2.2^2 + 2) / 5.
TEST(Funnel, DrawsInTheExtremeTenths) {
    EXPECT_NEAR(winsorised_dispersion({3, -1, 0, 1, -3}), 2.336, 1e-12);
    EXPECT_EQ(winsorised_dispersion({9, 9, 9, 9}), 1);
}

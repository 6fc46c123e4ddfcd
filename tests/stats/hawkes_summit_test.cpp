#include "stats/hawkes_summit.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/hawkes_definition.hpp"
#include "stats/hawkes_slopes.hpp"

using namespace atalaya::stats;

// At the top no direction leads up: the slopes over the bends say how far away it still is.
TEST(HawkesSummit, TheFitIsAtTheTop) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto times = drawn("hawkes summit", seed, 300, {0.5, 0.4, 0.2 * static_cast<double>(seed)});
        const auto p = fit_hawkes(times, 300)->process;
        if (p.a < 1e-3) continue;
        const auto slopes = hawkes_slopes(times, 300, {std::log(p.mu), std::log(p.a), std::log(p.b)});
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_NEAR(slopes.slope[i] / slopes.bend[i][i], 0, 1e-10) << seed << " " << i;
    }
}

TEST(HawkesSummit, StartsNearbyLeadToOneTop) {
    const auto times = drawn("hawkes summit", 1, 300, {0.5, 0.4, 1});
    const auto top = hawkes_summit(times, 300, fit_hawkes(times, 300)->process);
    const auto again = hawkes_summit(times, 300, {top.mu * 1.001, top.a * 0.999, top.b * 1.001});
    EXPECT_NEAR(again.mu / top.mu, 1, 1e-11);
    EXPECT_NEAR(again.a / top.a, 1, 1e-11);
    EXPECT_NEAR(again.b / top.b, 1, 1e-11);
}

// Waits that grow shorter without end: each event would bring more than one.
TEST(HawkesSummit, BranchingStaysAtOne) {
    std::vector<double> times;
    for (int i = 1; i <= 60; ++i) times.push_back(50 * std::log1p(i) / std::log(61.0));
    for (int i = 0; i < 60; ++i) times.push_back(50 + 10 * (1 - std::exp(-0.1 * (i + 1))));
    std::ranges::sort(times);
    const auto p = fit_hawkes(times, 60)->process;
    EXPECT_EQ(p.a, 1);
    const auto top = hawkes_summit(times, 60, p);
    EXPECT_EQ(top.a, 1);
    EXPECT_NEAR(top.mu / p.mu, 1, 1e-9);
}

// Where the likelihood does not bend down there is nothing to climb.
TEST(HawkesSummit, GivesBackAStartThatIsNoHill) {
    const auto times = drawn("hawkes summit", 2, 100, {1, 0, 1});
    const Hawkes alone{1, 0, 1}, hardly{1, 1e-9, 1};
    EXPECT_EQ(hawkes_summit(times, 100, alone).a, 0);
    EXPECT_EQ(hawkes_summit(times, 100, hardly).mu, 1);
}

#include "stats/hit_gains.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"

namespace atalaya::stats {
namespace {

// Worked by hand. The map takes places 0, 1, 2, 3; last year's 2, 0, 1, 3, of areas 1, 2, 1, 4.
// Up to 1 of 8: 60 of 100 against 10. Up to 3: 80 against 10 + 60 + half of 20. Up to 4: the same three places.
TEST(HitGains, AreSharesOfEventsOnAsMuchGround) {
    const double observed[] = {60, 20, 10, 10}, map[] = {9, 8, 7, 1}, last_year[] = {5, 4, 6, 0},
                 area[] = {1, 2, 1, 4};
    const auto found = *hit_gains(observed, map, last_year, area, Ties::mean, 4, 0.95);
    const double shares[] = {1. / 8, 3. / 8, 4. / 8, 1}, ours[] = {.6, .8, .9, 1}, theirs[] = {.1, .8, .9, 1};
    for (std::size_t k = 0; k < 4; ++k) {
        EXPECT_DOUBLE_EQ(found[k].share_of_area, shares[k]);
        EXPECT_DOUBLE_EQ(found[k].hit_rate, ours[k]);
        EXPECT_DOUBLE_EQ(found[k].other_hit_rate, theirs[k]);
        EXPECT_NEAR(found[k].gain, ours[k] - theirs[k], 1e-15);
    }
    // d is 1 for 60 events, -1 for 10, 0 for 30: (0.7 - 0.25) / 100.
    const double sd = std::sqrt(0.45 / 100);
    EXPECT_NEAR(found[0].limits.low, 0.5 - 1.959963984540054 * sd, 1e-12);
    EXPECT_NEAR(found[0].limits.high, 0.5 + 1.959963984540054 * sd, 1e-12);
    // Half of the 20 and the 10 are apart: d is 1/2 of 20 events and -1 of 10.
    EXPECT_NEAR(found[1].limits.high, 1.959963984540054 * std::sqrt(0.15 / 100), 1e-12);
    EXPECT_EQ(found[3].limits.low, 0) << "all places, whatever the order";
}

// Without limits the gains are the same, found by another way.
TEST(HitGains, OfPlacesOfEqualForecastTakeThemInPart) {
    Random random{5};
    std::vector<double> observed, map, other, area;
    for (int i = 0; i < 60; ++i) {
        observed.push_back(static_cast<double>(random.poisson(3)));
        map.push_back(static_cast<double>(random.poisson(1)));
        other.push_back(static_cast<double>(random.poisson(1)));
        area.push_back(0.5 + random.uniform());
    }
    const auto told = *hit_gains(observed, map, other, area, Ties::mean, 60, 0.95);
    const auto bare = *hit_gains(observed, map, other, area, Ties::mean, 60, 0.95, GainLimits::none);
    double events = 0, whole = 0;
    for (std::size_t i = 0; i < 60; ++i) events += observed[i], whole += area[i];
    for (std::size_t k = 0; k < 60; ++k) {
        EXPECT_EQ(told[k].gain, bare[k].gain);
        EXPECT_TRUE(std::isnan(bare[k].limits.low));
        // From the definition: places of more forecast whole, of those alike what is left of the ground.
        double left = told[k].share_of_area * whole, share = 0;
        for (double level = 20; level >= 0 && left > 1e-12; --level) {
            double ground = 0, in_them = 0;
            for (std::size_t i = 0; i < 60; ++i)
                if (other[i] == level) ground += area[i], in_them += observed[i];
            if (ground == 0) continue;
            share += in_them * std::min(1.0, left / ground) / events;
            left -= ground;
        }
        EXPECT_NEAR(told[k].other_hit_rate, share, 1e-12);
    }
}

// Two maps that know as much, each with an error of its own: the limits hold no gain 95 times of 100.
TEST(HitGains, LimitsHoldWhatChanceGives) {
    Random random{23};
    constexpr std::size_t places = 100, judged = 20;
    constexpr int years = 600;
    std::vector<double> risk, map, other;
    for (std::size_t i = 0; i < places; ++i) {
        risk.push_back(3 * random.gamma(1));
        map.push_back(risk[i] * std::exp(random.normal(0, 0.5)));
        other.push_back(risk[i] * std::exp(random.normal(0, 0.5)));
    }
    const std::vector<double> area(places, 1);
    const double truth =
        (*hit_gains(risk, map, other, area, Ties::mean, judged, 0.95, GainLimits::none))[judged - 1].gain;
    int held = 0;
    for (int year = 0; year < years; ++year) {
        std::vector<double> observed;
        for (const double mean : risk) observed.push_back(static_cast<double>(random.poisson(mean)));
        const auto found = (*hit_gains(observed, map, other, area, Ties::mean, judged, 0.95))[judged - 1];
        held += found.limits.low <= truth && truth <= found.limits.high;
    }
    EXPECT_NEAR(held / static_cast<double>(years), 0.95, 0.025);
}

TEST(HitGains, OfNoEventsAreNone) {
    const double none[] = {0, 0}, map[] = {1, 2}, area[] = {1, 1};
    EXPECT_EQ(hit_gains(none, map, map, area, Ties::mean, 2, 0.95).error(), Why::no_events);
}

}  // namespace
}  // namespace atalaya::stats

#include "stats/ets_limits.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

std::vector<double> quarters(int n, std::uint64_t seed) {
    Random random{seed, stream_of("ets_limits")};
    std::vector<double> y;
    double level = 20, slope = 0.2;
    for (int t = 0; t < n; ++t) {
        const double e = random.normal();
        y.push_back(level + slope + 3 * (t % 4) + e);
        level += slope + 0.4 * e;
        slope += 0.1 * e;
    }
    return y;
}

}  // namespace

TEST(EtsLimits, AreWiderThanThoseThatTakeAllAsKnownAndComeToThemInALongSeries) {
    for (const auto trend : {EtsTrend::none, EtsTrend::additive, EtsTrend::damped}) {
        const Horizon horizon{.steps = 6, .season = 4};
        for (const int n : {24, 800}) {
            const auto y = quarters(n, 5);
            const auto fit = *fit_ets(y, horizon, trend);
            const auto found = foresee_ets(y, horizon, trend, fit);
            ASSERT_EQ(found.low.size(), 6u);
            for (std::size_t h = 0; h < 6; ++h) {
                EXPECT_EQ(found.mean[h], fit.forecast.mean[h]);
                const double ratio =
                    (found.high[h] - found.low[h]) / (fit.forecast.high[h] - fit.forecast.low[h]);
                if (n == 24) {
                    EXPECT_GT(ratio, 1.02) << h;
                    EXPECT_GT(found.sd[h], fit.forecast.sd[h]) << h;
                } else {
                    EXPECT_NEAR(ratio, 1, 0.08) << h;
                }
            }
        }
    }
}

// Scaled and moved values are foreseen scaled and moved.
TEST(EtsLimits, MoveWithTheSeries) {
    const auto y = quarters(32, 7);
    auto moved = y;
    for (double& v : moved) v = 10 * v - 300;
    const Horizon horizon{.steps = 5, .season = 4};
    const auto of = [&](const std::vector<double>& values) {
        return foresee_ets(values, horizon, EtsTrend::additive,
                           *fit_ets(values, horizon, EtsTrend::additive));
    };
    const auto here = of(y), there = of(moved);
    for (std::size_t h = 0; h < 5; ++h) {
        EXPECT_NEAR(there.low[h], 10 * here.low[h] - 300, 1e-3);
        EXPECT_NEAR(there.high[h], 10 * here.high[h] - 300, 1e-3);
    }
}

// The mixture summed in numpy over the midpoints of 60 x 60 x 60 cells of the whole cube.
TEST(EtsLimits, AreThoseOfAFineGrid) {
    const std::vector<double> y{6.4,  3.7,  9.7,  4.0,  11.0, 3.8,  11.1, 7.8,  17.0, 4.1,
                                16.7, 11.5, 20.7, 13.2, 17.5, 17.5, 26.3, 18.6, 23.8, 24.4,
                                28.1, 19.3, 28.0, 23.2, 25.3, 19.4, 23.4, 17.3};
    const Horizon horizon{.steps = 4, .season = 4};
    const auto found = foresee_ets(y, horizon, EtsTrend::additive, *fit_ets(y, horizon, EtsTrend::additive));
    const double low[] = {16.35278, 6.74029, 9.96012, 2.72891},
                 high[] = {28.47192, 20.75959, 26.85023, 23.37709};
    for (std::size_t h = 0; h < 4; ++h) {
        EXPECT_NEAR(found.low[h], low[h], 0.01 * (high[h] - low[h])) << h;
        EXPECT_NEAR(found.high[h], high[h], 0.01 * (high[h] - low[h])) << h;
    }
}

TEST(EtsLimits, OfASeriesWithoutErrorsAreItsForecast) {
    const std::vector<double> equal(30, 7);
    const Horizon horizon{.steps = 3, .season = 4};
    const auto fit = *fit_ets(equal, horizon);
    const auto found = foresee_ets(equal, horizon, EtsTrend::none, fit);
    for (std::size_t h = 0; h < 3; ++h) {
        EXPECT_NEAR(found.low[h], 7, 1e-6);
        EXPECT_NEAR(found.high[h], 7, 1e-6);
    }
}

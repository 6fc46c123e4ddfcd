#include "stats/hawkes_slopes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/hawkes_definition.hpp"

using namespace atalaya::stats;

// Against differences of the double sum over pairs.
TEST(HawkesSlopes, AreTheDerivativesOfTheLikelihood) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        const auto times = drawn("hawkes slopes", seed, 40, {0.8, 0.5, 2});
        const HawkesLogs at{std::log(0.6), std::log(0.1 * static_cast<double>(seed)), std::log(1.5)};
        const auto value = [&](HawkesLogs x) {
            return by_pairs(times, 40, {std::exp(x[0]), std::exp(x[1]), std::exp(x[2])});
        };
        const auto slopes = hawkes_slopes(times, 40, at);
        EXPECT_NEAR(slopes.value, value(at), 1e-9);
        constexpr double h = 1e-4;
        for (std::size_t i = 0; i < 3; ++i) {
            HawkesLogs more = at, less = at;
            more[i] += h;
            less[i] -= h;
            EXPECT_NEAR(slopes.slope[i], (value(more) - value(less)) / (2 * h), 1e-5) << seed << " " << i;
            const auto above = hawkes_slopes(times, 40, more), below = hawkes_slopes(times, 40, less);
            for (std::size_t j = 0; j < 3; ++j)
                EXPECT_NEAR(slopes.bend[i][j], (above.slope[j] - below.slope[j]) / (2 * h), 1e-5)
                    << seed << " " << i << " " << j;
        }
    }
}

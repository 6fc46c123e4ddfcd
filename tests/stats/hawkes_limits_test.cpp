#include "stats/hawkes_limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "stats/hawkes_definition.hpp"

using namespace atalaya::stats;

namespace {

// The highest likelihood with one number held, by steps along the others that halve when none leads up.
double highest(const std::vector<double>& times, double end, Hawkes at, double Hawkes::*held) {
    double here = by_pairs(times, end, at);
    for (double step = 0.2; step > 1e-6;) {
        double best = here;
        Hawkes to = at;
        for (const double first : {1 - step, 1.0, 1 + step})
            for (const double second : {1 - step, 1.0, 1 + step}) {
                Hawkes tried = at;
                bool is_first = true;
                for (double Hawkes::*const free : {&Hawkes::mu, &Hawkes::a, &Hawkes::b}) {
                    if (free == held) continue;
                    tried.*free *= is_first ? first : second;
                    is_first = false;
                }
                if (const double value = by_pairs(times, end, tried); value > best) best = value, to = tried;
            }
        if (best > here)
            here = best, at = to;
        else
            step /= 2;
    }
    return here;
}

}  // namespace

TEST(HawkesLimits, AtEachTheLikelihoodHasFallenByHalfAChiSquare) {
    const double end = 150, half_a_chi_square = 3.841458820694124 / 2;
    const auto times = drawn("hawkes_limits", 6, end, {0.4, 0.5, 1});
    const auto fit = *fit_hawkes(times, end);
    const auto limits = *hawkes_limits(times, end, fit.process);
    const double top = by_pairs(times, end, fit.process);
    const auto fallen = [&](double Hawkes::*held, double value) {
        Hawkes at = fit.process;
        at.*held = value;
        return top - highest(times, end, at, held);
    };
    for (const auto& [held, of] :
         {std::pair{&Hawkes::mu, limits.mu}, {&Hawkes::a, limits.a}, {&Hawkes::b, limits.b}}) {
        EXPECT_LT(of.low, fit.process.*held);
        EXPECT_GT(of.high, fit.process.*held);
        EXPECT_NEAR(fallen(held, of.low), half_a_chi_square, 1e-3);
        EXPECT_NEAR(fallen(held, of.high), half_a_chi_square, 1e-3);
    }
}

TEST(HawkesLimits, OfASteadyRateTheBranchingMayBeNoneAndTheWaitAnything) {
    const auto times = drawn("hawkes_limits", 4, 200, {0.5, 0, 1});
    const auto fit = *fit_hawkes(times, 200);
    ASSERT_GT(fit.process.a, 1e-6);
    ASSERT_LT(fit.log_likelihood - fit.poisson_log_likelihood, 1.9);
    const auto limits = *hawkes_limits(times, 200, fit.process);
    EXPECT_EQ(limits.a.low, 0);
    EXPECT_GE(limits.a.high, fit.process.a);
    EXPECT_EQ(limits.b.low, 0);
    EXPECT_EQ(limits.b.high, std::numeric_limits<double>::infinity());
}

TEST(HawkesLimits, NoClusteringHasNone) {
    EXPECT_EQ(hawkes_limits(std::vector<double>{1, 2, 3, 4, 5}, 5, {1, 0, 1}).error(), Why::no_fit);
}

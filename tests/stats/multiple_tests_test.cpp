#include "stats/multiple_tests.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

std::size_t as_small(std::span<const double> p, double limit) {
    return static_cast<std::size_t>(std::count_if(p.begin(), p.end(), [&](double x) { return x <= limit; }));
}

}  // namespace

// Worked by hand: m = 4, sorted .01 .02 .03 .5.
TEST(MultipleTests, MatchTheWorkedExample) {
    const double p[] = {0.03, 0.01, 0.5, 0.02};
    const auto q = benjamini_hochberg(p), h = holm(p), y = benjamini_yekutieli(p);
    EXPECT_NEAR(q[0], 0.04, 1e-15);
    EXPECT_NEAR(q[1], 0.04, 1e-15);
    EXPECT_NEAR(q[2], 0.5, 1e-15);
    EXPECT_NEAR(h[1], 0.04, 1e-15);
    EXPECT_NEAR(h[3], 0.06, 1e-15);
    EXPECT_NEAR(h[0], 0.06, 1e-15);
    EXPECT_NEAR(h[2], 0.5, 1e-15);
    EXPECT_NEAR(y[0], 0.04 * 25 / 12, 1e-15);
    EXPECT_EQ(y[2], 1);
}

// The slow twins, from the definitions: q_i is the least of m p_k / #{p <= p_k} over p_k >= p_i, and Holm's
// the most of p_k #{p >= p_k} over p_k <= p_i.
TEST(MultipleTests, AreThoseOfTheDefinitions) {
    Random random{5};
    for (int round = 0; round < 50; ++round) {
        std::vector<double> p(random.below(30));
        for (auto& x : p) x = static_cast<double>(random.below(12)) / 11 * random.uniform();
        if (round % 3 == 0)
            for (auto& x : p) x = static_cast<double>(random.below(5)) / 10;  // ties
        const auto q = benjamini_hochberg(p), h = holm(p);
        const auto m = static_cast<double>(p.size());
        for (std::size_t i = 0; i < p.size(); ++i) {
            double least = 1, most = 0;
            for (const double other : p) {
                const auto up_to = static_cast<double>(as_small(p, other));
                const auto below = static_cast<double>(
                    std::count_if(p.begin(), p.end(), [&](double x) { return x < other; }));
                if (other >= p[i]) least = std::min(least, m * other / up_to);
                if (other <= p[i]) most = std::max(most, std::min(1.0, (m - below) * other));
            }
            EXPECT_NEAR(q[i], least, 1e-14);
            EXPECT_NEAR(h[i], most, 1e-14);
        }
    }
    EXPECT_TRUE(holm({}).empty());
    EXPECT_TRUE(benjamini_yekutieli({}).empty());
}

#include "disclose/geometric_noise.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "stats/distributions.hpp"

namespace atalaya::disclose {
namespace {

// Closed forms of Ghosh et al. 2012, computed apart.
TEST(GeometricNoise, ItsLawIsThePublishedOne) {
    const GeometricNoise half{500'000}, one{1'000'000}, two{2'000'000};
    EXPECT_NEAR(half.probability(0), 0.24491866240370913, 1e-12);
    EXPECT_NEAR(half.probability(-3), 0.054648740365478836, 1e-12);
    EXPECT_NEAR(one.probability(1), 0.17000340156854793, 1e-12);
    EXPECT_NEAR(two.probability(2), 0.01394908354025609, 1e-12);
    EXPECT_NEAR(half.variance(), 7.835396178065527, 1e-11);
    EXPECT_NEAR(one.variance(), 1.8413471884155848, 1e-12);
    EXPECT_NEAR(two.variance(), 0.36203083048315526, 1e-12);
}

TEST(GeometricNoise, SensitivityDividesEpsilon) {
    EXPECT_DOUBLE_EQ(GeometricNoise(1'000'000, 2).ratio(), GeometricNoise(500'000).ratio());
}

TEST(GeometricNoise, ItsLimitsAreTheNarrowestThatHold) {
    for (const std::int64_t millionths : {1'000, 100'000, 500'000, 1'000'000, 5'000'000}) {
        const GeometricNoise noise{millionths};
        for (const double confidence : {0.5, 0.9, 0.95, 0.999}) {
            const auto w = noise.within(confidence);
            double held = noise.probability(0);
            for (std::int64_t d = 1; d <= w; ++d) held += 2 * noise.probability(d);
            EXPECT_GE(held, confidence - 1e-12) << millionths << " " << confidence;
            EXPECT_NEAR(1 - held, noise.beyond(w), 1e-9);
            if (w > 0) {
                EXPECT_LT(held - 2 * noise.probability(w), confidence);
            }
        }
    }
}

// 100,000 draws in the bins -10 .. 10 and what is beyond.
TEST(GeometricNoise, DrawsFollowTheLaw) {
    for (const std::int64_t millionths : {300'000, 500'000, 1'000'000, 2'000'000}) {
        const GeometricNoise noise{millionths};
        stats::Random random{2012};
        constexpr int draws = 100'000, far = 10;
        std::map<std::int64_t, int> seen;
        for (int i = 0; i < draws; ++i) {
            const auto d = noise.draw(random);
            ++seen[std::abs(d) > far ? far + 1 : d];
        }
        double chi = 0;
        int bins = 0;
        const auto add = [&](int observed, double share) {
            const double expected = draws * share;
            if (expected < 5) return;
            chi += (observed - expected) * (observed - expected) / expected;
            ++bins;
        };
        for (std::int64_t d = -far; d <= far; ++d) add(seen[d], noise.probability(d));
        add(seen[far + 1], noise.beyond(far));
        EXPECT_GT(1 - stats::chi2_cdf(chi, bins - 1), 1e-4) << millionths << ": " << chi << " in " << bins;
    }
}

// What is released for 10 persons and for 11 is at most e^epsilon times as likely, up to what 400,000 draws tell.
TEST(GeometricNoise, OnePersonMoreIsHiddenAsPromised) {
    const GeometricNoise noise{500'000};
    stats::Random random{11};
    constexpr int draws = 400'000;
    std::map<std::int64_t, double> ten, eleven;
    for (int i = 0; i < draws; ++i) ++ten[10 + noise.draw(random)];
    for (int i = 0; i < draws; ++i) ++eleven[11 + noise.draw(random)];
    int compared = 0;
    for (const auto& [count, n] : ten) {
        if (n < 2'000 || eleven[count] < 2'000) continue;
        EXPECT_LE(std::abs(std::log(n / eleven[count])), 0.5 + 0.05) << count;
        ++compared;
    }
    EXPECT_GT(compared, 8);
}

}  // namespace
}  // namespace atalaya::disclose

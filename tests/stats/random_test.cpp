#include "stats/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace atalaya::stats;

namespace {

struct Moments {
    double mean{}, variance{};
};

template <class Draw>
Moments moments_of(int n, Draw draw) {
    double sum = 0, squares = 0;
    for (int i = 0; i < n; ++i) {
        const auto x = static_cast<double>(draw());
        sum += x;
        squares += x * x;
    }
    const double mean = sum / n;
    return {mean, squares / n - mean * mean};
}

// Five standard errors: a seed is fixed, so this is no lottery.
void expect_moments(Moments found, double mean, double variance, double kurtosis, int n) {
    EXPECT_NEAR(found.mean, mean, 5 * std::sqrt(variance / n));
    EXPECT_NEAR(found.variance, variance, 5 * variance * std::sqrt((kurtosis - 1) / n));
}

}  // namespace

// The known answers that come with Random123 (philox4x32, 10 rounds).
TEST(Philox, GivesTheKnownAnswers) {
    using Words = std::array<std::uint32_t, 4>;
    EXPECT_EQ(philox4x32({0, 0, 0, 0}, {0, 0}), (Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr auto ones = 0xffffffffu;
    EXPECT_EQ(philox4x32({ones, ones, ones, ones}, {ones, ones}),
              (Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox4x32({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

TEST(Random, AStreamIsTheSameWhateverElseIsDrawn) {
    Random alone{7, 3};
    const double first = alone.uniform();
    Random other{7, 2};
    for (int i = 0; i < 100; ++i) other.word();
    EXPECT_EQ(Random(7, 3).uniform(), first);
    EXPECT_NE(Random(7, 2).uniform(), first);
    EXPECT_NE(Random(8, 3).uniform(), first);
}

TEST(Random, LogAndExpAgreeWithTheLibrary) {
    for (double x = 1e-300; x < 1e300; x *= 3.7) {
        EXPECT_NEAR(log_same(x), std::log(x), 4e-16 * (1 + std::abs(std::log(x)))) << x;
    }
    for (double x = 0.5; x < 2; x += 0.00137) EXPECT_NEAR(log_same(x), std::log(x), 4e-16) << x;
    for (double x = -700; x < 700; x += 0.731) EXPECT_NEAR(exp_same(x) / std::exp(x), 1, 4e-16) << x;
    EXPECT_EQ(exp_same(-1000), 0);
    EXPECT_EQ(log_same(1), 0);
}

TEST(Random, LogFactorialAgreesWithTheLibrary) {
    EXPECT_EQ(log_factorial(0), 0);
    for (std::int64_t n = 1; n < 2'000'000; n = n * 5 / 4 + 1) {
        EXPECT_NEAR(log_factorial(n), std::lgamma(static_cast<double>(n) + 1),
                    1e-13 * (1 + std::lgamma(n + 1.0)))
            << n;
    }
}

TEST(Random, UniformNeverReachesItsEnds) {
    Random random{1};
    double low = 1, high = 0;
    const auto found = moments_of(100'000, [&] {
        const double u = random.uniform();
        low = std::min(low, u);
        high = std::max(high, u);
        return u;
    });
    EXPECT_GT(low, 0);
    EXPECT_LT(high, 1);
    expect_moments(found, 0.5, 1.0 / 12, 1.8, 100'000);
}

TEST(Random, BelowGivesEachOutcomeItsShare) {
    Random random{2};
    std::vector<int> seen(6);
    for (int i = 0; i < 60'000; ++i) ++seen[random.below(6)];
    for (const int n : seen) EXPECT_NEAR(n, 10'000, 5 * std::sqrt(10'000 * 5.0 / 6));
}

TEST(Random, NormalAndGammaHaveTheirMoments) {
    Random random{3};
    expect_moments(moments_of(200'000, [&] { return random.normal(3, 2); }), 3, 4, 3, 200'000);
    for (const double shape : {0.2, 1.0, 7.5}) {
        expect_moments(moments_of(200'000, [&] { return random.gamma(shape, 2); }), 2 * shape, 4 * shape,
                       3 + 6 / shape, 200'000);
    }
}

TEST(Random, PoissonHasItsMomentsForSmallAndLargeMeans) {
    Random random{4};
    for (const double mean : {0.1, 3.0, 9.99, 10.0, 47.0, 1'000.0, 1e7}) {
        expect_moments(moments_of(100'000, [&] { return random.poisson(mean); }), mean, mean, 3 + 1 / mean,
                       100'000);
    }
    EXPECT_EQ(random.poisson(0), 0);
}

// Chi-square over the cells with an expected count of 20 or more, where both branches meet.
TEST(Random, PoissonHasItsDistributionAtTheBranchPoint) {
    for (const double mean : {9.5, 10.5}) {
        Random random{5};
        constexpr int n = 200'000;
        std::vector<int> seen(60);
        for (int i = 0; i < n; ++i) ++seen[static_cast<std::size_t>(random.poisson(mean))];
        double x2 = 0;
        int cells = 0;
        for (int k = 0; k < 60; ++k) {
            const double expected = n * exp_same(k * log_same(mean) - mean - log_factorial(k));
            if (expected < 20) continue;
            x2 += std::pow(seen[static_cast<std::size_t>(k)] - expected, 2) / expected;
            ++cells;
        }
        EXPECT_LT(x2, cells + 4 * std::sqrt(2.0 * cells)) << mean;
    }
}

TEST(Random, BinomialHasItsMoments) {
    Random random{6};
    struct Case {
        std::int64_t n;
        double p;
    };
    for (const auto [n, p] :
         {Case{5, 0.3}, Case{30, 0.5}, Case{1'000, 0.004}, Case{1'000, 0.2}, Case{100'000, 0.97}}) {
        const double v = static_cast<double>(n) * p * (1 - p);
        expect_moments(moments_of(100'000, [&] { return random.binomial(n, p); }), static_cast<double>(n) * p,
                       v, 3 + (1 - 6 * p * (1 - p)) / v, 100'000);
    }
    EXPECT_EQ(random.binomial(10, 0), 0);
    EXPECT_EQ(random.binomial(10, 1), 10);
}

TEST(Random, NegativeBinomialHasVariancePhiTimesTheMean) {
    Random random{7};
    for (const double phi : {1.0, 2.0, 4.0}) {
        for (const double mean : {0.5, 30.0}) {
            const double kurtosis = 3 + 6 * (phi - 1) / mean + 1 / (phi * mean);
            expect_moments(moments_of(200'000, [&] { return random.negative_binomial(mean, phi); }), mean,
                           phi * mean, kurtosis, 200'000);
        }
    }
}

TEST(Random, ShuffleKeepsTheItemsAndChoiceFollowsTheWeights) {
    Random random{8};
    std::vector<int> items(52);
    std::iota(items.begin(), items.end(), 0);
    auto shuffled = items;
    random.shuffle(std::span{shuffled});
    EXPECT_NE(shuffled, items);
    std::sort(shuffled.begin(), shuffled.end());
    EXPECT_EQ(shuffled, items);

    const double weights[] = {0, 1, 3, 0};
    int third = 0;
    for (int i = 0; i < 40'000; ++i) {
        const auto chosen = random.choice(weights);
        ASSERT_TRUE(chosen == 1 || chosen == 2);
        third += chosen == 2;
    }
    EXPECT_NEAR(third, 30'000, 5 * std::sqrt(40'000 * 0.75 * 0.25));
}

// Frozen: these numbers may never change, or every simulated city would.
TEST(Random, DrawsAreFrozen) {
    EXPECT_EQ(stream_of("frozen"), 16620704701279202851u);
    Random random{20260101, stream_of("frozen")};
    EXPECT_EQ(random.word(), 2530126035u);
    EXPECT_EQ(random.uniform(), 0.94971646995850822);
    EXPECT_EQ(random.normal(), -1.1422372099095845);
    EXPECT_EQ(random.gamma(2.5), 2.2025457564897395);
    EXPECT_EQ(random.poisson(3), 2);
    EXPECT_EQ(random.poisson(300), 296);
    EXPECT_EQ(random.binomial(100, 0.3), 29);
    EXPECT_EQ(random.negative_binomial(50, 4), 56);
    EXPECT_EQ(random.below(1000), 208u);
    double sum = 0;
    for (int i = 0; i < 100'000; ++i) {
        sum += random.normal() + random.gamma(0.7) + static_cast<double>(random.negative_binomial(20, 2));
    }
    EXPECT_EQ(sum, 2072053.9960462328);
}

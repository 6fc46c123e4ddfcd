#include "stats/hawkes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/hawkes_definition.hpp"
#include "stats/published_case.hpp"

using namespace atalaya::stats;

TEST(Hawkes, PublishedDisasters) {
    const PublishedCase published{"hawkes_coal_disasters"};
    SKIP_WITHOUT(published);
    const auto times = published.numbers("events.csv", "t_years_since_1851");
    const auto& e = published.expected;
    const double end = e["T"].get<double>();
    ASSERT_EQ(times.size(), e["n"].get<std::size_t>());
    EXPECT_NEAR(hawkes_log_likelihood(times, end, {1, 0.3, 1}), e["loglik"]["mu=1,a=0.3,b=1"].get<double>(),
                1e-8);
    EXPECT_NEAR(hawkes_log_likelihood(times, end, {0.5, 0.6, 0.1}),
                e["loglik"]["mu=0.5,a=0.6,b=0.1"].get<double>(), 1e-8);
    EXPECT_NEAR(hawkes_log_likelihood(times, end, {1.2, 0.2, 5}),
                e["loglik"]["mu=1.2,a=0.2,b=5"].get<double>(), 1e-8);
    const auto fit = fit_hawkes(times, end);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->poisson_log_likelihood, e["poisson_loglik"].get<double>(), 1e-8);
    EXPECT_NEAR(fit->log_likelihood, e["mle"]["loglik"].get<double>(), 1e-4);
    EXPECT_NEAR(fit->process.mu / e["mle"]["mu"].get<double>(), 1, 0.01);
    EXPECT_NEAR(fit->process.a / e["mle"]["a"].get<double>(), 1, 0.01);
    EXPECT_NEAR(fit->process.b / e["mle"]["b"].get<double>(), 1, 0.01);
}

TEST(Hawkes, TheRecursionIsTheSumOverPairs) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Hawkes p{0.5, 0.1 * static_cast<double>(seed % 9), 0.2 + static_cast<double>(seed)};
        const auto times = drawn("hawkes", seed, 40, {0.8, 0.5, 2});
        EXPECT_NEAR(hawkes_log_likelihood(times, 40, p), by_pairs(times, 40, p), 1e-9);
    }
    EXPECT_EQ(hawkes_log_likelihood({}, 10, {2, 0.5, 1}), -20);
    const std::vector<double> together{3, 3, 3};
    EXPECT_NEAR(hawkes_log_likelihood(together, 5, {1, 0.5, 2}), by_pairs(together, 5, {1, 0.5, 2}), 1e-12);
}

TEST(Hawkes, FindsWhatItWasDrawnFrom) {
    const auto times = drawn("hawkes", 3, 2000, {0.5, 0.6, 1.5});
    const auto fit = fit_hawkes(times, 2000);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->process.mu, 0.5, 0.08);
    EXPECT_NEAR(fit->process.a, 0.6, 0.08);
    EXPECT_NEAR(fit->process.b, 1.5, 0.4);
    EXPECT_NEAR(fit->triggered, 0.6, 0.08);
    double alone = 0;
    for (const double chance : fit->background) alone += chance;
    EXPECT_NEAR(1 - alone / static_cast<double>(times.size()), fit->triggered, 1e-9);
}

TEST(Hawkes, ASteadyRateHasNoBranching) {
    const auto times = drawn("hawkes", 4, 500, {1, 0, 1});
    const auto fit = fit_hawkes(times, 500);
    ASSERT_TRUE(fit);
    EXPECT_LT(fit->process.a, 0.15);
    EXPECT_GE(fit->log_likelihood, fit->poisson_log_likelihood);
}

TEST(Hawkes, SaysWhyNot) {
    EXPECT_EQ(fit_hawkes(std::vector<double>{1, 2}, 5).error(), Why::too_few_events);
    EXPECT_EQ(fit_hawkes(std::vector<double>{2, 1, 3, 4, 5}, 5).error(), Why::not_a_count);
    EXPECT_EQ(fit_hawkes(std::vector<double>{1, 2, 3, 4, 6}, 5).error(), Why::not_a_count);
}

#include "stats/scored_forecast.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/published_case.hpp"
#include "stats/rolling_scores.hpp"

using namespace atalaya::stats;

TEST(ScoredForecast, HasTheScoresThatArePublished) {
    const PublishedCase published{"forecast_scores_crps_wis"};
    SKIP_WITHOUT(published);
    const auto& known = published.expected;
    EXPECT_NEAR(*score_normal(1.5, 1, 2, 0.9).crps, known["crps_normal"]["y=1.5,N(1,2)"].get<double>(),
                1e-12);
    EXPECT_NEAR(*score_poisson(3, 5, 0.9).log_score, known["log_score_poisson"]["y=3,l=5"].get<double>(),
                1e-12);
    EXPECT_NEAR(*score_negative_binomial(10, 8, 3, 0.9).crps,
                known["crps_nbinom"]["y=10,mu=8,theta=3"].get<double>(), 1e-8);
    const double draws[] = {3, 1, 7, 2};
    EXPECT_NEAR(*score_draws(2, draws, 0.9).crps, 0.5625, 1e-12);
    const GivenQuantile quantiles[] = {{0.5, 8}, {0.25, 6}, {0.75, 10}, {0.05, 2}, {0.95, 15}};
    EXPECT_NEAR(*score_quantiles(12, quantiles, 0.9).wis, 2.26, 1e-12);
}

TEST(ScoredForecast, CountsReachTheirQuantilesAtWholeNumbers) {
    for (const double mean : {0.0, 0.4, 5.0, 310.0}) {
        const auto found = score_poisson(3, mean, 0.8);
        for (const auto& [limit, level] : {std::pair{*found.low, 0.1}, std::pair{*found.high, 0.9}}) {
            const auto k = static_cast<std::int64_t>(limit);
            EXPECT_GE(poisson_cdf(k, mean), level);
            if (k > 0) {
                EXPECT_LT(poisson_cdf(k - 1, mean), level);
            }
        }
        EXPECT_DOUBLE_EQ(*found.interval_score, interval_score(3, {0.2, *found.low, *found.high}));
    }
}

TEST(ScoredForecast, TheIntervalScoreOfANormalIsThatOfItsLimits) {
    const auto found = score_normal(9, 5, 2, 0.8);
    EXPECT_NEAR(*found.low, 5 - 2 * 1.2815515655446004, 1e-12);
    EXPECT_NEAR(*found.interval_score, 4 * 1.2815515655446004 + 10 * (9 - *found.high), 1e-9);
    EXPECT_DOUBLE_EQ(*found.wis, wis_normal(9, 5, 2));
    EXPECT_NEAR(*found.at, normal_cdf(2), 1e-15);
}

TEST(ScoredForecast, WhatAFormDoesNotHaveIsNone) {
    EXPECT_FALSE(score_normal(1, 1, 0, 0.9).log_score);
    EXPECT_EQ(*score_normal(1, 1, 0, 0.9).below, 0);
    EXPECT_EQ(*score_normal(1, 1, 0, 0.9).at, 1);
    EXPECT_FALSE(score_poisson(2, 0, 0.9).log_score);
    const GivenQuantile without_median[] = {{0.1, 5}, {0.9, 10}};
    const auto found = score_quantiles(12, without_median, 0.8);
    EXPECT_FALSE(found.wis || found.crps || found.at);
    EXPECT_NEAR(*found.interval_score, 25, 1e-12);
    EXPECT_FALSE(score_quantiles(12, without_median, 0.5).interval_score);
}

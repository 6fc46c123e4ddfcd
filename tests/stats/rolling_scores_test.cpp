#include "stats/rolling_scores.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "stats/distributions.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

// Worked by hand: naive forecasts of 5 from 7, 1 ahead, and of 5 and 6 from 2 4 7, 1 and 2 ahead.
TEST(RollingScores, ScoresWhatWasForecastFromEachMoment) {
    const double series[] = {2, 4, 7, 5, 6};
    const auto found =
        rolling_scores(series, forecast_naive, {.steps = 2, .season = 1, .confidence = 0.95}, 2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->origins, 2u);
    EXPECT_EQ(found->failed, 0u);
    ASSERT_EQ(found->by_step.size(), 2u);
    EXPECT_EQ(found->by_step[0].n, 2u);  // 5 from 7; 6 from 5
    EXPECT_EQ(found->by_step[1].n, 1u);  // 6 from 7
    EXPECT_DOUBLE_EQ(found->by_step[0].me, -0.5);
    EXPECT_DOUBLE_EQ(found->by_step[0].mae, 1.5);
    EXPECT_DOUBLE_EQ(found->by_step[0].rmse, std::sqrt(2.5));
    EXPECT_DOUBLE_EQ(found->by_step[1].mae, 1);
    // Steps known: 2 and 3, mean 2.5; then 2, 3 and 2, mean 7/3.
    EXPECT_NEAR(*found->by_step[0].mase, (2 / 2.5 + 1 / (7.0 / 3)) / 2, 1e-12);
    EXPECT_DOUBLE_EQ(found->all.mae, 4.0 / 3);
    EXPECT_EQ(found->all.n, 3u);
}

TEST(RollingScores, AreTheMeansOfTheScoresOfEachForecast) {
    Random random{71};
    std::vector<double> series;
    for (int t = 0; t < 40; ++t) series.push_back(static_cast<double>(random.poisson(20)));
    const Horizon horizon{.steps = 3, .season = 12, .confidence = 0.8};
    constexpr std::size_t origins = 10;
    const auto found = rolling_scores(series, forecast_mean, horizon, origins);
    ASSERT_TRUE(found);
    // The slow twin keeps the forecasts of rolling_origin() and scores them one by one.
    const auto kept = rolling_origin(series, forecast_mean, horizon, series.size() - origins);
    for (std::size_t h = 0; h < 3; ++h) {
        double crps = 0, log_score = 0, wis = 0;
        const auto n = static_cast<double>(kept.actual[h].size());
        for (std::size_t i = 0; i < kept.actual[h].size(); ++i) {
            const double y = kept.actual[h][i], mean = kept.forecast[h][i], sd = kept.sd[h][i];
            crps += crps_normal(y, mean, sd) / n;
            log_score += *log_score_normal(y, mean, sd) / n;
            std::vector<CentralInterval> intervals;
            for (const double alpha : hub_alphas())
                intervals.push_back({alpha, mean + normal_quantile(alpha / 2) * sd,
                                     mean + normal_quantile(1 - alpha / 2) * sd});
            wis += weighted_interval_score(y, mean, intervals) / n;
        }
        EXPECT_NEAR(found->by_step[h].crps, crps, 1e-12);
        EXPECT_NEAR(*found->by_step[h].log_score, log_score, 1e-12);
        EXPECT_NEAR(found->by_step[h].wis, wis, 1e-12);
    }
    EXPECT_NEAR(std::accumulate(found->pit.begin(), found->pit.end(), 0.0), 1, 1e-12);
}

TEST(RollingScores, ForecastsThatAreRightCoverWhatTheySayAndTransformFlat) {
    Random random{72};
    std::vector<double> series;
    for (int t = 0; t < 3000; ++t) series.push_back(random.normal());
    const auto found =
        rolling_scores(series, forecast_mean, {.steps = 1, .season = 12, .confidence = 0.8}, 2000, 5);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->all.covered, 0.8, 0.03);
    for (const double share : found->pit) EXPECT_NEAR(share, 0.2, 0.03);
}

TEST(RollingScores, ASeriesThatNeverMovesHasNoScaleAndNoLogScore) {
    const std::vector<double> series(20, 4);
    const auto found = rolling_scores(series, forecast_naive, {.steps = 2, .season = 4}, 5);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->all.mase.error(), Why::no_base);
    EXPECT_EQ(found->all.log_score.error(), Why::no_events);
    EXPECT_EQ(found->all.crps, 0);
    EXPECT_EQ(found->all.wis, 0);
    EXPECT_EQ(found->all.covered, 1);
    EXPECT_NEAR(found->pit[0], 0.1, 1e-12);
}

TEST(RollingScores, OriginsWithTooLittleBeforeThemAreCounted) {
    const double series[] = {1, 2, 3, 4, 5, 6, 7, 8};
    const Horizon horizon{.steps = 1, .season = 4};
    const auto found = rolling_scores(series, forecast_seasonal_naive, horizon, 5);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->failed, 2u);  // three and four values known: it needs five
    EXPECT_EQ(found->all.n, 3u);
    EXPECT_EQ(rolling_scores(std::span{series}.first(5), forecast_seasonal_naive, horizon, 2).error(),
              Why::too_few_values);
}

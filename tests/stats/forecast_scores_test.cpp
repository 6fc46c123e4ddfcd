#include "stats/forecast_scores.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/distributions.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/published_case.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

TEST(ForecastScores, Published) {
    const PublishedCase published{"forecast_scores_crps_wis"};
    SKIP_WITHOUT(published);
    const auto wanted = [&](const char* group, const char* name) {
        return published.expected[group][name].get<double>();
    };
    EXPECT_NEAR(crps_normal(0, 0, 1), wanted("crps_normal", "y=0,N(0,1)"), 1e-8);
    EXPECT_NEAR(crps_normal(0, 0, 1), wanted("published", "CRPS N(0,1) at 0"), 1e-8);
    EXPECT_NEAR(crps_normal(1.5, 1, 2), wanted("crps_normal", "y=1.5,N(1,2)"), 1e-8);
    EXPECT_NEAR(crps_normal(-3, 0, 1), wanted("crps_normal", "y=-3,N(0,1)"), 1e-8);
    EXPECT_NEAR(crps_poisson(3, 5), wanted("crps_poisson", "y=3,l=5"), 1e-8);
    EXPECT_NEAR(crps_poisson(0, 0.4), wanted("crps_poisson", "y=0,l=0.4"), 1e-8);
    EXPECT_NEAR(crps_poisson(60, 50), wanted("crps_poisson", "y=60,l=50"), 1e-8);
    EXPECT_NEAR(crps_negative_binomial(10, 8, 3), wanted("crps_nbinom", "y=10,mu=8,theta=3"), 1e-8);
    EXPECT_NEAR(crps_sample(2, std::vector<double>{1, 2, 3, 7}), wanted("crps_sample", "y=2,x=[1,2,3,7]"),
                1e-8);
    EXPECT_NEAR(interval_score(12, {0.2, 5, 10}), wanted("interval_score", "y=12,alpha=0.2,[5,10]"), 1e-8);
    EXPECT_NEAR(weighted_interval_score(12, 8, std::vector<CentralInterval>{{0.5, 6, 10}, {0.1, 2, 15}}),
                wanted("wis", "y=12,median 8,{0.5:[6,10],0.1:[2,15]}"), 1e-8);
    EXPECT_NEAR(weighted_interval_score(8, 8, std::vector<CentralInterval>{{0.2, 5, 11}}),
                wanted("wis", "y=8,median 8,{0.2:[5,11]}"), 1e-8);
    EXPECT_NEAR(*log_score_poisson(3, 5), wanted("log_score_poisson", "y=3,l=5"), 1e-8);
}

// All pairs, from the definition.
TEST(ForecastScores, SortedCrpsIsThatOfAllPairs) {
    Random random{1, stream_of("crps")};
    for (std::size_t m = 1; m <= 40; ++m) {
        std::vector<double> x;
        for (std::size_t i = 0; i < m; ++i) x.push_back(std::floor(10 * random.uniform()));
        const double y = 10 * random.uniform();
        double distance = 0, pairs = 0;
        for (const double a : x) distance += std::abs(a - y);
        for (const double a : x)
            for (const double b : x) pairs += std::abs(a - b);
        const auto n = static_cast<double>(m);
        EXPECT_NEAR(crps_sample(y, x), distance / n - pairs / (2 * n * n), 1e-12);
    }
    EXPECT_EQ(crps_normal(3, 5, 0), 2);
}

TEST(ForecastScores, TheNegativeBinomialHasThePoissonAsItsLimit) {
    EXPECT_NEAR(crps_negative_binomial(7, 5, 1e9), crps_poisson(7, 5), 1e-6);
    EXPECT_NEAR(*log_score_negative_binomial(7, 5, 1e9), *log_score_poisson(7, 5), 1e-6);
    EXPECT_NEAR(*log_score_negative_binomial(2, 4, 3),
                -std::log(negative_binomial_cdf(2, 4, 3) - negative_binomial_cdf(1, 4, 3)), 1e-11);
    EXPECT_NEAR(*log_score_negative_binomial(1500, 1400, 30),
                -std::log(negative_binomial_cdf(1500, 1400, 30) - negative_binomial_cdf(1499, 1400, 30)),
                1e-6);
    EXPECT_NEAR(*log_score_normal(1, 1, 2), std::log(2 * std::sqrt(2 * M_PI)), 1e-12);
    EXPECT_EQ(log_score_poisson(1, 0).error(), Why::no_events);
    EXPECT_EQ(*log_score_poisson(0, 0), 0);
    EXPECT_EQ(crps_poisson(0, 0), 0);
}

// A calibrated forecast has a flat PIT on average, whatever the counts.
TEST(ForecastScores, ThePitOfACalibratedForecastIsFlat) {
    std::vector<double> mean(5);
    for (std::int64_t y = 0; y < 40; ++y) {
        const auto bins = pit_bins(poisson_cdf(y - 1, 3), poisson_cdf(y, 3), 5);
        for (std::size_t j = 0; j < 5; ++j) mean[j] += poisson_pmf(y, 3) * bins[j];
    }
    for (const double height : mean) EXPECT_NEAR(height, 0.2, 1e-12);
    for (const double at : {0.0, 0.3, 1.0}) {
        double sum = 0;
        for (const double height : pit_bins(at, at, 4)) sum += height;
        EXPECT_NEAR(sum, 1, 1e-15);
    }
}

TEST(ForecastScores, ErrorsOfManyForecasts) {
    const std::vector<double> y{10, 20}, forecast{8, 26}, training{1, 3, 2, 7};
    const auto found = accuracy(y, forecast, training, 2);
    EXPECT_EQ(found.me, -2);
    EXPECT_NEAR(found.rmse, std::sqrt(20), 1e-12);
    EXPECT_EQ(found.mae, 4);
    EXPECT_NEAR(*found.mape, 25, 1e-12);
    EXPECT_NEAR(*found.mpe, -5, 1e-12);
    EXPECT_NEAR(*found.mase, 4 / 2.5, 1e-12);
    EXPECT_EQ(accuracy(y, forecast, std::vector<double>(9, 4), 1).mase.error(), Why::no_base);
    EXPECT_EQ(accuracy(std::vector<double>{0, 1}, forecast, training, 1).mape.error(), Why::no_base);
}

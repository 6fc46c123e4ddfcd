#include "stats/hits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

// Worked by hand: the place forecast first holds 6 of 10 events on a quarter of the area.
TEST(HitScores, CountWhatTheForecastFound) {
    const double observed[] = {1, 6, 3}, predicted[] = {2, 5, 1}, area[] = {1, 1, 2};
    const auto scores = *hit_scores(observed, predicted, area);
    EXPECT_DOUBLE_EQ(scores[0].hit_rate, 0.6);
    EXPECT_DOUBLE_EQ(scores[0].pai, 2.4);
    EXPECT_DOUBLE_EQ(scores[0].pei, 1);
    EXPECT_DOUBLE_EQ(scores[0].rri, 5.0 / 6);
    EXPECT_DOUBLE_EQ(scores[1].pei, 7.0 / 9);
    EXPECT_DOUBLE_EQ(scores[2].pai, 1);
}

TEST(HitScores, AForecastThatFindsNothingIsEndlessOverPrediction) {
    const double observed[] = {0, 4}, predicted[] = {5, 1}, area[] = {1, 1};
    const auto scores = *hit_scores(observed, predicted, area);
    EXPECT_EQ(scores[0].pai, 0);
    EXPECT_TRUE(std::isinf(scores[0].rri));
    const double none[] = {0, 0};
    EXPECT_EQ(hit_scores(none, predicted, area).error(), Why::no_events);
}

// Worked by hand: 4 places alike hold 6 events on 8 of 10 parts of the ground; half of them, 3 on 4.
TEST(HitScores, PlacesAlikeCountAsTheirMean) {
    const double observed[] = {5, 1, 0, 0, 4}, predicted[] = {2, 2, 2, 2, 1}, area[] = {1, 5, 1, 1, 2};
    const auto scores = *hit_scores(observed, predicted, area);
    EXPECT_DOUBLE_EQ(scores[1].observed, 3);
    EXPECT_DOUBLE_EQ(scores[1].share_of_area, 0.4);
    EXPECT_DOUBLE_EQ(scores[1].pai, 0.3 / 0.4);
    EXPECT_TRUE(scores[1].tied);
    EXPECT_FALSE(scores[4].tied);
    EXPECT_DOUBLE_EQ(scores[4].hit_rate, 1);
}

TEST(HitScores, AMapThatKnowsNothingIsWorthWhatTheGroundIs) {
    const double observed[] = {9, 0, 3, 1}, predicted[] = {1, 1, 1, 1}, area[] = {1, 2, 3, 4};
    const auto scores = *hit_scores(observed, predicted, area);
    for (const auto& one : scores) EXPECT_NEAR(one.pai, 1, 1e-12);
}

// The slow twin: every order of the places alike, averaged.
TEST(HitScores, TiesAreTheMeanOverAllOrders) {
    const std::vector<double> observed{5, 1, 0, 4}, predicted{3, 2, 2, 2}, area{1, 2, 4, 3};
    std::vector<std::size_t> order{1, 2, 3};
    std::vector<double> found(4), covered(4);
    int orders = 0;
    do {
        double events = 5, ground = 1;
        for (std::size_t k = 0; k < 3; ++k) {
            found[k + 1] += events += observed[order[k]];
            covered[k + 1] += ground += area[order[k]];
        }
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    const auto scores = *hit_scores(observed, predicted, area);
    for (std::size_t k = 1; k < 4; ++k) {
        EXPECT_NEAR(scores[k].observed, found[k] / orders, 1e-12);
        EXPECT_NEAR(scores[k].share_of_area, covered[k] / orders / 10, 1e-12);
    }
}

TEST(HitScores, PlacesAlikeMayCountInTheOrderGiven) {
    const double observed[] = {5, 1, 0}, predicted[] = {2, 2, 1}, area[] = {1, 5, 1};
    const auto scores = *hit_scores(observed, predicted, area, Ties::given);
    EXPECT_EQ(scores[0].observed, 5);
    EXPECT_DOUBLE_EQ(scores[0].share_of_area, 1.0 / 7);
    EXPECT_TRUE(scores[0].tied);
}

// Where no two forecasts are equal the events found of a throw are binomial.
TEST(HitIntervals, OfEventsThrownAgainAreBinomial) {
    const double observed[] = {20, 30, 10, 40}, predicted[] = {4, 3, 2, 1}, area[] = {1, 2, 3, 4};
    const auto found =
        *hit_intervals(observed, predicted, area, Ties::mean, 3, {.confidence = 0.9, .replicates = 9999});
    ASSERT_EQ(found.size(), 3u);
    const double share[] = {0.2, 0.5, 0.6}, ground[] = {0.1, 0.3, 0.6};
    for (std::size_t k = 0; k < 3; ++k) {
        std::int64_t low = 0, high = 0;
        while (binomial_cdf(low, 100, share[k]) < 0.05) ++low;
        while (binomial_cdf(high, 100, share[k]) < 0.95) ++high;
        EXPECT_NEAR(found[k].hit_rate.low, static_cast<double>(low) / 100, 0.0101);
        EXPECT_NEAR(found[k].hit_rate.high, static_cast<double>(high) / 100, 0.0101);
        EXPECT_DOUBLE_EQ(found[k].pai.low, found[k].hit_rate.low / ground[k]);
    }
}

// Places of unequal risk, a map that knows them with an error: the best places of a few events are partly best by luck, and
// the limits of pei hold that of the risks all the same.
TEST(HitIntervals, OfPeiHoldWhatTheRisksSay) {
    Random random{17};
    constexpr std::size_t places = 80, judged = 16;
    const std::vector<double> area(places, 1);
    int held = 0;
    constexpr int cities = 150;
    for (int city = 0; city < cities; ++city) {
        std::vector<double> risk, predicted, observed;
        for (std::size_t i = 0; i < places; ++i) {
            risk.push_back(4 * random.gamma(1));
            predicted.push_back(risk[i] * std::exp(random.normal(0, 0.5)));
            observed.push_back(static_cast<double>(random.poisson(risk[i])));
        }
        const double truth = (*hit_scores(risk, predicted, area))[judged - 1].pei;
        const auto found =
            (*hit_intervals(observed, predicted, area, Ties::mean, judged, {.replicates = 99}))[judged - 1]
                .pei;
        held += found.low <= truth && truth <= found.high;
    }
    EXPECT_GE(held, cities * 90 / 100);
}

TEST(HitIntervals, OfAMapThatCouldNotBeBetterReachOneAndOfNoneAreNone) {
    const double observed[] = {50, 20, 3}, area[] = {1, 1, 1};
    const auto best = *hit_intervals(observed, observed, area, Ties::mean, 3);
    EXPECT_EQ(best[0].pei.high, 1);
    EXPECT_EQ(best[2].hit_rate.low, 1);
    EXPECT_EQ(best[2].pei.low, 1);
    const double none[] = {0, 0, 0};
    EXPECT_EQ(hit_intervals(none, observed, area, Ties::mean, 3).error(), Why::no_events);
}

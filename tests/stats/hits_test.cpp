#include "stats/hits.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

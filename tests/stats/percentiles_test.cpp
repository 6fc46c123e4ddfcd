#include "stats/percentiles.hpp"

#include <gtest/gtest.h>

using namespace atalaya::stats;

// Worked by hand: of 1 .. 5 a quarter of the way is 2, three quarters 4; a tenth is 1.4.
TEST(MiddleOf, LiesBetweenTheDrawsInProportion) {
    EXPECT_DOUBLE_EQ(middle_of({5, 1, 4, 2, 3}, 0.5).low, 2);
    EXPECT_DOUBLE_EQ(middle_of({5, 1, 4, 2, 3}, 0.5).high, 4);
    EXPECT_DOUBLE_EQ(middle_of({5, 1, 4, 2, 3}, 0.8).low, 1.4);
    EXPECT_DOUBLE_EQ(middle_of({7}, 0.95).high, 7);
}

TEST(QuantileOf, LiesBetweenTheNearestValues) {
    const double values[] = {1, 2, 4, 8};
    EXPECT_DOUBLE_EQ(quantile_of(values, 0), 1);
    EXPECT_DOUBLE_EQ(quantile_of(values, 0.5), 3);
    EXPECT_DOUBLE_EQ(quantile_of(values, 0.9), 4 + 0.7 * 4);
    EXPECT_DOUBLE_EQ(quantile_of(values, 1), 8);
    EXPECT_DOUBLE_EQ(quantile_of(std::span{values, 1}, 0.3), 1);
}

#include "stats/least_squares.hpp"

#include <gtest/gtest.h>

using namespace atalaya::stats;

// Worked by hand: a line through (0, 1), (1, 3), (2, 5), however weighted.
TEST(LeastSquares, FindsALine) {
    const Design design{2, {{1, 0}, {1, 1}, {1, 2}}};
    const double y[] = {1, 3, 5}, weights[] = {1, 7, 2};
    const auto line = weighted_least_squares(design, y, weights);
    EXPECT_NEAR(line.coefficients[0], 1, 1e-12);
    EXPECT_NEAR(line.coefficients[1], 2, 1e-12);
    EXPECT_EQ(line.rank, 2);
    EXPECT_NEAR(predicted(design.rows[2], line), 5, 1e-12);
}

TEST(LeastSquares, WeightsSayWhoIsBelieved) {
    const Design design{1, {{1}, {1}}};
    const double y[] = {0, 10}, weights[] = {3, 1};
    EXPECT_NEAR(weighted_least_squares(design, y, weights).coefficients[0], 2.5, 1e-12);
}

TEST(LeastSquares, LeavesOutWhatOthersExplain) {
    const Design design{3, {{1, 0, 1}, {1, 1, 2}, {1, 2, 3}, {1, 5, 6}}};
    const double y[] = {1, 3, 5, 11}, weights[] = {1, 1, 1, 1};
    const auto found = weighted_least_squares(design, y, weights);
    EXPECT_EQ(found.rank, 2);
    EXPECT_EQ(found.coefficients[2], 0);
    EXPECT_NEAR(predicted(design.rows[3], found), 11, 1e-9);
}

#include "stats/equal_shares.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace atalaya::stats {
namespace {

// Fisher 1935: three of four cups told rightly, 34 of 70.
TEST(EqualShares, TheLadyTastingTea) {
    EXPECT_NEAR(fisher(3, 4, 1, 4), 34.0 / 70, 1e-12);
    EXPECT_NEAR(fisher(4, 4, 0, 4), 2.0 / 70, 1e-12);
}

TEST(EqualShares, NothingCanDifferWhereAllOrNoneSucceed) {
    EXPECT_NEAR(fisher(3, 3, 9, 9), 1, 1e-12);
    EXPECT_NEAR(fisher(0, 3, 0, 9), 1, 1e-12);
    EXPECT_NEAR(fisher(0, 0, 4, 9), 1, 1e-12);
}

// By counting every way to choose which of up to 12 trials succeed.
TEST(EqualShares, FisherIsTheShareOfAllWaysToDealTheSuccesses) {
    int held = 0;
    for (int all = 2; all <= 12; ++all) {
        for (int of = 1; of < all; ++of) {
            for (int marked = 0; marked <= all; ++marked) {
                std::vector<int> ways(static_cast<std::size_t>(of) + 1);
                int total = 0;
                for (unsigned chosen = 0; chosen < (1u << all); ++chosen) {
                    if (std::popcount(chosen) != marked) continue;
                    ++ways[static_cast<std::size_t>(std::popcount(chosen & ((1u << of) - 1)))];
                    ++total;
                }
                for (int k = 0; k <= of; ++k) {
                    const int seen = ways[static_cast<std::size_t>(k)];
                    if (seen == 0) continue;
                    int as_rare = 0;
                    for (const int way : ways) as_rare += way <= seen ? way : 0;
                    EXPECT_NEAR(fisher(k, of, marked - k, all - of), as_rare / double(total), 1e-10)
                        << k << " of " << of << ", " << marked << " of " << all;
                    ++held;
                }
            }
        }
    }
    EXPECT_GT(held, 1'000);
}

// By hand: 8 of 20, 12 of 20, 10 of 20; expected 10 and 10 each: (4 + 4) / 10 * 2 = 1.6.
TEST(EqualShares, ChiSquareOfThreeGroups) {
    const std::int64_t successes[] = {8, 12, 10}, of[] = {20, 20, 20};
    const auto test = chi_square(successes, of);
    ASSERT_TRUE(test);
    EXPECT_NEAR(test->statistic, 1.6, 1e-12);
    EXPECT_EQ(test->df, 2);
    EXPECT_NEAR(test->p, std::exp(-0.8), 1e-12);  // of two degrees
    EXPECT_EQ(test->least_expected, 10);
}

TEST(EqualShares, WhatCannotDifferIsTold) {
    const std::int64_t none[] = {0, 0}, of[] = {5, 7}, one[] = {5, 0};
    EXPECT_EQ(chi_square(none, of).error(), Why::constant);
    EXPECT_EQ(chi_square(of, of).error(), Why::constant);
    EXPECT_EQ(chi_square(none, one).error(), Why::too_few_values);
}

TEST(EqualShares, EachAgainstTheRestIsFisherOfTheRest) {
    const std::int64_t successes[] = {8, 2, 10}, of[] = {20, 9, 12};
    const auto p = one_against_rest(successes, of);
    ASSERT_EQ(p.size(), 3u);
    EXPECT_DOUBLE_EQ(p[1], fisher(2, 9, 18, 32));
}

}  // namespace
}  // namespace atalaya::stats

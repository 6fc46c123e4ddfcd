#include "stats/exp_each.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "stats/random.hpp"

using namespace atalaya::stats;

TEST(ExpEach, IsExpSameToTheBit) {
    Random random{1, stream_of("exp_each")};
    for (std::size_t n = 0; n < 40; ++n) {
        std::vector<double> values(n), expected;
        for (double& value : values) expected.push_back(exp_same(value = random.uniform(-690, 690)));
        exp_each(values);
        EXPECT_EQ(values, expected);
    }
}

TEST(ExpEach, ByProductsIsTheSameButForTheLastBits) {
    Random random{2, stream_of("exp_by_products")};
    for (std::size_t n = 0; n < 200; ++n) {
        std::vector<double> values(n), expected;
        for (double& value : values) expected.push_back(exp_same(value = random.uniform(-700, 709)));
        exp_by_products(values);
        for (std::size_t i = 0; i < n; ++i) EXPECT_NEAR(values[i] / expected[i], 1, 4e-16);
    }
    std::vector<double> ends{0, 1, -1000, 709};
    exp_by_products(ends);
    EXPECT_EQ(ends[0], 1);
    EXPECT_DOUBLE_EQ(ends[1], 2.718281828459045);
    EXPECT_EQ(ends[2], 0);
    EXPECT_DOUBLE_EQ(ends[3], 8.218407461554972e307);
}

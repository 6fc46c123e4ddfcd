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

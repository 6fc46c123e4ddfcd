#include "store/radix_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

namespace atalaya::store {
namespace {

std::vector<std::uint32_t> slow_order(const std::vector<std::uint64_t>& keys) {
    std::vector<std::uint32_t> order(keys.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return keys[a] < keys[b]; });
    return order;
}

TEST(RadixOrder, IsTheStableOrder) {
    std::mt19937_64 random{1};
    for (const int bits : {1, 10, 11, 12, 33, 63, 64}) {
        std::vector<std::uint64_t> keys(3000);
        for (auto& key : keys) key = random() >> (64 - bits);
        EXPECT_EQ(radix_order(keys), slow_order(keys)) << bits;
    }
}

TEST(RadixOrder, OfNothingIsNothing) {
    EXPECT_TRUE(radix_order({}).empty());
    EXPECT_EQ(radix_order(std::vector<std::uint64_t>{0, 0, 0}), (std::vector<std::uint32_t>{0, 1, 2}));
}

}  // namespace
}  // namespace atalaya::store

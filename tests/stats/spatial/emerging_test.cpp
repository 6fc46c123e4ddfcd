#include "stats/spatial/emerging.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/random.hpp"
#include "stats/spatial/local.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

// "+" hot, "-" cold, "." neither.
std::string told(std::string_view states, int trend = 0) {
    std::vector<int> numbers;
    for (const char c : states) numbers.push_back(c == '+' ? 1 : c == '-' ? -1 : 0);
    const auto story = story_of(numbers, trend);
    return (story.cold ? "cold " : "") + std::string{code(story.emergence)};
}

}  // namespace

TEST(EmergingHotSpots, EveryStoryHasItsWord) {
    EXPECT_EQ(told("..........+"), "new");
    EXPECT_EQ(told("........+++"), "consecutive");
    EXPECT_EQ(told("..+......++"), "sporadic");
    EXPECT_EQ(told("..-......++"), "consecutive");
    EXPECT_EQ(told("+.-......++"), "oscillating");
    EXPECT_EQ(told("---------.+"), "new");
    EXPECT_EQ(told("++++++++++", 0), "persistent");
    EXPECT_EQ(told("++++.+++++", 1), "intensifying");
    EXPECT_EQ(told("++++-+++++", -1), "diminishing");
    EXPECT_EQ(told("+++++++++."), "historical");
    EXPECT_EQ(told("++++++++.."), "none");
    EXPECT_EQ(told(".........."), "none");
    EXPECT_EQ(told(".........-"), "cold new");
    EXPECT_EQ(told("----------", -1), "cold intensifying");
    EXPECT_EQ(told("----------", 1), "cold diminishing");
    EXPECT_EQ(told("---------+"), "new");
    EXPECT_EQ(told("---------."), "cold historical");
    EXPECT_EQ(told("-.+......-"), "cold oscillating");
    EXPECT_EQ(told("+"), "persistent");
}

// The slow twin: local Gi* of bins, with every link in space and time written out.
TEST(EmergingHotSpots, ZIsGiStarOfTheBinsBeside) {
    Random random{12};
    for (const std::size_t back : {0u, 1u, 3u}) {
        constexpr std::uint32_t areas = 7, periods = 5;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> links, bins;
        for (std::uint32_t i = 1; i < areas; ++i) {
            links.emplace_back(i, i - 1);
            if (random.chance(0.5)) links.emplace_back(i - 1, i);
        }
        const auto beside = from_links(links, areas);
        std::vector<double> values(areas * periods);
        for (auto& v : values) v = static_cast<double>(random.poisson(4));
        const auto star = with_self(beside);
        for (std::uint32_t i = 0; i < areas; ++i)
            for (auto k = star.first[i]; k < star.first[i + 1]; ++k)
                for (std::uint32_t t = 0; t < periods; ++t)
                    for (std::uint32_t u = 0; u <= t; ++u)
                        if (u + back >= t) bins.emplace_back(i * periods + t, star.of[k] * periods + u);
        const auto g = *local_g(values, weighted(from_links(bins, areas * periods), WeightStyle::binary),
                                Local::g_star, {.replicates = 0});
        const auto spots = *emerging_hot_spots(values, periods, beside, {.back = back});
        for (std::uint32_t i = 0; i < areas; ++i)
            for (std::uint32_t t = 0; t < periods; ++t)
                EXPECT_NEAR(spots[i].z[t], g[i * periods + t]->z, 1e-10);
    }
}

TEST(EmergingHotSpots, APlaceThatHeatsUpIsFound) {
    constexpr std::size_t areas = 60, periods = 12;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 1; i < areas; ++i) links.emplace_back(i, i - 1);
    const auto beside = made_symmetric(from_links(links, areas));
    Random random{3};
    std::vector<double> values(areas * periods);
    for (auto& v : values) v = static_cast<double>(random.poisson(5));
    for (std::size_t i = 20; i < 23; ++i) {
        for (std::size_t t = 0; t < periods; ++t) values[i * periods + t] = 14 + 2 * static_cast<double>(t);
        for (std::size_t t = 10; t < periods; ++t) values[(i + 20) * periods + t] = 30;
    }
    const auto spots = *emerging_hot_spots(values, periods, beside);
    EXPECT_EQ(spots[21].emergence, Emergence::intensifying);
    EXPECT_EQ(spots[41].emergence, Emergence::consecutive);
    EXPECT_EQ(spots[5].emergence, Emergence::none);
}

TEST(EmergingHotSpots, WhatCannotBeComputedSaysWhy) {
    const auto two = from_links({{0, 1}, {1, 0}}, 2);
    EXPECT_EQ(emerging_hot_spots(std::vector<double>{1, 1, 1, 1}, 2, two).error(), Why::constant);
    EXPECT_EQ(emerging_hot_spots(std::vector<double>{1, 2}, 1, two).error(), Why::too_few_values);
    EXPECT_EQ(emerging_hot_spots(std::vector<double>{1, 2, NAN, 1}, 2, two).error(), Why::not_a_number);
}

#include "stats/pattern_similarity.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "methods/shared_golden.hpp"
#include "stats/hypergeometric.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

using Counts = std::vector<std::int64_t>;

// Against drawing one by one.
TEST(Hypergeometric, IsHowDrawsWithoutPuttingBackFall) {
    Random random{3};
    for (const auto& [all, marked, draws] : {std::array<std::int64_t, 3>{10, 4, 5},
                                             {50, 45, 20},
                                             {7, 7, 3},
                                             {30, 1, 29},
                                             {200, 60, 170},
                                             {5, 0, 5}}) {
        constexpr int rounds = 20'000;
        std::map<std::int64_t, int> fast, slow;
        for (int k = 0; k < rounds; ++k) {
            ++fast[hypergeometric(random, all, marked, draws)];
            std::int64_t left = all, of = marked, got = 0;
            for (std::int64_t d = 0; d < draws; ++d, --left) {
                if (static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(left))) < of)
                    ++got, --of;
            }
            ++slow[got];
        }
        for (const auto& [value, count] : slow)
            EXPECT_NEAR(fast[value], count, 5 * std::sqrt(2.0 * count + 9)) << all << ' ' << value;
        for (const auto& [value, count] : fast) EXPECT_TRUE(value >= 0 && value <= marked && value <= draws);
    }
    const Counts kinds{3, 0, 5, 2};
    for (int k = 0; k < 200; ++k) {
        const auto drawn = multivariate_hypergeometric(random, kinds, 7);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            EXPECT_TRUE(drawn[i] >= 0 && drawn[i] <= kinds[i]);
            sum += drawn[i];
        }
        EXPECT_EQ(sum, 7);
    }
    EXPECT_EQ(multivariate_hypergeometric(random, kinds, 10), kinds);
}

TEST(PatternSimilarity, TheSamePatternIsSimilarAndTheOppositeIsNot) {
    const Counts base{40, 60, 0, 100, 0}, twice{80, 120, 0, 200, 0}, other{100, 60, 0, 5, 35};
    const auto same = *pattern_similarity(base, twice);
    EXPECT_EQ(same.s, 1);
    EXPECT_EQ(same.robust_s, 1);
    EXPECT_EQ(same.empty, 2u);
    const auto apart = *pattern_similarity(base, other);
    EXPECT_EQ(apart.areas[0].differs, 1);
    EXPECT_EQ(apart.areas[3].differs, -1);
    EXPECT_EQ(apart.areas[4].differs, 1);
    EXPECT_EQ(apart.s, 0.4);
    EXPECT_EQ(apart.robust_s, 0.25);
    EXPECT_EQ(pattern_similarity(base, other, {.samples = {999, 4, 1}})->areas[1].low,
              pattern_similarity(base, other, {.samples = {999, 4, 6}})->areas[1].low);
}

// The slow twin: the points themselves, shuffled; the ranges agree but for chance.
TEST(PatternSimilarity, RangesAreThoseOfDrawingPoints) {
    const Counts base{5, 5, 5, 5}, test{30, 9, 51, 10};
    const auto found = *pattern_similarity(base, test, {.samples = {.replicates = 8000}});
    std::vector<int> points;
    for (int i = 0; i < 4; ++i)
        points.insert(points.end(), static_cast<std::size_t>(test[static_cast<std::size_t>(i)]), i);
    Random random{2, 2};
    std::array<std::vector<double>, 4> percents;
    for (int s = 0; s < 8000; ++s) {
        random.shuffle(std::span{points});
        std::array<int, 4> counts{};
        for (std::size_t k = 0; k < 85; ++k) ++counts[static_cast<std::size_t>(points[k])];
        for (std::size_t i = 0; i < 4; ++i) percents[i].push_back(100 * counts[i] / 85.0);
    }
    for (std::size_t i = 0; i < 4; ++i) {
        std::ranges::sort(percents[i]);
        EXPECT_NEAR(found.areas[i].low, percents[i][200], 1.2);
        EXPECT_NEAR(found.areas[i].high, percents[i][7799], 1.2);
    }
}

TEST(PatternSimilarity, WhatCannotBeComputedSaysWhy) {
    EXPECT_EQ(pattern_similarity({}, {}).error(), Why::too_few_values);
    EXPECT_EQ(pattern_similarity(Counts{0}, Counts{1}).error(), Why::no_events);
    EXPECT_EQ(pattern_similarity(Counts{-1}, Counts{1}).error(), Why::not_a_count);
}

TEST_F(SharedGolden, PatternsOfAndresen) {
    open("sppt_andresen_toy");
    if (IsSkipped()) return;
    const auto base = golden["base_counts"].get<Counts>(), test = golden["test_counts"].get<Counts>();
    const auto& settings = golden["settings"];
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto found = *pattern_similarity(
            base, test,
            {.share = settings["percent_points"].get<double>() / 100,
             .confidence = settings["confidence"].get<double>() / 100,
             .samples = {.replicates = settings["samples"].get<std::size_t>(), .seed = seed}});
        close(found.s, golden["published"]["S"], 1e-6, "S");
        for (std::size_t i = 0; i < base.size(); ++i) {
            near(found.areas[i].base, golden["pct_base"][i], 1e-12, "base " + std::to_string(i + 1));
            close(found.areas[i].differs, golden["published"]["local"][i], 0,
                  "local " + std::to_string(i + 1));
            close(found.areas[i].differs != 0, golden["published"]["SIndex"][i], 0,
                  "index " + std::to_string(i + 1));
        }
    }
}

TEST(PatternSimilarity, PSaysHowManyDrawsAreAsFarOff) {
    // All draws of 40 in 100 keep far from a quarter; a base that lies as the test does is among its draws.
    const std::int64_t base[] = {20, 15, 5, 0, 10, 30}, test[] = {40, 8, 6, 1, 20, 25};
    const SimilarityOptions options{.samples = {.replicates = 999}};
    const auto found = *pattern_similarity(base, test, options),
               same = *pattern_similarity(test, test, options);
    EXPECT_DOUBLE_EQ(found.areas[0].p, 2.0 / 1000);
    EXPECT_GT(found.areas[2].p, 0.3);
    for (const auto& area : same.areas) EXPECT_GT(area.p, 0.3);
    for (const auto& area : found.areas)
        if (area.p < 0.04) {
            EXPECT_NE(area.differs, 0);
        } else if (area.p > 0.06) {
            EXPECT_EQ(area.differs, 0);
        }
}

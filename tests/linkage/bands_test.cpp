#include "linkage/bands.hpp"

#include <gtest/gtest.h>

#include "linkage/matching.hpp"
#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using Pairs = std::vector<ScoredPair>;

Pairs pairs_of(const std::vector<double>& posteriors) {
    Pairs pairs;
    for (const double p : posteriors) {
        const auto a = static_cast<std::uint32_t>(2 * pairs.size());
        pairs.push_back({a, a + 1, p});
    }
    return pairs;
}

// By hand: linking three expects 0.01 + 0.03 + 0.08 = 0.12 false of 3, 4 %; a fourth 0.52 of 4, 13 %. Of 3.73 matches
// the last two hold 0.25, 6.7 %, and the last alone 0.05, 1.3 %.
TEST(Bands, MatchTheWorkedExample) {
    const auto pairs = pairs_of({0.6, 0.99, 0.05, 0.92, 0.97, 0.2});
    EXPECT_EQ(bands_for(pairs, 0.05, 0.02), (Bands{0.92, 0.2}));
    EXPECT_EQ(bands_for(pairs, 0.05, 0.07), (Bands{0.92, 0.6}));
    EXPECT_EQ(bands_for(pairs, 0.15, 0.07), (Bands{0.6, 0.6}));
}

TEST(Bands, WhatIsEquallyLikelyIsNotParted) {
    // One at 0.9 would do, 0.1 / 2 = 5 %; both are 0.2 / 3 = 6.7 %.
    EXPECT_EQ(bands_for(pairs_of({1, 0.9, 0.9}), 0.05, 0).upper, 1);
    EXPECT_EQ(bands_for(pairs_of({1, 0.9, 0.9}), 0.07, 0).upper, 0.9);
}

TEST(Bands, WhenNothingIsLikelyEnoughNothingIsLinked) {
    EXPECT_EQ(bands_for(pairs_of({0.6, 0.5}), 0.01, 0), (Bands{1, 0.5}));
    EXPECT_EQ(bands_for({}, 0.01, 0.01), (Bands{1, 1}));
    EXPECT_EQ(bands_for(pairs_of({0}), 0.01, 0.01), (Bands{1, 1}));
}

TEST(Bands, KeepBothErrorsWithinWhatWasAsked) {
    stats::Random random{75};
    for (int round = 0; round < 200; ++round) {
        std::vector<double> posteriors;
        for (auto n = random.below(60); n > 0; --n) posteriors.push_back(random.uniform());
        const auto pairs = pairs_of(posteriors);
        const double few = 0.2 * random.uniform(), missed = 0.2 * random.uniform();
        const auto decided = decide(pairs, bands_for(pairs, few, missed));
        double all = 0, shown = 0;
        for (const auto& pair : pairs) all += pair.posterior;
        for (const auto& pair : decided.review) shown += pair.posterior;
        const auto errors = expected_errors(pairs, decided);
        ASSERT_LE(errors.false_links, few * static_cast<double>(decided.links.size()) + 1e-9);
        ASSERT_LE(errors.missed - shown, missed * all + 1e-9);
    }
}

}  // namespace
}  // namespace atalaya::linkage

#include "linkage/matching.hpp"

#include <gmock/gmock.h>

#include "stats/random.hpp"

namespace atalaya::linkage {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Pairs = std::vector<ScoredPair>;

TEST(Decide, LinksAboveReviewsBetweenAndForgetsBelow) {
    const Pairs pairs{{4, 5, 0.9}, {0, 1, 0.95}, {2, 3, 0.5}, {6, 7, 0.1}, {8, 9, 0.0999}};
    const Decided decided = decide(pairs, {.upper = 0.9, .lower = 0.1});
    EXPECT_THAT(decided.links, ElementsAre(ScoredPair{0, 1, 0.95}, ScoredPair{4, 5, 0.9}));
    EXPECT_THAT(decided.review, ElementsAre(ScoredPair{2, 3, 0.5}, ScoredPair{6, 7, 0.1}));
}

TEST(Decide, TheReviewQueueBeginsWithTheLikeliest) {
    const Pairs pairs{{2, 3, 0.3}, {4, 5, 0.6}, {1, 9, 0.3}, {1, 8, 0.3}};
    EXPECT_THAT(decide(pairs, {.upper = 0.9, .lower = 0.1}).review,
                ElementsAre(ScoredPair{4, 5, 0.6}, ScoredPair{1, 8, 0.3}, ScoredPair{1, 9, 0.3},
                            ScoredPair{2, 3, 0.3}));
}

TEST(Decide, WithoutABandThereIsNothingToReview) {
    EXPECT_THAT(decide(Pairs{{0, 1, 0.49}, {2, 3, 0.5}}, {.upper = 0.5, .lower = 0.5}).review, IsEmpty());
}

// By hand: 0-10 is likeliest and takes both; 1-10 is likely enough but comes late, 1-11 is then free.
TEST(OneToOne, TheLikeliestGoesFirstAndWhoComesLateIsReviewed) {
    const Pairs pairs{{1, 11, 0.92}, {1, 10, 0.95}, {0, 10, 0.99}, {2, 12, 0.4}};
    const Decided decided = decide_one_to_one(pairs, {.upper = 0.9, .lower = 0.1});
    EXPECT_THAT(decided.links, ElementsAre(ScoredPair{0, 10, 0.99}, ScoredPair{1, 11, 0.92}));
    EXPECT_THAT(decided.review, ElementsAre(ScoredPair{1, 10, 0.95}, ScoredPair{2, 12, 0.4}));
}

TEST(OneToOne, OfEquallyLikelyPairsTheLowerRecordsGoFirst) {
    const Pairs pairs{{1, 10, 0.95}, {0, 11, 0.95}, {0, 10, 0.95}};
    EXPECT_THAT(decide_one_to_one(pairs, {}).links, ElementsAre(ScoredPair{0, 10, 0.95}));
}

TEST(Decide, DoesNotDependOnTheOrderOfPairs) {
    stats::Random random{69};
    Pairs pairs;
    for (std::uint32_t a = 0; a < 20; ++a) {
        for (std::uint32_t b = 20; b < 40; ++b)
            pairs.push_back({a, b, static_cast<double>(random.below(20)) / 20 + 0.01});
    }
    const Bands bands{.upper = 0.8, .lower = 0.3};
    const Decided one = decide_one_to_one(pairs, bands), many = decide(pairs, bands);
    for (int round = 0; round < 20; ++round) {
        random.shuffle(std::span{pairs});
        EXPECT_EQ(decide_one_to_one(pairs, bands).links, one.links);
        EXPECT_EQ(decide_one_to_one(pairs, bands).review, one.review);
        EXPECT_EQ(decide(pairs, bands).links, many.links);
        EXPECT_EQ(clusters(40, decide(pairs, bands).links), clusters(40, many.links));
    }
}

TEST(Clusters, WhatIsLinkedWithOneIsLinkedWithAll) {
    EXPECT_THAT(clusters(7, Pairs{{4, 5, 1}, {1, 4, 1}, {2, 6, 1}, {1, 5, 1}}),
                ElementsAre(0, 1, 2, 3, 1, 1, 2));
    EXPECT_THAT(clusters(3, Pairs{}), ElementsAre(0, 1, 2));
    EXPECT_THAT(clusters(0, Pairs{}), IsEmpty());
}

TEST(Clusters, EqualTheirSlowTwin) {
    stats::Random random{70};
    for (int round = 0; round < 200; ++round) {
        const auto n = static_cast<std::uint32_t>(2 + random.below(30));
        Pairs links;
        for (auto k = random.below(n); k > 0; --k) {
            const auto a = static_cast<std::uint32_t>(random.below(n - 1));
            links.push_back({a, static_cast<std::uint32_t>(a + 1 + random.below(n - a - 1)), 1});
        }
        std::vector<std::uint32_t> lowest(n);  // pull down along links until nothing moves
        for (std::uint32_t i = 0; i < n; ++i) lowest[i] = i;
        for (std::uint32_t pass = 0; pass < n; ++pass) {
            for (const auto& link : links) {
                lowest[link.a] = lowest[link.b] = std::min(lowest[link.a], lowest[link.b]);
            }
        }
        ASSERT_EQ(clusters(n, links), lowest);
    }
}

TEST(ExpectedErrors, AreWhatThePosteriorsLeaveOpen) {
    const Pairs pairs{{0, 1, 0.95}, {2, 3, 0.98}, {4, 5, 0.5}, {6, 7, 0.05}};
    const auto errors = expected_errors(pairs, decide(pairs, {.upper = 0.9, .lower = 0.1}));
    EXPECT_NEAR(errors.false_links, 0.07, 1e-12);
    EXPECT_NEAR(errors.missed, 0.55, 1e-12);
}

}  // namespace
}  // namespace atalaya::linkage

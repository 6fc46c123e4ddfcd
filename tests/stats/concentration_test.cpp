#include "stats/concentration.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "stats/percentiles.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

// Gini's mean difference over twice the mean: all pairs.
double gini_by_pairs(const std::vector<double>& x) {
    double difference = 0, total = 0;
    for (const double a : x) {
        total += a;
        for (const double b : x) difference += std::abs(a - b);
    }
    return difference / (2 * static_cast<double>(x.size()) * total);
}

}  // namespace

TEST(Gini, EqualsTheMeanDifferenceOfAllPairs) {
    Random random{61};
    for (int round = 0; round < 50; ++round) {
        std::vector<double> counts;
        for (int i = 0; i < 40; ++i) counts.push_back(static_cast<double>(random.negative_binomial(2, 3)));
        EXPECT_NEAR(gini(counts)->gini, gini_by_pairs(counts), 1e-12);
    }
}

TEST(Gini, IsNoneWhenAllPlacesAreAlikeAndOneWhenOneHasAll) {
    EXPECT_NEAR(gini(std::vector<double>(8, 5))->gini, 0, 1e-15);
    const double all_in_one[] = {0, 0, 9, 0};
    EXPECT_NEAR(gini(all_in_one)->unbiased, 1, 1e-15);
    EXPECT_EQ(gini(std::vector<double>(4)).error(), Why::no_events);
}

TEST(Gini, FewEventsOnManyPlacesAreNotYetConcentrated) {
    std::vector<double> counts(100);
    for (int i = 0; i < 10; ++i) counts[static_cast<std::size_t>(i)] = 1;
    EXPECT_NEAR(gini(counts)->gini, 0.9, 1e-12);
    EXPECT_NEAR(gini(counts)->generalised, 0, 1e-12);
}

TEST(LeastShare, TakesWholePlacesFromTheBusiest) {
    const double counts[] = {1, 6, 2, 1};
    EXPECT_DOUBLE_EQ(least_share(counts)->units, 1);
    EXPECT_DOUBLE_EQ(least_share(counts)->of_all, 0.25);
    EXPECT_DOUBLE_EQ(least_share(counts, 0.8)->units, 2);
    EXPECT_DOUBLE_EQ(least_share(counts, 1)->units, 4);
}

TEST(LeastShare, OfWhatIsPossibleLooksAtTheEvents) {
    std::vector<double> counts(100);
    for (int i = 0; i < 10; ++i) counts[static_cast<std::size_t>(i)] = 1;
    EXPECT_DOUBLE_EQ(least_share(counts)->of_all, 0.05);
    EXPECT_DOUBLE_EQ(least_share(counts)->of_possible, 0.5);
    EXPECT_EQ(least_share(std::vector<double>(3)).error(), Why::no_events);
}

TEST(Lorenz, RunsFromNothingToEverything) {
    const double counts[] = {1, 3};
    const auto curve = *lorenz(counts);
    ASSERT_EQ(curve.size(), 3u);
    EXPECT_EQ(curve[0].events, 0);
    EXPECT_DOUBLE_EQ(curve[1].places, 0.5);
    EXPECT_DOUBLE_EQ(curve[1].events, 0.75);
    EXPECT_DOUBLE_EQ(curve[2].events, 1);
}

// The slow twin draws place by place: other draws of the same law.
TEST(ConcentrationIntervals, AreTheMiddleOfPlacesDrawnAnew) {
    Random random{62};
    std::vector<double> counts;
    for (int i = 0; i < 60; ++i) counts.push_back(static_cast<double>(random.negative_binomial(2, 4)));
    const auto found = *concentration_intervals(counts, 0.5, {.confidence = 0.9, .replicates = 8000});
    std::vector<double> ginis, shares;
    for (int r = 0; r < 8000; ++r) {
        std::vector<double> again;
        for (std::size_t i = 0; i < counts.size(); ++i) again.push_back(counts[random.below(counts.size())]);
        ginis.push_back(gini(again)->gini);
        shares.push_back(least_share(again, 0.5)->of_all);
    }
    const auto slow = middle_of(ginis, 0.9), of_all = middle_of(shares, 0.9);
    EXPECT_NEAR(found.gini.low, slow.low, 0.006);
    EXPECT_NEAR(found.gini.high, slow.high, 0.006);
    EXPECT_NEAR(found.of_all.low, of_all.low, 1.01 / 60);
    EXPECT_NEAR(found.of_all.high, of_all.high, 1.01 / 60);
    EXPECT_LT(found.gini.low, gini(counts)->gini);
    EXPECT_GT(found.gini.high, gini(counts)->gini);
}

TEST(ConcentrationIntervals, AreTheSameForAnyNumberOfThreadsAndNoneForAPlaceAlone) {
    const double counts[] = {9, 0, 0, 3, 1, 0};
    const auto alone = *concentration_intervals(counts, 0.5),
               shared = *concentration_intervals(counts, 0.5, {.threads = 4});
    EXPECT_EQ(alone.gini.low, shared.gini.low);
    EXPECT_EQ(alone.of_all.high, shared.of_all.high);
    EXPECT_EQ(concentration_intervals(std::vector<double>{4}).error(), Why::too_few_values);
    EXPECT_EQ(concentration_intervals(std::vector<double>{0, 0}).error(), Why::no_events);
}

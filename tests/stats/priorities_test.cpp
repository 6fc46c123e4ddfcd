// The order of places by stated weights.
#include "stats/priorities.hpp"

#include <gtest/gtest.h>

using namespace atalaya::stats;

namespace {

using Criteria = std::vector<std::vector<double>>;

}  // namespace

// Worked by hand: ranks 0, 1, 2 of the first and 2, 1, 0 of the second, over 2.
TEST(Priorities, AreTheWeightedMeanOfTheScaledCriteria) {
    const Criteria criteria{{10, 20, 90}, {5, 4, 1}};
    const auto found = priorities(criteria, {.weights = {3, 1}, .top = 1});
    ASSERT_TRUE(found);
    EXPECT_DOUBLE_EQ(found->places[0].score, 0.25);
    EXPECT_DOUBLE_EQ(found->places[1].score, 0.5);
    EXPECT_DOUBLE_EQ(found->places[2].score, 0.75);
    EXPECT_EQ(found->places[2].rank, 1u);
    const auto range = priorities(criteria, {.weights = {1, 0}, .scale = PriorityScale::range});
    EXPECT_DOUBLE_EQ(range->places[1].score, 0.125);
    const auto z = priorities(Criteria{{1, 2, 3}}, {.weights = {1}, .scale = PriorityScale::z});
    EXPECT_DOUBLE_EQ(z->places[2].score, 1);
}

// 3 : 1 is 1.5 : 1, 6 : 1, 0 : 1 and 3 : 0.5, 3 : 2, 3 : 0 in turn; only 0 : 1 turns the order over.
TEST(Priorities, SayHowMuchTheOrderOwesToTheWeights) {
    const auto found = priorities(Criteria{{10, 20, 90}, {5, 4, 1}}, {.weights = {3, 1}, .top = 1});
    EXPECT_EQ(found->orders, 7u);
    EXPECT_EQ(found->places[2].best, 1u);
    EXPECT_EQ(found->places[2].worst, 3u);
    EXPECT_DOUBLE_EQ(found->places[2].within_top, 6.0 / 7);
    EXPECT_DOUBLE_EQ(found->places[0].within_top, 1.0 / 7);
    EXPECT_DOUBLE_EQ(*found->without[0], -1);
    EXPECT_DOUBLE_EQ(*found->without[1], 1);
}

TEST(Priorities, PlacesThatAreLevelShareARankAndSaySo) {
    const auto found = priorities(Criteria{{4, 4, 1, 9}}, {.weights = {1}});
    EXPECT_EQ(found->places[0].rank, 2u);
    EXPECT_EQ(found->places[1].rank, 2u);
    EXPECT_EQ(found->places[0].level, 2u);
    EXPECT_EQ(found->places[2].rank, 4u);
    EXPECT_DOUBLE_EQ(found->places[0].score, 0.5);
}

TEST(Priorities, ACriterionThatDoesNotVaryDecidesNothing) {
    for (const auto scale : {PriorityScale::ranks, PriorityScale::range, PriorityScale::z}) {
        const auto with = priorities(Criteria{{1, 3, 2}, {7, 7, 7}}, {.weights = {1, 5}, .scale = scale});
        EXPECT_EQ(with->places[1].rank, 1u);
        EXPECT_EQ(with->places[2].rank, 2u);
        EXPECT_EQ(with->places[0].rank, 3u);
    }
}

// Where nothing else orders the places there is no order to agree with.
TEST(Priorities, SayWhereNoOrderIsLeftWithoutACriterion) {
    const auto alone = priorities(Criteria{{1, 3, 2}, {3, 2, 1}}, {.weights = {1, 0}});
    EXPECT_EQ(alone->without[0].error(), Why::too_few_values);
    EXPECT_DOUBLE_EQ(*alone->without[1], 1);
    const auto level = priorities(Criteria{{1, 3, 2}, {7, 7, 7}}, {.weights = {1, 5}});
    EXPECT_EQ(level->without[0].error(), Why::constant);
    EXPECT_DOUBLE_EQ(*level->without[1], 1);
}

TEST(Priorities, RefuseWhatIsNoQuestion) {
    EXPECT_EQ(priorities(Criteria{}, {.weights = {}}).error(), Why::too_few_values);
    EXPECT_EQ(priorities(Criteria{{1}}, {.weights = {1}}).error(), Why::too_few_values);
    EXPECT_EQ(priorities(Criteria{{1, 2}}, {.weights = {0}}).error(), Why::too_few_values);
    EXPECT_EQ(priorities(Criteria{{1, std::numeric_limits<double>::quiet_NaN()}}, {.weights = {1}}).error(),
              Why::not_a_number);
}

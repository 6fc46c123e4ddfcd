#include "stats/areal.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::stats {
namespace {

using testing::DoubleEq;
using testing::ElementsAre;

// Source 0 lies half in each target, source 1 a quarter in target 1 and the rest nowhere.
const std::vector<SourcePart> parts{{0, 0, 50}, {0, 1, 50}, {1, 1, 20}};

TEST(Areal, CountsGoWhereTheirAreaIsAndWhatIsNowhereIsSaid) {
    const double births[] = {100, 40}, whole[] = {100, 80};
    const auto spread = spread_counts(births, whole, parts, 3);
    EXPECT_THAT(spread.values, ElementsAre(DoubleEq(50), DoubleEq(60), DoubleEq(0)));
    EXPECT_DOUBLE_EQ(spread.lost, 30);
}

TEST(Areal, RatesAreAveragedByTheAreaOfTheTarget) {
    const double rates[] = {10, 24};
    const auto averaged = averaged_rates(rates, parts, 3);
    EXPECT_DOUBLE_EQ(*averaged[0], 10);
    EXPECT_DOUBLE_EQ(*averaged[1], (10 * 50 + 24 * 20) / 70.0);
    EXPECT_EQ(averaged[2].error(), Why::no_exposure);
}

TEST(Areal, ASourceWithoutWeightIsLostWhole) {
    const double births[] = {7}, whole[] = {0};
    const auto spread = spread_counts(births, whole, {}, 1);
    EXPECT_DOUBLE_EQ(spread.lost, 7);
}

// Nine tenths of the people live in the smaller half.
TEST(Areal, PeopleTellMoreThanGround) {
    const Unit units[] = {
        {0, 0, 900}, {0, 1, 60}, {0, 1, 40}, {Unit::nowhere, 1, 500}, {1, Unit::nowhere, 10}};
    const auto [by_people, whole] = weights_by_units(units, 2);
    const double crimes[] = {50, 3};
    const auto spread = spread_counts(crimes, whole, by_people, 2);
    EXPECT_THAT(spread.values, ElementsAre(DoubleEq(45), DoubleEq(5)));
    EXPECT_DOUBLE_EQ(spread.lost, 3) << "the unit that is in no target";
}

TEST(Areal, PartsLargerThanTheWholeAreABrokenPromise) {
    const double births[] = {1}, whole[] = {10};
    const SourcePart twice[] = {{0, 0, 8}, {0, 1, 8}};
    EXPECT_ANY_THROW(spread_counts(births, whole, twice, 2));
}

}  // namespace
}  // namespace atalaya::stats

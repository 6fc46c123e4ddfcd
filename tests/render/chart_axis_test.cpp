#include "render/chart_axis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::render {
namespace {

using testing::ElementsAre;

TEST(Axis, GoesFromTickToTickOnEitherSideOfZero) {
    const Axis axis = axis_of({}, -1.2, 3.4, 5);
    EXPECT_THAT(axis.ticks, ElementsAre(-2, -1, 0, 1, 2, 3, 4));
    EXPECT_EQ(axis.low, -2);
    EXPECT_EQ(axis.high, 4);
}

TEST(Axis, TicksAreTheDecimalNumbersThatAreWritten) {
    const Axis axis = axis_of({}, 0, 0.5, 5);
    EXPECT_THAT(axis.ticks, ElementsAre(0, 0.1, 0.2, 0.3, 0.4, 0.5));
}

TEST(Axis, HoldsZeroWhenAsked) {
    EXPECT_EQ(axis_of({.zero = true}, 7, 9, 5).low, 0);
    EXPECT_EQ(axis_of({.zero = true}, -9, -7, 5).high, 0);
    EXPECT_GT(axis_of({}, 7, 9, 5).low, 0);
}

TEST(Axis, OfCountsHasNoHalves) {
    EXPECT_THAT(axis_of({.zero = true, .whole = true}, 0, 2, 8).ticks, ElementsAre(0, 1, 2));
}

TEST(Axis, OfASingleValueHasRoomAroundIt) {
    const Axis axis = axis_of({}, 5, 5, 5);
    EXPECT_LT(axis.low, 5);
    EXPECT_GT(axis.high, 5);
}

TEST(Axis, ATightOneEndsAtItsValues) {
    const Axis axis = axis_of({.whole = true, .tight = true}, 1, 11, 8);
    EXPECT_DOUBLE_EQ(axis.low, 0.8);
    EXPECT_DOUBLE_EQ(axis.high, 11.2);
    EXPECT_THAT(axis.ticks, ElementsAre(2, 4, 6, 8, 10));
}

TEST(Axis, OfRatiosPutsHalfAndDoubleAtOneDistanceFromOne) {
    Axis axis = axis_of({.ratio = true}, 0.5, 2, 5);
    axis.at_low = 0, axis.at_high = 100;
    EXPECT_NEAR(axis(1), 50, 1e-9);
    EXPECT_NEAR(axis(2) - axis(1), axis(1) - axis(0.5), 1e-9);
    EXPECT_THAT(axis.ticks, ElementsAre(0.5, 1, 2));
}

TEST(Axis, OfNamesHasATickForEachNameWithinIt) {
    const Axis axis = axis_of({.names = {{0, "lun"}, {3, "jue"}, {9, "otro"}}}, 0, 6, 8);
    EXPECT_THAT(axis.ticks, ElementsAre(0, 3));
}

}  // namespace
}  // namespace atalaya::render

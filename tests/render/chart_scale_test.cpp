#include "render/chart_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::render {
namespace {

using testing::ElementsAre;

TEST(Ticks, AreNiceNumbersFromZeroToAboveTheHighest) {
    EXPECT_THAT(nice_ticks(6300, 4, true), ElementsAre(0, 2000, 4000, 6000, 8000));
    EXPECT_THAT(nice_ticks(100, 4, true), ElementsAre(0, 25, 50, 75, 100));
    EXPECT_THAT(nice_ticks(0.7, 4, false), ElementsAre(0, 0.2, 0.4, testing::DoubleEq(0.6), 0.8));
    EXPECT_THAT(nice_ticks(105.1, 5, false), ElementsAre(0, 25, 50, 75, 100, 125));
}

TEST(Ticks, OfCountsAreWhole) {
    EXPECT_THAT(nice_ticks(1, 4, true), ElementsAre(0, 1));
    EXPECT_THAT(nice_ticks(3, 4, true), ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(nice_ticks(9, 4, true), ElementsAre(0, 5, 10));
    EXPECT_THAT(nice_ticks(9, 4, false), ElementsAre(0, 2.5, 5, 7.5, 10));
}

TEST(Ticks, OfNothingGoFromZeroToOne) {
    EXPECT_THAT(nice_ticks(0, 4, true), ElementsAre(0, 1));
}

TEST(Ticks, AreNeverManyAndAlwaysCover) {
    for (double highest = 0.001; highest < 1e7; highest *= 1.37) {
        const auto ticks = nice_ticks(highest, 4, false);
        EXPECT_GE(ticks.back(), highest);
        EXPECT_LE(ticks.size(), 5u) << highest;
        EXPECT_GE(ticks.size(), 3u) << highest;
    }
}

TEST(Ticks, TheScaleIsLinear) {
    const Scale scale{200, 100, 20};

    EXPECT_EQ(scale(0), 100);
    EXPECT_EQ(scale(50), 80);
    EXPECT_EQ(scale(200), 20);
}

}  // namespace
}  // namespace atalaya::render

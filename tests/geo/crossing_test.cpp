#include "geo/crossing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

using namespace atalaya;
using namespace atalaya::geo;

namespace {

const Ring square{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};

}  // namespace

TEST(Crossing, ABowTieCrossesItselfInItsMiddle) {
    const auto place = crossing({{{{-58, -34}, {-57, -33}, {-57, -34}, {-58, -33}, {-58, -34}}}});
    ASSERT_TRUE(place);
    EXPECT_NEAR(place->lon, -57.5, 1e-12);
    EXPECT_NEAR(place->lat, -33.5, 1e-12);
}

TEST(Crossing, AHoleThatLeavesItsBorderCrossesIt) {
    EXPECT_TRUE(crossing({{square, {{3, 1}, {5, 1}, {5, 2}, {3, 2}, {3, 1}}}}));
    EXPECT_FALSE(crossing({{square, {{1, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 1}}}}));
}

TEST(Crossing, BordersThatTouchDoNot) {
    // A vertex on another edge, a ring that touches itself in one, an edge there and back, two parts side by side.
    EXPECT_FALSE(crossing({{{{0, 0}, {4, 0}, {2, 0}, {4, 4}, {0, 4}, {0, 0}}}}));
    EXPECT_FALSE(crossing({{{{0, 0}, {2, 2}, {4, 0}, {4, 4}, {2, 2}, {0, 4}, {0, 0}}}}));
    EXPECT_FALSE(crossing({{square}, {{{4, 0}, {8, 0}, {8, 4}, {4, 4}, {4, 0}}}}));
    EXPECT_FALSE(crossing({}));
    EXPECT_FALSE(crossing({{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}}));
}

TEST(Crossing, ARoundBorderDoesNotUntilTwoOfItsPointsChangePlaces) {
    Ring ring;
    for (int i = 0; i <= 5000; ++i) {
        const double angle = 2 * std::numbers::pi * (i % 5000) / 5000;
        ring.push_back({-70 + std::cos(angle), -33 + std::sin(angle)});
    }
    EXPECT_FALSE(crossing({{ring}}));
    std::swap(ring[1200], ring[1201]);
    EXPECT_TRUE(crossing({{ring}}));
}

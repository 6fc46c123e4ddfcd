#include "geo/far_areas.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace atalaya::geo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A land of `n` squares of a degree, one above the other.
std::vector<Box> land(int n) {
    std::vector<Box> boxes;
    for (int i = 0; i < n; ++i) boxes.push_back({-71, -50.0 + i, -70, -49.0 + i});
    return boxes;
}

TEST(FarAreas, AreIslandsBeyondAStretchWiderThanTheLand) {
    auto boxes = land(100);
    boxes.insert(boxes.begin() + 30, {-109.5, -27.2, -109.2, -27});
    boxes.push_back({-79, -33.8, -78.7, -33.5});
    EXPECT_THAT(far_areas(boxes), ElementsAre(30u, 101u));
}

TEST(FarAreas, AreNotIslandsNearerThanTheLandIsWide) {
    auto boxes = land(100);
    boxes.push_back({-72.5, -33.8, -71.9, -33.5});
    EXPECT_THAT(far_areas(boxes), IsEmpty());
}

TEST(FarAreas, AreFoundOnEachSideAndInBothDirections) {
    auto boxes = land(100);
    boxes.push_back({-70.5, -160, -70.2, -159.5});
    EXPECT_THAT(far_areas(boxes), ElementsAre(100u));
    boxes.back() = {-10, 0, -9, 1};
    EXPECT_THAT(far_areas(boxes), ElementsAre(100u));
}

// More than one in fifty is a part of the city, and of few areas each is.
TEST(FarAreas, AreFew) {
    auto boxes = land(100);
    for (int i = 0; i < 3; ++i) boxes.push_back({-110.0 + i, -30, -109.5 + i, -29});
    EXPECT_THAT(far_areas(boxes), IsEmpty());
    auto small = land(40);
    small.push_back({-110, -30, -109, -29});
    EXPECT_THAT(far_areas(small), IsEmpty());
    EXPECT_THAT(far_areas({}), IsEmpty());
}

}  // namespace
}  // namespace atalaya::geo

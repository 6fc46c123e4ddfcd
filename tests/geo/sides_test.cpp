#include "geo/sides.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "geo/equal_area.hpp"
#include "geo/plane.hpp"
#include "geo/projection.hpp"

namespace atalaya::geo {
namespace {

// How far `point` lies from the straight line between two places.
double off(LonLat a, LonLat b, LonLat point) {
    const LocalPlane plane{a};
    const Planar end = plane.to(b), at = plane.to(point);
    return std::abs(at.x * end.y - at.y * end.x) / std::hypot(end.x, end.y);
}

// The grid of the published case has sides of 80 km in EPSG:32119; its corners alone are 100 m off in the middle.
TEST(Sides, ALongSideFollowsTheLineOfItsPlane) {
    const Projection plane{"EPSG:32119"};
    const Planar first{123'830, 75'443}, last{204'499, 75'443};
    const auto points = between(first, last, plane);
    ASSERT_GT(points.size(), 10u);
    ASSERT_LT(points.size(), 300u);
    const auto begin = *plane.to_degrees(first.x, first.y), end = *plane.to_degrees(last.x, last.y);
    const auto middle = *plane.to_degrees((first.x + last.x) / 2, first.y);
    EXPECT_GT(off(begin, end, middle), 50) << "the corners alone miss it";

    std::vector<LonLat> side{begin};
    side.insert(side.end(), points.begin(), points.end());
    side.push_back(end);
    for (int i = 1; i < 1'000; ++i) {
        const auto at = *plane.to_degrees(first.x + (last.x - first.x) * i / 1'000, first.y);
        double nearest = 1e9;
        for (std::size_t k = 1; k < side.size(); ++k) {
            if ((side[k - 1].lon - at.lon) * (side[k].lon - at.lon) <= 0)
                nearest = std::min(nearest, off(side[k - 1], side[k], at));
        }
        ASSERT_LT(nearest, 2 * side_tolerance.value) << i;
    }
}

TEST(Sides, OfACityBlockNeedNoPointMore) {
    EXPECT_TRUE(between({500'000, 75'000}, {500'400, 75'300}, Projection{"EPSG:32119"}).empty());
}

TEST(Sides, WithoutAPlaceInTheSystemStayAsTheyWere) {
    EXPECT_TRUE(between({1e12, 1e12}, {2e12, 1e12}, Projection{"EPSG:32119"}).empty());
}

// A side that is straight in degrees bends on the plane of equal areas, but for those along a meridian or a parallel. The
// truth is the integral of cos(latitude) below it: on the sphere of the ellipsoid's areas y goes as sin(latitude).
TEST(Sides, AnAreaOfDegreesIsThatUnderItsStraightSides) {
    const Ring triangle{{-60, -35}, {-58, -35}, {-58, -33}, {-60, -35}};
    const double told = area(on_equal_area({{triangle}}));
    double truth = 0;  // by strips of one longitude, in metres of the plane
    constexpr int strips = 20'000;
    for (int i = 0; i < strips; ++i) {
        const double lon = -60 + 2 * (i + 0.5) / strips, top = -35 + (lon + 60);
        const double width = equal_area({-58, 0}).x - equal_area({-60, 0}).x;
        truth += width / strips * (equal_area({lon, top}).y - equal_area({lon, -35}).y);
    }
    EXPECT_NEAR(told / truth, 1, 2e-6);
    const auto corners = [](LonLat at) { return equal_area(at); };
    const double straight = area({{{corners(triangle[0]), corners(triangle[1]), corners(triangle[2])}}});
    EXPECT_GT(std::abs(straight / truth - 1), 1e-3) << "what corners alone give";
}

TEST(Sides, AlongMeridiansAndParallelsAreStraight) {
    const auto shape = on_equal_area({{{{-60, -35}, {-58, -35}, {-58, -33}, {-60, -33}, {-60, -35}}}});
    EXPECT_EQ(shape.at(0).at(0).size(), 5u);
}

}  // namespace
}  // namespace atalaya::geo

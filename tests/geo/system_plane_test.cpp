#include "geo/system_plane.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/projection.hpp"
#include "geo/sides.hpp"

namespace atalaya::geo {
namespace {

TEST(SystemPlane, UndoesTheProjection) {
    for (const char* crs : {"EPSG:32119", "EPSG:3116", "EPSG:2913", "EPSG:22185"}) {
        const Projection there{crs};
        const SystemPlane back{crs};
        for (const auto& [x, y] : {std::pair{1'000'000.0, 1'000'000.0}, {900'000.0, 950'000.0}}) {
            const auto at = back.to(there.to_degrees(x, y).value());
            ASSERT_TRUE(at) << crs;
            EXPECT_NEAR(at->x, x, 1e-4) << crs;
            EXPECT_NEAR(at->y, y, 1e-4) << crs;
        }
    }
}

TEST(SystemPlane, IsOfProjectedSystemsAlone) {
    EXPECT_TRUE(is_projected("EPSG:3116"));
    EXPECT_FALSE(is_projected("EPSG:4326"));
    EXPECT_FALSE(is_projected("EPSG:1"));
    EXPECT_THROW(SystemPlane{"EPSG:4326"}, Error);
    EXPECT_THROW(SystemPlane{"EPSG:1"}, Error);
}

// The sides of a square of 80 km become curves in degrees, and straight again: its area is 6,400 km2 of that plane, where
// the ellipsoid has another.
TEST(SystemPlane, AnAreaIsThatOfThePlaneItsSidesWereStraightOn) {
    const Projection there{"EPSG:32119"};
    const Planar corners[]{
        {200'000, 200'000}, {280'000, 200'000}, {280'000, 280'000}, {200'000, 280'000}, {200'000, 200'000}};
    Ring ring;
    for (std::size_t i = 0; i < std::size(corners); ++i) {
        if (i > 0)
            for (const auto place : between(corners[i - 1], corners[i], there)) ring.push_back(place);
        ring.push_back(there.to_degrees(corners[i].x, corners[i].y).value());
    }
    EXPECT_NEAR(area(on_plane({{ring}}, SystemPlane{"EPSG:32119"})), 6.4e9, 1e-7 * 6.4e9);
    EXPECT_GT(std::abs(area(on_equal_area({{ring}})) - 6.4e9), 1e-5 * 6.4e9);
}

}  // namespace
}  // namespace atalaya::geo

#include "geo/hexagons.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <set>

#include "geo/shapes.hpp"

namespace atalaya::geo {
namespace {

using test::Numbers;
using test::square;

const LonLat origin{-58.4, -34.6};

double metres(LonLat a, LonLat b) {
    const Planar at = LocalPlane{a}.to(b);
    return std::hypot(at.x, at.y);
}

TEST(Hexagons, NeighboursAreSixAtOneDistance) {
    const HexLattice lattice{origin, 250};
    for (const Hex hex : {Hex{0, 0}, Hex{7, -3}, Hex{-12, 9}}) {
        std::set<Hex> seen;
        for (const Hex next : around(hex)) {
            EXPECT_NEAR(metres(lattice.centre(hex), lattice.centre(next)), 250, 0.1);
            const auto back = around(next);
            EXPECT_NE(std::find(back.begin(), back.end(), hex), back.end());
            seen.insert(next);
        }
        EXPECT_EQ(seen.size(), 6u);
    }
}

// The slow twin: whichever of the centres round about is the nearest.
TEST(Hexagons, APointIsInTheHexagonOfTheNearestCentre) {
    const HexLattice lattice{origin, 250};
    const LocalPlane plane{origin};
    Numbers numbers{5};
    for (int i = 0; i < 2'000; ++i) {
        const Planar point{numbers.between(-4'000, 4'000), numbers.between(-4'000, 4'000)};
        const Hex found = lattice.at(plane.back(point));
        const auto away = [&](Hex hex) {
            const Planar centre = plane.to(lattice.centre(hex));
            return std::hypot(point.x - centre.x, point.y - centre.y);
        };
        EXPECT_LE(away(found), 250 / std::sqrt(3.0) + 1e-6);
        for (const Hex next : around(found)) EXPECT_LE(away(found), away(next) + 1e-6);
    }
}

TEST(Hexagons, AnOutlineIsClosedAndHasTheAreaOfItsWidth) {
    const HexLattice lattice{origin, 250};
    const Ring ring = lattice.outline({3, 2});
    ASSERT_EQ(ring.size(), 7u);
    EXPECT_EQ(ring.front(), ring.back());
    EXPECT_NEAR(square_metres({{ring}}), 250 * 250 * std::sqrt(3.0) / 2, 60);
    for (const LonLat corner : ring) EXPECT_NEAR(metres(lattice.centre({3, 2}), corner), 144.3, 0.2);
}

TEST(Hexagons, OnlyThoseWithGroundOfTheCityAreThere) {
    const HexLattice lattice{origin, 250};
    const std::vector<MultiPolygon> shapes{square(-58.41, -34.61, 0.02), square(-58.39, -34.61, 0.01)};
    const auto cells = lattice.touching(shapes);
    const std::set<Hex> found{cells.begin(), cells.end()};
    EXPECT_EQ(found.size(), cells.size());

    // The slow twin: many points of the ground, each in its hexagon.
    std::set<Hex> slow;
    Numbers numbers{9};
    for (int i = 0; i < 200'000; ++i) {
        const LonLat place{numbers.between(-58.42, -58.37), numbers.between(-34.62, -34.58)};
        if (test::slow_locate(shapes, place) != AreaIndex::outside) slow.insert(lattice.at(place));
    }
    for (const Hex hex : slow) EXPECT_TRUE(found.contains(hex)) << hex.q << " " << hex.r;
    for (const Hex hex : found) {
        // What the many points missed has its ground within a hexagon's corner of the border.
        if (slow.contains(hex)) continue;
        const auto next = around(hex);
        EXPECT_TRUE(std::any_of(next.begin(), next.end(), [&](Hex n) { return slow.contains(n); }));
    }
    EXPECT_LE(found.size(), slow.size() + 3);
    EXPECT_TRUE(std::is_sorted(cells.begin(), cells.end(),
                               [](Hex a, Hex b) { return a.r != b.r ? a.r < b.r : a.q < b.q; }));
}

TEST(Hexagons, ACorrectedBorderDoesNotMoveTheOrigin) {
    const std::vector<MultiPolygon> before{square(-58.53, -34.70, 0.19)}, after{square(-58.53, -34.70, 0.18)};
    EXPECT_EQ(lattice_origin(before), lattice_origin(after));
    EXPECT_NEAR(lattice_origin(before).lon, -58.4, 1e-9);
}

}  // namespace
}  // namespace atalaya::geo

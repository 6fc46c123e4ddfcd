// Equal squares over a city.
#include "geo/squares.hpp"

#include <gtest/gtest.h>

#include <set>

#include "geo/shapes.hpp"

using namespace atalaya;
using namespace atalaya::geo;

namespace {

const LonLat origin{-58.4, -34.6};

MultiPolygon rectangle(double west, double south, double east, double north) {
    return {{{{west, south}, {east, south}, {east, north}, {west, north}, {west, south}}}};
}

}  // namespace

TEST(Squares, HoldTheirCentreAndAreAsWideAsAsked) {
    const SquareLattice lattice{origin, 250};
    for (const Square square : {Square{0, 0}, Square{-3, 7}, Square{40, -12}})
        EXPECT_EQ(lattice.at(lattice.centre(square)), square);
    const LocalPlane plane{origin};
    const auto ring = lattice.outline({2, 3});
    ASSERT_EQ(ring.size(), 5u);
    EXPECT_NEAR(plane.to(ring[1]).x - plane.to(ring[0]).x, 250, 1e-6);
    EXPECT_NEAR(plane.to(ring[2]).y - plane.to(ring[1]).y, 250, 1e-6);
    EXPECT_EQ(ring.front(), ring.back());
    EXPECT_EQ(lattice.at(origin), (Square{0, 0}));
}

// Every place of the ground lies in one of them, and each has ground: a place of a fine raster, or a corner.
TEST(Squares, ThatTouchAnAreaCoverItAndNoMore) {
    const SquareLattice lattice{origin, 300};
    const std::vector<MultiPolygon> shapes{rectangle(-58.41, -34.61, -58.38, -34.59)};
    const auto cells = lattice.touching(shapes);
    std::set<Square> slow;
    for (int i = 0; i <= 400; ++i)
        for (int k = 0; k <= 400; ++k)
            slow.insert(lattice.at(LonLat{-58.41 + 0.03 * i / 400, -34.61 + 0.02 * k / 400}));
    EXPECT_EQ((std::set<Square>{cells.begin(), cells.end()}), slow);
    EXPECT_EQ(cells.size(), slow.size());
}

// Where events were watched: areas and parts of Gaussians against sums of small squares.
#include "stats/points/region.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "stats/points/gaussian_kernel.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

// An L of 300 by 200 with its corner cut off, and a hole in it; a square beside it that shares a side.
const std::vector<Region::Polygon> ground{
    {{{0, 0}, {300, 0}, {300, 80}, {100, 100}, {100, 200}, {0, 200}, {0, 0}},
     {{20, 20}, {20, 60}, {60, 60}, {60, 20}, {20, 20}}},
    {{{300, 0}, {360, 0}, {360, 80}, {300, 80}, {300, 0}}},
};

double by_squares(const Region& region, Planar at, double sd, double reach) {
    constexpr double step = 0.5;
    double inside = 0, all = 0;
    for (double x = at.x - reach + step / 2; x < at.x + reach; x += step)
        for (double y = at.y - reach + step / 2; y < at.y + reach; y += step) {
            const double mass = std::exp(-(std::pow(x - at.x, 2) + std::pow(y - at.y, 2)) / (2 * sd * sd));
            all += mass;
            if (region.holds({x, y})) inside += mass;
        }
    return inside / all;
}

}  // namespace

TEST(Region, HasTheAreaOfItsPolygonsLessTheirHoles) {
    // 300 x 80, 100 x 120, the wedge between (100, 80), (300, 80) and (100, 100), less 40 x 40, and 60 x 80 beside it.
    EXPECT_NEAR(Region(ground, 1).area(), 24'000 + 12'000 + 2'000 - 1'600 + 4'800, 1e-6);
    EXPECT_NEAR(Region(ground, 7).area(), 41'200, 0.003 * 41'200);
    EXPECT_EQ(Region(Window{{1, 2}, {4, 7}}).area(), 15);
}

TEST(Region, HoldsWhatLiesInAnyPolygonAndInNoHole) {
    const Region region{ground, 1};
    for (const Planar in : {Planar{10, 10}, {299, 40}, {300, 40}, {350, 40}, {50, 150}, {110, 98}})
        EXPECT_TRUE(region.holds(in)) << in.x << " " << in.y;
    for (const Planar out : {Planar{40, 40}, {250, 95}, {150, 150}, {361, 40}, {-1, 10}})
        EXPECT_FALSE(region.holds(out)) << out.x << " " << out.y;
}

TEST(Region, PartsOfAGaussianAreThoseOfSmallSquares) {
    const Region region{ground, 1};
    for (const Planar at : {Planar{10, 10}, {90, 90}, {200, 60}, {330, 40}, {70, 40}})
        for (const double sd : {15.0, 40.0})
            EXPECT_NEAR(region.part_inside(at, sd, 60), by_squares(region, at, sd, 60), 4e-3)
                << at.x << " " << at.y << " " << sd;
    EXPECT_EQ(region.part_inside({160, 40}, 10, 35), 1);
}

TEST(Region, OfAWindowIsTheProductOfTwoSides) {
    const Window window{{0, 0}, {400, 300}};
    const Region region{window};
    EXPECT_NEAR(region.part_inside({30, 250}, 60), kernel_inside({30, 250}, window, {60, 60}), 1e-12);
    // The window as a polygon in rows comes to the same.
    const std::vector<Region::Polygon> same{{{{0, 0}, {400, 0}, {400, 300}, {0, 300}, {0, 0}}}};
    EXPECT_NEAR(Region(same, 7).part_inside({30, 250}, 60, 150), region.part_inside({30, 250}, 60, 150),
                1e-12);
    EXPECT_NEAR(Region(same, 7).area(), window.area(), 1e-6);
}

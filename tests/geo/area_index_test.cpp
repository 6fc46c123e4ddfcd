#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <limits>

#include "geo/area.hpp"
#include "geo/shapes.hpp"

namespace atalaya::geo {
namespace {

using Shapes = std::vector<MultiPolygon>;

// Every vertex and the middle of every edge, and a little to each side of both.
std::vector<LonLat> awkward_points(const Shapes& shapes) {
    std::vector<LonLat> points;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& polygon : shape) {
            for (const Ring& ring : polygon) {
                for (std::size_t i = 1; i < ring.size(); ++i) {
                    const LonLat a = ring[i - 1], b = ring[i];
                    for (const LonLat p : {a, LonLat{(a.lon + b.lon) / 2, (a.lat + b.lat) / 2}}) {
                        points.push_back(p);
                        points.push_back({std::nextafter(p.lon, 180), p.lat});
                        points.push_back({p.lon, std::nextafter(p.lat, 90)});
                        points.push_back({p.lon - 1e-9, p.lat - 1e-9});
                    }
                }
            }
        }
    }
    return points;
}

std::vector<LonLat> random_points(const Box& box, int n) {
    test::Numbers numbers{20201121};
    std::vector<LonLat> points;
    for (int i = 0; i < n; ++i) {
        const double lon = numbers.between(box.west - 0.01, box.east + 0.01);
        points.push_back({lon, numbers.between(box.south - 0.01, box.north + 0.01)});
    }
    return points;
}

int disagreements(const Shapes& shapes, const std::vector<LonLat>& points) {
    const AreaIndex index{shapes};
    int wrong = 0;
    for (const LonLat p : points) wrong += index.locate(p) != test::slow_locate(shapes, p);
    return wrong;
}

// A tiling of 6 x 6 wobbly quadrilaterals that share their corners.
Shapes tiling(std::uint64_t seed) {
    constexpr int n = 6;
    test::Numbers numbers{seed};
    LonLat corner[n + 1][n + 1];
    for (int i = 0; i <= n; ++i) {
        for (int j = 0; j <= n; ++j) {
            corner[i][j].lon = i + numbers.between(-0.4, 0.4);
            corner[i][j].lat =
                j + (j % 2 == 0 ? 0 : numbers.between(-0.4, 0.4));  // every second line is level
        }
    }
    Shapes shapes;
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < n; ++j) {
            shapes.push_back(
                {{{corner[i][j], corner[i + 1][j], corner[i + 1][j + 1], corner[i][j + 1], corner[i][j]}}});
        }
    }
    return shapes;
}

TEST(AreaIndex, TellsNeighboursFromOutside) {
    const Shapes shapes = {test::square(0, 0, 1), test::square(1, 0, 1)};
    const AreaIndex index{shapes};

    EXPECT_EQ(index.locate({0.5, 0.5}), 0);
    EXPECT_EQ(index.locate({1.5, 0.5}), 1);
    EXPECT_EQ(index.locate({2.5, 0.5}), AreaIndex::outside);
    EXPECT_EQ(index.locate({0.5, -0.1}), AreaIndex::outside);
    EXPECT_EQ(index.locate({std::numeric_limits<double>::quiet_NaN(), 0.5}), AreaIndex::outside);
}

TEST(AreaIndex, APointOnASharedBorderIsInExactlyOneArea) {
    const Shapes shapes = tiling(7);
    for (const LonLat p : awkward_points(shapes)) {
        int holders = 0;
        for (const MultiPolygon& shape : shapes) holders += test::holds(shape, p);
        const bool inner = p.lon > 0.5 && p.lon < 5.5 && p.lat > 0.5 && p.lat < 5.5;
        if (inner) {
            EXPECT_EQ(holders, 1) << p.lon << " " << p.lat;
        }
        EXPECT_LE(holders, 1);
    }
}

TEST(AreaIndex, AgreesWithTheSlowTwinOnTilings) {
    for (const std::uint64_t seed : {1u, 2u, 3u, 4u}) {
        const Shapes shapes = tiling(seed);
        EXPECT_EQ(disagreements(shapes, random_points({-0.5, -0.5, 6.5, 6.5}, 20'000)), 0);
        EXPECT_EQ(disagreements(shapes, awkward_points(shapes)), 0);
    }
}

TEST(AreaIndex, AHoleBelongsToWhoFillsItAndAnIslandToItsOwner) {
    MultiPolygon ring_with_island = test::square(0, 0, 9);
    ring_with_island[0].push_back(test::square(3, 3, 3)[0][0]);
    ring_with_island.push_back(test::square(4, 4, 1)[0]);
    const Shapes shapes = {ring_with_island, test::square(3, 3, 0.5)};
    const AreaIndex index{shapes};

    EXPECT_EQ(index.locate({4.5, 4.5}), 0);
    EXPECT_EQ(index.locate({3.2, 3.2}), 1);
    EXPECT_EQ(index.locate({5.5, 5.5}), AreaIndex::outside);
    EXPECT_EQ(disagreements(shapes, random_points({0, 0, 9, 9}, 50'000)), 0);
}

TEST(AreaIndex, OfOverlappingAreasTheFirstWins) {
    const Shapes shapes = {test::square(0, 0, 2), test::square(1, 1, 2)};

    EXPECT_EQ(AreaIndex{shapes}.locate({1.5, 1.5}), 0);
    EXPECT_EQ(disagreements(shapes, random_points({0, 0, 3, 3}, 50'000)), 0);
}

TEST(AreaIndex, WithoutShapesEverythingIsOutside) {
    EXPECT_EQ(AreaIndex{Shapes{}}.locate({0, 0}), AreaIndex::outside);
    EXPECT_EQ(AreaIndex{Shapes{MultiPolygon{}}}.locate({0, 0}), AreaIndex::outside);
}

class RealAreas : public testing::TestWithParam<const char*> {};

TEST_P(RealAreas, AgreeWithTheSlowTwin) {
    const Shapes shapes = test::shapes_of(test::buenos_aires(GetParam()));
    if (shapes.empty()) GTEST_SKIP() << "no real data beside the repository";

    EXPECT_EQ(disagreements(shapes, awkward_points(shapes)), 0);
    EXPECT_EQ(disagreements(shapes, random_points({-58.532, -34.706, -58.335, -34.526}, 20'000)), 0);
}

TEST_P(RealAreas, AreFoundAtMoreThanFiveMillionPointsASecond) {
    const Shapes shapes = test::shapes_of(test::buenos_aires(GetParam()));
    if (shapes.empty()) GTEST_SKIP() << "no real data beside the repository";
    const AreaIndex index{shapes};
    const auto points = random_points({-58.532, -34.706, -58.335, -34.526}, 2'000'000);

    const auto start = std::chrono::steady_clock::now();
    std::int64_t inside = 0;
    for (const LonLat p : points) inside += index.locate(p) != AreaIndex::outside;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

    EXPECT_GT(inside, 500'000);
    RecordProperty("points_per_second", std::to_string(static_cast<std::int64_t>(2e6 / seconds)));
    EXPECT_GT(2e6 / seconds, 5e6);
}

INSTANTIATE_TEST_SUITE_P(BuenosAires, RealAreas,
                         testing::Values("barrios_gcba", "comunas_gcba", "CABA_comunas"));

}  // namespace
}  // namespace atalaya::geo

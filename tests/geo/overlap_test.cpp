#include "geo/overlap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace atalaya::geo {
namespace {

PlanarShape rectangle(double west, double south, double east, double north) {
    return {{{{west, south}, {east, south}, {east, north}, {west, north}}}};
}

// A ring of many corners, deterministic and not convex.
PlanarShape star(double x, double y, int corners, double radius) {
    std::vector<Planar> ring;
    for (int i = 0; i < corners; ++i) {
        const double angle = 2 * M_PI * i / corners, r = radius * (i % 2 == 0 ? 1 : 0.55);
        ring.push_back({x + r * std::cos(angle), y + r * std::sin(angle)});
    }
    return {{ring}};
}

// By looking at the middle of each cell of a fine grid.
bool inside(const PlanarShape& shape, double x, double y) {
    bool in = false;
    for (const auto& polygon : shape) {
        for (const auto& ring : polygon) {
            for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
                if ((ring[i].y > y) != (ring[j].y > y) &&
                    x < (ring[j].x - ring[i].x) * (y - ring[i].y) / (ring[j].y - ring[i].y) + ring[i].x)
                    in = !in;
            }
        }
    }
    return in;
}
double counted(const PlanarShape& a, const PlanarShape& b, double from, double to, int cells) {
    const double step = (to - from) / cells;
    int both = 0;
    for (int i = 0; i < cells; ++i) {
        for (int j = 0; j < cells; ++j) {
            const double x = from + (i + 0.5) * step, y = from + (j + 0.5) * step;
            both += inside(a, x, y) && inside(b, x, y);
        }
    }
    return both * step * step;
}

TEST(Overlap, OfTwoRectanglesIsTheirCommonRectangle) {
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(6, 7, 20, 20)), 12);
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(2, 3, 5, 4)), 3);
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(0, 0, 10, 10)), 100);
}

TEST(Overlap, OfThoseThatOnlyTouchIsNothing) {
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(10, 0, 20, 10)), 0) << "an edge";
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(10, 10, 20, 20)), 0) << "a corner";
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), rectangle(50, 50, 60, 60)), 0);
    EXPECT_DOUBLE_EQ(overlap(rectangle(0, 0, 10, 10), {}), 0);
}

TEST(Overlap, AHoleIsTakenOffWhicheverWayItTurns) {
    PlanarShape ring = rectangle(0, 0, 10, 10);
    ring[0].push_back({{4, 4}, {6, 4}, {6, 6}, {4, 6}});
    EXPECT_DOUBLE_EQ(area(ring), 96);
    EXPECT_DOUBLE_EQ(overlap(ring, rectangle(5, 0, 10, 10)), 48);
    std::ranges::reverse(ring[0][1]);
    EXPECT_DOUBLE_EQ(overlap(ring, rectangle(5, 0, 10, 10)), 48);
}

TEST(Overlap, OfShapesThatAreNotConvexIsWhatAGridCounts) {
    for (const double shift : {0.0, 0.3, 0.9, 1.7}) {
        const auto a = star(0, 0, 14, 1), b = star(shift, shift / 2, 22, 1.2);
        const double counted_area = counted(a, b, -3, 4, 1'400);
        EXPECT_NEAR(overlap(a, b), counted_area, 0.01) << shift;
        EXPECT_NEAR(overlap(a, b), overlap(b, a), 1e-12);
    }
}

TEST(Overlap, FarFromTheOriginAsNearIt) {
    const auto a = rectangle(5e6, 6e6, 5e6 + 10, 6e6 + 10);
    EXPECT_NEAR(overlap(a, rectangle(5e6 + 6, 6e6 + 7, 5e6 + 20, 6e6 + 20)), 12, 1e-7);
}

TEST(Overlap, PartsOfASourceAddUpToItWhereTargetsCoverIt) {
    const std::vector<PlanarShape> sources{star(5, 5, 18, 4), star(9, 4, 10, 2)};
    std::vector<PlanarShape> targets;
    for (int i = 0; i < 12; ++i) {
        for (int j = 0; j < 12; ++j) targets.push_back(rectangle(i, j, i + 1, j + 1));
    }
    std::vector<double> sum(sources.size());
    for (const auto& part : overlaps(sources, targets)) sum[part.source] += part.area;
    for (std::size_t i = 0; i < sources.size(); ++i) EXPECT_NEAR(sum[i], area(sources[i]), 1e-9);
}

}  // namespace
}  // namespace atalaya::geo

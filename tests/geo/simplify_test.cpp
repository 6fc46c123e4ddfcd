#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <numbers>

#include "geo/area.hpp"
#include "geo/shapes.hpp"

namespace atalaya::geo {
namespace {

using Shapes = std::vector<MultiPolygon>;
using Border = std::pair<LonLat, LonLat>;

std::map<Border, int> borders_of(const Shapes& shapes) {
    std::map<Border, int> borders;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& polygon : shape) {
            for (const Ring& ring : polygon) {
                for (std::size_t i = 1; i < ring.size(); ++i) ++borders[std::minmax(ring[i - 1], ring[i])];
            }
        }
    }
    return borders;
}

std::size_t vertices_of(const Shapes& shapes) {
    std::size_t n = 0;
    for (const auto& [border, uses] : borders_of(shapes)) n += static_cast<std::size_t>(uses);
    return n;
}

double total_area(const Shapes& shapes) {
    double area = 0;
    for (const MultiPolygon& shape : shapes) area += square_metres(shape);
    return area;
}

int holders(const Shapes& shapes, LonLat p) {
    int n = 0;
    for (const MultiPolygon& shape : shapes) n += test::holds(shape, p);
    return n;
}

double side_of(LonLat a, LonLat b, LonLat p) {
    return (b.lon - a.lon) * (p.lat - a.lat) - (b.lat - a.lat) * (p.lon - a.lon);
}
bool cross(const Border& e, const Border& f) {
    return side_of(e.first, e.second, f.first) * side_of(e.first, e.second, f.second) < 0 &&
           side_of(f.first, f.second, e.first) * side_of(f.first, f.second, e.second) < 0;
}
int crossings(const Shapes& shapes) {
    std::vector<Border> borders;
    for (const auto& [border, uses] : borders_of(shapes)) borders.push_back(border);
    int n = 0;
    for (std::size_t i = 0; i < borders.size(); ++i) {
        for (std::size_t j = i + 1; j < borders.size() && borders[j].first.lon <= borders[i].second.lon;
             ++j) {
            n += cross(borders[i], borders[j]);
        }
    }
    return n;
}

// Two halves of a disc of about 2 km whose common border is a wave.
Shapes two_halves() {
    constexpr int n = 400;
    constexpr double r = 0.01;
    Ring wave, west, east;
    for (int i = 0; i <= n; ++i) {
        const double t = static_cast<double>(i) / n;
        wave.push_back({0.001 * std::sin(9 * std::numbers::pi * t) + 0.00002 * (i % 2), r * (2 * t - 1)});
    }
    for (int i = 1; i < n; ++i) {
        const double angle = std::numbers::pi * i / n;
        west.push_back({-r * std::sin(angle), r * std::cos(angle)});
        east.push_back({r * std::sin(angle), -r * std::cos(angle)});
    }
    const auto closed = [](Ring first, const Ring& second) {
        first.insert(first.end(), second.begin(), second.end());
        first.push_back(first.front());
        return first;
    };
    return {{{closed(wave, west)}}, {{closed({wave.rbegin(), wave.rend()}, east)}}};
}

TEST(SimplifiedTogether, TheSharedBorderStaysShared) {
    const Shapes light = simplified_together(two_halves(), 50);

    EXPECT_LT(vertices_of(light), vertices_of(two_halves()) / 8);
    int shared = 0;
    for (const auto& [border, uses] : borders_of(light)) shared += uses == 2;
    EXPECT_GT(shared, 8);
    EXPECT_EQ(crossings(light), 0);
    test::Numbers numbers{5};
    for (int i = 0; i < 5000; ++i) {
        const LonLat p{numbers.between(-0.006, 0.006), numbers.between(-0.006, 0.006)};
        EXPECT_EQ(holders(light, p), 1);
    }
}

TEST(SimplifiedTogether, AreasHardlyChange) {
    const Shapes heavy = two_halves();
    const Shapes light = simplified_together(heavy, 30);

    for (std::size_t i = 0; i < heavy.size(); ++i) {
        EXPECT_NEAR(square_metres(light[i]) / square_metres(heavy[i]), 1, 0.01);
    }
}

TEST(SimplifiedTogether, TheTriangleSaysWhichPointsGo) {
    // A bump 20 m high in the middle of a side of about 1113 m: its triangle has 11132 square metres.
    const double bump = 20 / 110574.0;
    const Shapes shape = {{{{{0, 0}, {0.005, -bump}, {0.01, 0}, {0.01, 0.01}, {0, 0.01}, {0, 0}}}}};

    EXPECT_EQ(vertices_of(simplified_together(shape, 145)), 5u);  // 145^2 / 2 = 10512
    EXPECT_EQ(vertices_of(simplified_together(shape, 155)), 4u);  // 155^2 / 2 = 12012
}

TEST(SimplifiedTogether, BordersDrawnTwiceAlmostAlikeBecomeOne) {
    // The second square's corner lies on the first one's side, and its side 20 cm off.
    const double off = 0.2 / 111320;
    const Shapes shapes = {
        test::square(0, 0, 0.01),
        {{{{0.01 + off, 0.002}, {0.02, 0.002}, {0.02, 0.012}, {0.01 + off, 0.012}, {0.01 + off, 0.002}}}}};
    const Shapes joined = simplified_together(shapes, 0);

    int shared = 0;
    for (const auto& [border, uses] : borders_of(joined)) shared += uses == 2;
    EXPECT_EQ(shared, 1);
}

TEST(SimplifiedTogether, NothingVanishes) {
    MultiPolygon holed = test::square(0, 0, 0.01);
    holed[0].push_back(test::square(0.004, 0.004, 0.0001)[0][0]);
    holed.push_back(test::square(0.02, 0.02, 0.0001)[0]);
    const Shapes light =
        simplified_together(Shapes{holed, MultiPolygon{}, test::square(0.004, 0.004, 0.0001)}, 1000);

    ASSERT_EQ(light.size(), 3u);
    EXPECT_EQ(light[0].size(), 2u);
    EXPECT_EQ(light[0][0].size(), 2u);
    EXPECT_TRUE(light[1].empty());
    EXPECT_EQ(light[2].size(), 1u);
    for (const MultiPolygon& shape : light) {
        for (const Polygon& polygon : shape) {
            for (const Ring& ring : polygon) {
                EXPECT_GE(ring.size(), 4u);
                EXPECT_EQ(ring.front(), ring.back());
            }
        }
    }
}

TEST(SimplifiedTogether, RealBarriosKeepTheirBordersAndTheirArea) {
    const Shapes heavy = test::shapes_of(test::buenos_aires("barrios_gcba"));
    if (heavy.empty()) GTEST_SKIP() << "no real data beside the repository";
    const Shapes light = simplified_together(heavy, 40);

    EXPECT_LT(vertices_of(light), vertices_of(heavy) / 8);
    EXPECT_NEAR(total_area(light) / total_area(heavy), 1, 0.005);
    EXPECT_EQ(crossings(light), 0);

    // Where the outlines as published leave exactly one barrio, so do the light ones, but for slivers along
    // the coast.
    test::Numbers numbers{11};
    int in_many = 0, in_none = 0, asked = 0;
    for (int i = 0; i < 20'000; ++i) {
        const LonLat p{numbers.between(-58.48, -58.38), numbers.between(-34.66, -34.58)};
        if (holders(heavy, p) != 1) continue;
        ++asked;
        const int n = holders(light, p);
        in_many += n > 1;
        in_none += n == 0;
    }
    EXPECT_GT(asked, 15'000);
    EXPECT_EQ(in_many, 0);
    EXPECT_LE(in_none, asked / 500);
}

}  // namespace
}  // namespace atalaya::geo

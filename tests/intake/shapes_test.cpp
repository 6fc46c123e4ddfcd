#include "intake/shapes.hpp"

#include <gmock/gmock.h>

#include "shapefile_bytes.hpp"

namespace atalaya::intake {
namespace {

using testing::HasSubstr;

TEST(Shapes, PointsWithHeightAndMeasureAreWhereTheyAre) {
    for (const std::uint32_t type : {1u, 11u, 21u}) {
        const std::string shp = shp_of(
            type, {point_record(-58.4, -34.6, type), null_record(), point_record(std::nan(""), 1, type),
                   point_record(-1.7976931348623157e308, 5, type)});
        const Shapes shapes{shp, "", "x.zip"};
        ASSERT_EQ(shapes.size(), 4u);
        EXPECT_EQ(shapes.kind(), Shapes::Kind::points);
        ASSERT_TRUE(shapes.point(0));
        EXPECT_EQ(shapes.point(0)->x, -58.4);
        EXPECT_EQ(shapes.point(0)->y, -34.6);
        EXPECT_FALSE(shapes.point(1)) << "a null shape";
        EXPECT_FALSE(shapes.point(2)) << "no number";
        EXPECT_FALSE(shapes.point(3)) << "no data";
    }
}

// A square with a hole that holds an island, and another square apart with a hole.
TEST(Shapes, HolesGoIntoTheSmallestRingAroundThem) {
    for (const std::uint32_t type : {5u, 15u}) {
        const std::string shp =
            shp_of(type, {polygon_record({ring(11, 1, 12, 2, true), ring(0, 0, 9, 9), ring(2, 2, 7, 7, true),
                                          ring(3, 3, 6, 6), ring(4, 4, 5, 5, true), ring(10, 0, 13, 3)},
                                         type)});
        const auto shape = Shapes{shp, "", "x.zip"}.polygons(0);
        ASSERT_EQ(shape.size(), 3u);
        for (const auto& polygon : shape) ASSERT_EQ(polygon.size(), 2u);
        EXPECT_EQ(shape[0][1].front(), (LonLat{2, 2}));
        EXPECT_EQ(shape[1][1].front(), (LonLat{4, 4}));
        EXPECT_EQ(shape[2][1].front(), (LonLat{11, 1}));
    }
}

TEST(Shapes, AHoleThatTouchesItsRingIsStillItsHole) {
    const Corners hole{{0, 4.5}, {4, 1}, {4, 8}, {0, 4.5}};  // its first corner is on the border
    const std::string shp = shp_of(5, {polygon_record({ring(0, 0, 9, 9), hole})});
    const auto shape = Shapes{shp, "", "x.zip"}.polygons(0);
    ASSERT_EQ(shape.size(), 1u);
    EXPECT_EQ(shape[0].size(), 2u);
}

TEST(Shapes, ARingThatTurnsTheWrongWayAloneIsAnArea) {
    const std::string shp = shp_of(5, {polygon_record({ring(0, 0, 9, 9, true)}), null_record()});
    const Shapes shapes{shp, "", "x.zip"};
    EXPECT_EQ(shapes.polygons(0).size(), 1u);
    EXPECT_TRUE(shapes.polygons(1).empty());
}

TEST(Shapes, TheIndexSaysWhichRecordsCount) {
    const std::string shp = shp_of(1, {point_record(1, 1), point_record(2, 2), point_record(3, 3)});
    const std::string shx = shx_of(1, {{100 + 2 * 28, 20}, {100, 20}});
    const Shapes shapes{shp, shx, "x.zip"};
    ASSERT_EQ(shapes.size(), 2u);
    EXPECT_EQ(shapes.point(0)->x, 3);
    EXPECT_EQ(shapes.point(1)->x, 1);
    EXPECT_THAT(refusal([&] {
                    Shapes(shp, shx_of(1, {{90'000, 20}}), "x.zip");
                }),
                HasSubstr("x.zip, shape 1: it would lie outside the file"));
}

TEST(Shapes, WhatContradictsItselfIsRefused) {
    const auto said = [](const std::string& shp) {
        return refusal([&] {
            const Shapes shapes{shp, "", "x.zip"};
            for (std::size_t i = 0; i < shapes.size(); ++i) shapes.polygons(i);
        });
    };
    const std::string good = shp_of(5, {polygon_record({ring(0, 0, 9, 9)})});
    EXPECT_THAT(said("hola"), HasSubstr("expected shapes (.shp); found something else"));
    EXPECT_THAT(said(good.substr(0, 150)),
                HasSubstr("says that it has 236 bytes; found 150. It was cut short"));
    std::string longer = good;
    longer.replace(104, 4, big(4000));
    EXPECT_THAT(said(longer),
                HasSubstr("x.zip, shape 1: it says that it has 8000 bytes, which are not there"));
    std::string points = good;
    points.replace(108 + 40, 4, little(0xFFFFFFFF, 4));
    EXPECT_THAT(said(points), HasSubstr("it says that it has 1 rings of 4294967295 points"));
    std::string rings = good;
    rings.replace(108 + 36, 4, little(0xFFFFFFFF, 4));
    EXPECT_THAT(said(rings), HasSubstr("it says that it has 4294967295 rings"));
    std::string first = good;
    first.replace(108 + 44, 4, little(3, 4));
    EXPECT_THAT(said(first), HasSubstr("its rings do not follow each other"));
    EXPECT_THAT(said(shp_of(5, {polygon_record({{{0, 0}, {0, 1}, {1, 1}}})})), HasSubstr("closed rings"));
    EXPECT_THAT(said(shp_of(5, {polygon_record({{{0, 0}, {0, 1}, {1, 1}, {1, 0}}})})),
                HasSubstr("closed rings"));
    EXPECT_THAT(said(shp_of(5, {point_record(1, 2)})), HasSubstr("expected kind 5; found 1"));
    EXPECT_THAT(said(shp_of(99, {})), HasSubstr("a kind 99 that there is none of"));
}

}  // namespace
}  // namespace atalaya::intake

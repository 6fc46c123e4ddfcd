#include "geo/lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::geo {
namespace {

using testing::ElementsAre;

constexpr std::string_view some = R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"nombre":"Mitre","n":3.0},"geometry":{"type":"LineString","coordinates":[[1,2],[3,4,99]]}},
{"type":"Feature","properties":{},"geometry":{"type":"MultiLineString","coordinates":[[[1,2]],[[5,6],[7,8]]]}},
{"type":"Feature","properties":{},"geometry":{"type":"Point","coordinates":[1,2]}},
{"type":"Feature","properties":{},"geometry":null}]})";

TEST(Lines, AreReadWithTheirPropertiesAndWithoutHeights) {
    const auto read = read_geojson_lines(some);
    ASSERT_EQ(read.size(), 4u);
    ASSERT_NE(read[0].property("nombre"), nullptr);
    EXPECT_EQ(*read[0].property("nombre"), "Mitre");
    EXPECT_EQ(*read[0].property("n"), "3");
    EXPECT_EQ(read[0].property("altura"), nullptr);
    ASSERT_EQ(read[0].lines.size(), 1u);
    EXPECT_THAT(read[0].lines[0], ElementsAre(LonLat{1, 2}, LonLat{3, 4}));
}

TEST(Lines, OfOnePositionAndOtherGeometriesAreNone) {
    const auto read = read_geojson_lines(some);
    ASSERT_EQ(read[1].lines.size(), 1u) << "a line of one position is no line";
    EXPECT_THAT(read[1].lines[0], ElementsAre(LonLat{5, 6}, LonLat{7, 8}));
    EXPECT_TRUE(read[2].lines.empty());
    EXPECT_TRUE(read[3].lines.empty());
}

TEST(Lines, WhatIsNoPositionIsRefused) {
    EXPECT_THROW(read_geojson_lines(R"({"type":"FeatureCollection","features":[{"type":"Feature",
        "properties":{},"geometry":{"type":"LineString","coordinates":[[1,2],["x",4]]}}]})"),
                 Error);
    EXPECT_THROW(read_geojson_lines(R"({"type":"Topology"})"), Error);
}

}  // namespace
}  // namespace atalaya::geo

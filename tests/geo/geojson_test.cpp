#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "geo/shapes.hpp"

namespace atalaya::geo {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

constexpr const char* triangle = "[[[-58.4,-34.6],[-58.3,-34.6],[-58.3,-34.5],[-58.4,-34.6]]]";

std::string collection(const std::string& features) {
    return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
std::string feature(const std::string& geometry, const std::string& properties = "{}") {
    return R"({"type":"Feature","properties":)" + properties + R"(,"geometry":)" + geometry + "}";
}
std::string polygon(const std::string& coordinates) {
    return R"({"type":"Polygon","coordinates":)" + coordinates + "}";
}

std::string refusal(const std::string& text) {
    try {
        read_geojson(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.fault(), Fault::bad_input);
        return error.what();
    }
    return "accepted";
}

TEST(Geojson, PropertiesKeepTheirOrderAndWholeNumbersLoseTheirPoint) {
    const auto features = read_geojson(
        collection(feature(polygon(triangle), R"({"BARRIO":"NÚÑEZ","COMUNA":13.0,"id":7,"perimetro":1.5,)"
                                              R"("nota":null,"barrios":["a", "b"]})")));

    ASSERT_EQ(features.size(), 1u);
    EXPECT_THAT(features[0].properties,
                ElementsAre(Pair("BARRIO", "NÚÑEZ"), Pair("COMUNA", "13"), Pair("id", "7"),
                            Pair("perimetro", "1.5"), Pair("nota", ""), Pair("barrios", R"(["a","b"])")));
    EXPECT_EQ(*features[0].property("COMUNA"), "13");
    EXPECT_EQ(features[0].property("comuna"), nullptr);
}

TEST(Geojson, AccentsWrittenApartAreReadAsTheLetterThatTheyMake) {
    const auto features = read_geojson(collection(
        feature(polygon(triangle), "{\"An\u0303o\":\"N\u0303un\u0303oa\",\"b\":\"Pen\\u0303a\"}")));
    EXPECT_THAT(features[0].properties, ElementsAre(Pair("Año", "Ñuñoa"), Pair("b", "Peña")));
}

TEST(Geojson, HeightsAreDropped) {
    const auto features =
        read_geojson(collection(feature(polygon("[[[0,0,12],[1,0,12],[1,1,12],[0,0,12]]]"))));

    EXPECT_THAT(features[0].shape[0][0], ElementsAre(LonLat{0, 0}, LonLat{1, 0}, LonLat{1, 1}, LonLat{0, 0}));
}

TEST(Geojson, PointsAndNothingLeaveAnEmptyShape) {
    const auto features =
        read_geojson(collection(feature(R"({"type":"Point","coordinates":[1,2]})") + "," + feature("null")));

    ASSERT_EQ(features.size(), 2u);
    EXPECT_TRUE(features[0].shape.empty());
    EXPECT_TRUE(features[1].shape.empty());
}

TEST(Geojson, AByteOrderMarkIsNotPartOfTheText) {
    EXPECT_EQ(read_geojson("\xEF\xBB\xBF" + collection(feature(polygon(triangle)))).size(), 1u);
}

TEST(Geojson, ProjectedCoordinatesAreRefusedByFeature) {
    const std::string projected =
        polygon("[[[5638000,6169000],[5639000,6169000],[5639000,6170000],[5638000,6169000]]]");

    EXPECT_THAT(
        refusal(collection(feature(polygon(triangle)) + "," + feature(projected))),
        testing::AllOf(HasSubstr("feature 2"), HasSubstr("crs = \"EPSG:3116\""), HasSubstr("5638000")));
}

TEST(Geojson, OpenAndShortRingsAreRefused) {
    EXPECT_THAT(refusal(collection(feature(polygon("[[[0,0],[1,0],[1,1],[0,1]]]")))),
                HasSubstr("closed ring"));
    EXPECT_THAT(refusal(collection(feature(polygon("[[[0,0],[1,0],[0,0]]]")))), HasSubstr("at least four"));
}

TEST(Geojson, OtherReferenceSystemsAreRefusedAndWgs84IsAccepted) {
    const auto with_crs = [](const std::string& name) {
        return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + name +
               R"("}},"features":[]})";
    };
    EXPECT_EQ(refusal(with_crs("urn:ogc:def:crs:OGC:1.3:CRS84")), "accepted");
    EXPECT_EQ(refusal(with_crs("urn:ogc:def:crs:EPSG::4326")), "accepted");
    EXPECT_THAT(refusal(with_crs("EPSG:3116")), testing::AllOf(HasSubstr("EPSG:3116"), HasSubstr("[shape]")));
}

TEST(Geojson, WhatIsNotJsonOrNotACollectionIsRefused) {
    EXPECT_THAT(refusal("id;barrio\n1;NUÑEZ"), HasSubstr("JSON"));
    EXPECT_THAT(refusal("[]"), HasSubstr("FeatureCollection"));
    EXPECT_THAT(refusal(feature(polygon(triangle))), HasSubstr("found Feature"));
    EXPECT_THAT(refusal("{\"type\":\"Nu\xF1"
                        "ez\"}"),
                HasSubstr("latin-1"));
}

TEST(Geojson, AGeometryIsWrittenWithSevenDecimalsAndReadBack) {
    const MultiPolygon one = test::square(-58.5, -34.5, 0.1);
    const std::string text = geojson_geometry(one);
    EXPECT_EQ(text,
              R"({"type":"Polygon","coordinates":[[[-58.5000000,-34.5000000],[-58.4000000,-34.5000000],)"
              R"([-58.4000000,-34.4000000],[-58.5000000,-34.4000000],[-58.5000000,-34.5000000]]]})");
    EXPECT_EQ(geojson_geometry(parse_geojson_geometry(text)), text);

    MultiPolygon two = one;
    two.push_back(test::square(-58.3, -34.5, 0.05).front());
    EXPECT_EQ(parse_geojson_geometry(geojson_geometry(two)).size(), 2u);
}

TEST(Geojson, ReadsTheRealBarriosAndComunas) {
    const auto barrios = test::buenos_aires("barrios_gcba");
    if (barrios.empty()) GTEST_SKIP() << "no real data beside the repository";

    EXPECT_EQ(barrios.size(), 48u);
    EXPECT_EQ(test::buenos_aires("CABA_barrios").size(), 48u);
    EXPECT_EQ(test::buenos_aires("comunas_gcba").size(), 15u);
}

}  // namespace
}  // namespace atalaya::geo

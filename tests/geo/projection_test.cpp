#include "geo/projection.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/error.hpp"

namespace atalaya::geo {
namespace {

double metres_between(LonLat a, LonLat b) {
    const double lat = (a.lat + b.lat) / 2 * M_PI / 180;
    return std::hypot((a.lon - b.lon) * 111'320 * std::cos(lat), (a.lat - b.lat) * 110'574);
}

// The false origin of each system is where its definition puts it (EPSG registry).
TEST(Projection, OriginsAreWhereTheirDefinitionsPutThem) {
    struct Case {
        const char* crs;
        double x, y;
        LonLat there;
    };
    const Case cases[]{
        {"EPSG:3116", 1'000'000, 1'000'000, {-74.0775079166667, 4.59620041666667}},  // Bogotá, metres
        {"EPSG:2913", 8'202'099.737532808, 0, {-120.5, 43.6666666666667}},           // Oregon North, feet
        {"EPSG:32719", 500'000, 10'000'000, {-69, 0}},                               // UTM 19 south
    };
    for (const auto& [crs, x, y, there] : cases) {
        const auto found = Projection{crs}.to_degrees(x, y);
        ASSERT_TRUE(found) << crs;
        EXPECT_LT(metres_between(*found, there), 3) << crs << " " << found->lon << " " << found->lat;
    }
}

TEST(Projection, DegreesOfAnotherDatumAreMovedOrStay) {
    const auto bogota = Projection{"EPSG:4686"}.to_degrees(-74.07, 4.6);  // MAGNA-SIRGAS
    ASSERT_TRUE(bogota);
    EXPECT_LT(metres_between(*bogota, {-74.07, 4.6}), 0.001)
        << "PROJ's operation changes nothing but the order of axes";
    const auto same = Projection{"EPSG:4326"}.to_degrees(-58.4, -34.6);
    ASSERT_TRUE(same);
    EXPECT_EQ(*same, (LonLat{-58.4, -34.6}));
}

TEST(Projection, CopiesAnswerAlikeAndNoPlaceIsNone) {
    const Projection one{"EPSG:3116"};
    Projection two{one};
    two = one;
    EXPECT_EQ(one.to_degrees(1'040'000, 1'240'000), two.to_degrees(1'040'000, 1'240'000));
    EXPECT_FALSE(one.to_degrees(std::nan(""), 0));
    EXPECT_FALSE(one.to_degrees(INFINITY, 1));
    EXPECT_FALSE(one.to_degrees(1e12, 1e12));
    EXPECT_THAT(one.pipeline(), testing::Not(testing::HasSubstr("grid")));
}

TEST(Projection, WhatPROJDoesNotKnowIsRefusedByName) {
    for (const char* crs : {"", "EPSG:999999", "Bogotá", "+proj=pipeline", "EPSG:5773"}) {
        try {
            Projection{crs};
            ADD_FAILURE() << crs;
        } catch (const Error& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr("EPSG:3116")) << crs;
        }
    }
}

}  // namespace
}  // namespace atalaya::geo

#include "geo/area.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "geo/plane.hpp"
#include "geo/shapes.hpp"

namespace atalaya::geo {
namespace {

TEST(Area, OfTheWholeEllipsoidIsThatOfTheEarth) {
    const MultiPolygon earth = {{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}}};

    EXPECT_NEAR(square_metres(earth) / 510'065'621.724e6, 1,
                1e-9);  // GRS 80 and WGS 84 agree to 12 digits here
}

// One degree by one degree at the equator: 111.32 km by 110.57 km, less the narrowing to the north.
TEST(Area, OfADegreeAtTheEquator) {
    EXPECT_NEAR(square_metres(test::square(0, 0, 1)), 12308.8e6, 1e6);
}

TEST(Area, HolesAreTakenOffAndPartsAddUpWhicheverWayTheyTurn) {
    const MultiPolygon whole = test::square(-58.5, -34.6, 0.02);
    MultiPolygon holed = whole;
    holed[0].push_back(test::square(-58.495, -34.595, 0.01)[0][0]);
    MultiPolygon turned = holed;
    for (Ring& ring : turned[0]) std::ranges::reverse(ring);
    const double hole = square_metres(test::square(-58.495, -34.595, 0.01));

    EXPECT_NEAR(square_metres(holed), square_metres(whole) - hole, 1e-3);
    EXPECT_NEAR(square_metres(turned), square_metres(holed), 1e-3);
    EXPECT_EQ(square_metres(MultiPolygon{}), 0);
}

TEST(Area, TheBoxHoldsEveryPart) {
    MultiPolygon two = test::square(-58.5, -34.6, 0.5);
    two.push_back(test::square(-57.0, -36.0, 0.25)[0]);
    const Box box = box_of(two);

    EXPECT_EQ(box.west, -58.5);
    EXPECT_EQ(box.south, -36.0);
    EXPECT_EQ(box.east, -56.75);
    EXPECT_NEAR(box.north, -34.1, 1e-12);
}

TEST(Area, TheCentreOfASquareIsItsMiddle) {
    const LonLat centre = centre_of(test::square(-58.5, -34.6, 0.02));

    EXPECT_NEAR(centre.lon, -58.49, 2e-4);
    EXPECT_NEAR(centre.lat, -34.59, 2e-4);
}

// The centroid of a horseshoe lies in its mouth.
TEST(Area, TheCentreOfAHorseshoeIsInside) {
    const MultiPolygon horseshoe = {
        {{{0, 0}, {9, 0}, {9, 9}, {7, 9}, {7, 2}, {2, 2}, {2, 9}, {0, 9}, {0, 0}}}};

    EXPECT_TRUE(test::holds(horseshoe, centre_of(horseshoe)));
    EXPECT_FALSE(test::holds(horseshoe, {4.5, 4.5}));
}

TEST(Area, TheCentreIsInTheLargestPartAndOutOfItsHoles) {
    MultiPolygon shape = test::square(10, 10, 0.1);
    shape.push_back(test::square(0, 0, 1)[0]);
    shape[1].push_back(test::square(0.3, 0.3, 0.4)[0][0]);
    const LonLat centre = centre_of(shape);

    EXPECT_LT(centre.lon, 1);
    EXPECT_TRUE(test::holds(shape, centre));
}

TEST(Area, ThePlaneGoesThereAndBack) {
    const LocalPlane plane{{-58.4, -34.6}};
    const LonLat place{-58.35, -34.55};
    const LonLat again = plane.back(plane.to(place));

    EXPECT_NEAR(again.lon, place.lon, 1e-12);
    EXPECT_NEAR(again.lat, place.lat, 1e-12);
    EXPECT_NEAR(plane.to({-58.4, -33.6}).y, 110'935, 60);  // a degree of latitude about there
}

TEST(Area, OfRealComunasIsWhatTheirPublisherSays) {
    const auto comunas = test::buenos_aires("CABA_comunas");
    if (comunas.empty()) GTEST_SKIP() << "no real data beside the repository";

    for (const Feature& comuna : comunas) {
        const double said = *decimal_number(*comuna.property("area"));
        EXPECT_NEAR(square_metres(comuna.shape) / said, 1, 0.002) << "comuna " << *comuna.property("comunas");
    }
}

TEST(Area, CentresOfRealBarriosAreInsideThem) {
    const auto barrios = test::buenos_aires("barrios_gcba");
    if (barrios.empty()) GTEST_SKIP() << "no real data beside the repository";

    for (const Feature& barrio : barrios) {
        EXPECT_TRUE(test::holds(barrio.shape, centre_of(barrio.shape))) << *barrio.property("nombre");
    }
}

}  // namespace
}  // namespace atalaya::geo

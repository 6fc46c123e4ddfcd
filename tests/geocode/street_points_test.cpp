#include "geocode/street_points.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "small_town.hpp"

namespace atalaya::geocode {
namespace {

// Metres east and north of the plaza.
Planar metres(LonLat at) {
    return {at.lon / metre_lon, at.lat / metre_lat};
}

TEST(StreetPoints, AListedDoorIsExact) {
    const StreetPoints points{small_town()};
    const auto found = points.number(0, 120, "");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].precision, Precision::exact);
    EXPECT_NEAR(metres(found[0].at).x, 120, 0.1);
    EXPECT_EQ(found[0].area, 0);
    const auto bis = points.number(0, 120, "bis");
    ASSERT_EQ(bis.size(), 1u);
    EXPECT_NEAR(metres(bis[0].at).x, 125, 0.1);
}

TEST(StreetPoints, WithoutItsLetterItIsTheNumbers) {
    const StreetPoints points{small_town()};
    const auto found = points.number(0, 130, "c");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].precision, Precision::interpolated);
    EXPECT_TRUE(found[0].letter_missed);
    EXPECT_NEAR(metres(found[0].at).x, 130, 0.1);
}

// 134 is four tenths of the way from 130 to 140, on the even side.
TEST(StreetPoints, ANumberBetweenOthersIsOnItsSideBetweenThem) {
    const StreetPoints points{small_town()};
    const auto even = points.number(0, 134, ""), odd = points.number(0, 135, "");
    ASSERT_EQ(even.size(), 1u);
    EXPECT_EQ(even[0].precision, Precision::interpolated);
    EXPECT_NEAR(metres(even[0].at).x, 134, 0.2);
    EXPECT_NEAR(metres(even[0].at).y, 8, 0.1);
    ASSERT_EQ(odd.size(), 1u);
    EXPECT_NEAR(metres(odd[0].at).x, 135, 0.2);
    EXPECT_NEAR(metres(odd[0].at).y, -8, 0.1);
    EXPECT_LT(even[0].error.value, usual_error(Precision::interpolated).high.value);
}

TEST(StreetPoints, PastTheEndOfAStreetNothingIsFarFromItsLastDoor) {
    const StreetPoints points{small_town()};
    const auto just = points.number(0, 1'010, "");
    ASSERT_EQ(just.size(), 1u);
    EXPECT_NEAR(metres(just[0].at).x, 990, 0.1);
    EXPECT_TRUE(points.number(0, 2'345, "").empty());
}

TEST(StreetPoints, TheSameNumberTwiceFarApartIsTwoPlaces) {
    Town town;
    const auto street = town.street("LOS PINOS");
    town.places.doors = {{street, 20, "", at_metres(0, 0)},
                         {street, 20, "", at_metres(30, 0)},
                         {street, 20, "", at_metres(500, 0)}};
    const auto found = StreetPoints{town.places}.number(street, 20, "");
    ASSERT_EQ(found.size(), 2u);
    EXPECT_NEAR(metres(found[0].at).x, 15, 0.1) << "the two that are near are one place";
    EXPECT_NEAR(found[0].error.value, 20 + 30, 0.1);
    EXPECT_NEAR(metres(found[1].at).x, 500, 0.1);
}

TEST(StreetPoints, StreetsMeetWhereTheirDoorsDo) {
    const StreetPoints points{small_town()};
    const auto corner = points.crossing(0, 1);  // General Flores and Artigas
    ASSERT_EQ(corner.size(), 1u);
    EXPECT_EQ(corner[0].precision, Precision::crossing);
    EXPECT_NEAR(metres(corner[0].at).x, 300, 20);
    EXPECT_NEAR(metres(corner[0].at).y, 0, 20);
    EXPECT_TRUE(points.crossing(0, 2).empty()) << "parallel, 200 m apart";
}

TEST(StreetPoints, LinesMeetAtTheirCommonPoint) {
    Town town;
    const auto east = town.street("Este", {{at_metres(0, 0), at_metres(200, 0), at_metres(500, 0)}});
    const auto north = town.street("Norte", {{at_metres(200, -300), at_metres(200, 0), at_metres(200, 300)}});
    const auto far = town.street("Lejos", {{at_metres(200, 500), at_metres(200, 900)}});
    const StreetPoints points{town.places};
    const auto corner = points.crossing(east, north);
    ASSERT_EQ(corner.size(), 1u);
    EXPECT_NEAR(metres(corner[0].at).x, 200, 0.5);
    EXPECT_NEAR(metres(corner[0].at).y, 0, 0.5);
    EXPECT_TRUE(points.crossing(east, far).empty());
    const auto back = points.crossing(north, east);
    ASSERT_EQ(back.size(), 1u);
    EXPECT_NEAR(metres(back[0].at).x, 200, 0.5);
}

TEST(StreetPoints, AStreetThatCrossesTwiceHasTwoCorners) {
    Town town;
    const auto straight =
        town.street("Recta", {{at_metres(0, 0), at_metres(100, 0), at_metres(600, 0), at_metres(700, 0)}});
    const auto bent = town.street("Curva", {{at_metres(100, -100), at_metres(100, 0), at_metres(350, 300),
                                             at_metres(600, 0), at_metres(600, -100)}});
    EXPECT_EQ(StreetPoints{town.places}.crossing(straight, bent).size(), 2u);
}

TEST(StreetPoints, TheMiddleSaysHowFarItsEndsAre) {
    const StreetPoints points{small_town()};
    const auto middle = points.middle(0);
    ASSERT_TRUE(middle);
    EXPECT_EQ(middle->precision, Precision::street);
    EXPECT_NEAR(metres(middle->at).x, 500, 20);
    EXPECT_NEAR(middle->error.value, 20 + 490, 25);
    Town empty;
    empty.street("Sin nada");
    EXPECT_FALSE(StreetPoints{empty.places}.middle(0));
}

TEST(StreetPoints, KilometresRunAlongTheLine) {
    const auto places = small_town();
    const StreetPoints points{places};
    const auto road = static_cast<std::uint32_t>(places.streets.size() - 1);
    const auto at = points.kilometre(road, 23.5);
    ASSERT_TRUE(at);
    EXPECT_NEAR(metres(at->at).x, 23'500, 30);
    EXPECT_FALSE(points.kilometre(road, 40)) << "the road is 30 km long";
    EXPECT_FALSE(points.kilometre(0, 1)) << "a street of doors";
}

// The last doors of both are 110 m from the corner: nobody has listed a door there.
TEST(StreetPoints, StreetsWhoseDoorsEndBeforeTheirCornerMeetWhereTheyGoOn) {
    Town town;
    const auto east = town.street("ESTE"), north = town.street("NORTE"), along = town.street("PARALELA");
    for (int n = 0; n < 20; ++n) {
        const double at = 110 + 20 * n;
        town.places.doors.push_back({east, 2 * n + 2, "", at_metres(at, n % 2 == 0 ? 8 : -8), -1});
        town.places.doors.push_back({north, 2 * n + 2, "", at_metres(n % 2 == 0 ? 8 : -8, at), -1});
        town.places.doors.push_back({along, 2 * n + 2, "", at_metres(at, 130), -1});
    }
    const StreetPoints points{town.places};
    const auto met = points.crossing(east, north);
    ASSERT_EQ(met.size(), 1u);
    EXPECT_NEAR(metres(met[0].at).x, 0, 5);
    EXPECT_NEAR(metres(met[0].at).y, 0, 5);
    EXPECT_GT(met[0].error.value, 50) << "as far as nobody has seen";
    EXPECT_TRUE(points.crossing(east, along).empty()) << "side by side";
    EXPECT_NEAR(points.metres_to(east, at_metres(200, 500)), 492, 3);
}

}  // namespace
}  // namespace atalaya::geocode

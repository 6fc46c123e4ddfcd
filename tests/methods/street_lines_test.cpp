#include "methods/street_lines.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

Asked asked(const Numbers& x, const Numbers& y, const std::vector<Numbers>& lines, bool degrees) {
    Frame points, streets;
    points.add("x", x);
    points.add("y", y);
    const char* names[] = {"x1", "y1", "x2", "y2"};
    for (std::size_t i = 0; i < 4; ++i) streets.add(names[i], lines[i]);
    Asked out;
    out.tables = {{"points", points}, {"lines", streets}};
    out.numbers = {{"snap", 50}, {"degrees", degrees ? 1.0 : 0.0}};
    return out;
}

const std::vector<Numbers> corner{{0, 0}, {0, 0}, {100, 0}, {0, 80}};

}  // namespace

TEST(StreetLines, PointsLieOnTheNearestLineUnlessTheyAreFar) {
    const Streets streets{asked({90, 3, 400}, {10, 60, 0}, corner, false)};
    ASSERT_TRUE(streets.points()[0] && streets.points()[1]);
    EXPECT_EQ(*streets.points()[0], (stats::OnEdge{0, 90}));
    EXPECT_EQ(*streets.points()[1], (stats::OnEdge{1, 60}));
    EXPECT_FALSE(streets.points()[2]);
    EXPECT_EQ(streets.events().size(), 2u);
    EXPECT_EQ(streets.network().nodes(), 3u);
    EXPECT_EQ(streets.line(1), 2);

    Result result;
    streets.tell_points(result);
    EXPECT_EQ(result.tables.at("points").texts("why"), (Texts{"", "", "far_from_lines"}));
    ASSERT_EQ(result.excluded.size(), 1u);
    EXPECT_EQ(result.excluded[0].rows, 1);
}

// Extracts of street maps tell a street once for each direction: it was twice as long, and events on it seemed to gather.
TEST(StreetLines, AStreetToldInBothDirectionsIsOne) {
    const Streets streets{
        asked({90, 3}, {10, 60}, {{0, 0, 100, 0}, {0, 0, 0, 0}, {100, 0, 0, 0}, {0, 80, 0, 80}}, false)};
    EXPECT_EQ(streets.network().length(), 180);
    EXPECT_EQ(streets.line(1), 2);
    Result result;
    streets.tell_points(result);
    ASSERT_EQ(result.excluded.size(), 1u);
    EXPECT_EQ(result.excluded[0].table + " " + result.excluded[0].reason, "lines line_told_twice");
    EXPECT_EQ(result.excluded[0].rows, 2);
}

// A thousandth of a degree of latitude is 111 m on the equator, and places come back in degrees.
TEST(StreetLines, DegreesAreLaidOnAPlaneAndComeBack) {
    const Streets streets{asked({0.0005}, {0.0001}, {{0}, {0}, {0.001}, {0}}, true)};
    EXPECT_NEAR(streets.network().length(), 111.3, 0.1);
    const auto place = streets.written(*streets.points()[0]);
    EXPECT_NEAR(place.x, 0.0005, 1e-9);
    EXPECT_NEAR(place.y, 0, 1e-12);
}

TEST(StreetLines, LinesWithoutALengthAndWhatIsNoDegreeAreRefused) {
    EXPECT_THROW((Streets{asked({0}, {0}, {{5}, {5}, {5}, {5}}, false)}), Error);
    EXPECT_THROW((Streets{asked({0}, {0}, {{500}, {0}, {501}, {0}}, true)}), Error);
    EXPECT_THROW((Streets{asked({0}, {95}, {{5}, {0}, {6}, {0}}, true)}), Error);
}

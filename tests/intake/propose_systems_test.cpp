#include "intake/propose/systems.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

TEST(ProposeSystems, CitiesAreNear) {
    EXPECT_EQ(nearest_city(-58.38, -34.60).name, "Buenos Aires");
    EXPECT_LT(nearest_city(-58.38, -34.60).km, 10);
    EXPECT_GT(nearest_city(-34.60, -58.38).km, 1000);
}

// The middle of Barranquilla in EPSG:3116, and of Portland in feet: the worked examples of the shared data.
TEST(ProposeSystems, TheSystemIsTheOneThatPutsTheMiddleBesideACity) {
    const auto systems = known_systems();
    ASSERT_GT(systems.size(), 40u);
    EXPECT_EQ(find_system(920'000, 1'706'000, systems).value, "EPSG:3116");
    EXPECT_EQ(find_system(7'650'000, 684'000, systems).value, "EPSG:2913");
}

TEST(ProposeSystems, WhereNoneFitsItIsAsked) {
    const auto found = find_system(12, 13, known_systems());
    EXPECT_EQ(found.value, "");
    EXPECT_FALSE(found.question.empty());
}

// UTM has the same numbers in every zone.
TEST(ProposeSystems, SystemsThatPutThemBesideDifferentCitiesAreAskedAbout) {
    const auto systems = known_systems();
    const auto found = find_system(277'000, 8'665'000, systems);  // Lima in zone 18
    EXPECT_EQ(found.value, "EPSG:32718");
    EXPECT_EQ(found.confidence < 90, !found.question.empty());
}

}  // namespace atalaya::intake

#include "intake/propose/position.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv) {
    LookedAt table{csv};
    table.systems = known_systems();
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_position(choosing, find_position(choosing, '.'));
    return std::move(choosing).done();
}

std::string places(const std::string& head, const std::string& x, const std::string& y) {
    return table_of(head, 30, [&](int i) { return x + two(i) + "," + y + two(i); });
}

}  // namespace

TEST(ProposePosition, DegreesAreNamedOrLieBesideACity) {
    EXPECT_EQ(taken(places("longitud,latitud", "-58.38", "-34.60")).value("place.lon"), "longitud");
    const Proposal unnamed = taken(places("a,b", "-58.38", "-34.60"));
    EXPECT_EQ(unnamed.value("place.lon"), "a");
    EXPECT_FALSE(unnamed.find("place.lon")->question.empty());
}

TEST(ProposePosition, NumbersOfAPlaneAreInTheSystemThatPutsThemBesideACity) {
    const Proposal proposal = taken(places("x,y", "76500", "6800"));
    EXPECT_EQ(proposal.value("place.x"), "x");
    EXPECT_TRUE(proposal.value("place.crs") == "EPSG:2913" || proposal.value("place.crs") == "EPSG:2269");
    EXPECT_EQ(proposal.find("place.lon"), nullptr);
}

TEST(ProposePosition, WhereNoKnownSystemHasACityThereIsNoPlace) {
    EXPECT_EQ(taken(places("x,y", "2", "3")).find("place.x"), nullptr);
}

TEST(ProposePosition, ABoxIsAroundThemAndASmallOneNotTooSmall) {
    const Proposal proposal = taken(places("longitud,latitud", "-58.38", "-34.60"));
    ASSERT_NE(proposal.find("place.box"), nullptr);
    EXPECT_EQ(proposal.find("place.box")->values,
              (std::vector<std::string>{"-58.48", "-34.70", "-58.28", "-34.50"}));
}

TEST(ProposePosition, OtherFractionsAreNoPlace) {
    EXPECT_EQ(taken(places("tasa,indice", "3.5", "7.2")).find("place.lon"), nullptr);
}

}  // namespace atalaya::intake

#include "geocode/short_names.hpp"

#include <gtest/gtest.h>

namespace atalaya::geocode {
namespace {

TEST(ShortNames, OfARoadAreItsKindAndItsNumber) {
    EXPECT_EQ(number_of_road("RUTA NAL 8 BRIG GRAL J A LAVALLEJA"), "ruta 8");
    EXPECT_EQ(number_of_road("Rodovia Federal 101 Governador Mário Covas"), "rodovia 101");
    EXPECT_EQ(number_of_road("RUTA 8"), "") << "it is short";
    EXPECT_EQ(number_of_road("RUTA NAL PERIMETRAL WILSON FERREIRA"), "") << "it has no number";
    EXPECT_EQ(number_of_road("AV 18 DE JULIO"), "") << "it is no road";
    EXPECT_EQ(number_of_road(""), "");
}

TEST(ShortNames, OfAStopAreWhatFollowsWhatItIs) {
    EXPECT_EQ(without_station("estacion constitucion"), "constitucion");
    EXPECT_EQ(without_station("boca del subte congreso de tucuman"), "congreso de tucuman");
    EXPECT_EQ(without_station("est. de la paz"), "paz");
    EXPECT_EQ(without_station("constitucion"), "");
    EXPECT_EQ(without_station("la paz"), "") << "an article is no stop";
    EXPECT_EQ(without_station("estacion"), "");
}

}  // namespace
}  // namespace atalaya::geocode

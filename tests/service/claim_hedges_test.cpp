#include "service/claim_hedges.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

SaidNumber said(const std::string& text) {
    return said_number(words_of_claim(text), text);
}

TEST(ClaimHedges, BoundsHoldWhatIsBeyond) {
    const auto more = said("hubo más de cien robos");
    EXPECT_EQ(more.bound, Bound::at_least);
    EXPECT_TRUE(more.fits(100) && more.fits(4000));
    EXPECT_FALSE(more.fits(99));
    EXPECT_LT(more.away(101), more.away(150));
    const auto fell = said("bajaron más de un 40 %");
    EXPECT_TRUE(fell.fits(-41));
    EXPECT_FALSE(fell.fits(-39) || fell.fits(41));
    const auto less = said("menos de 20 homicidios");
    EXPECT_TRUE(less.fits(0) && less.fits(20));
    EXPECT_FALSE(less.fits(21));
    EXPECT_EQ(said("a maioria dos furtos").bound, Bound::at_least);
    EXPECT_EQ(said("unos 200 robos").tolerance, 20);
}

TEST(ClaimHedges, TheNearestVerbTellsTheSign) {
    EXPECT_EQ(said("los robos subieron pero los hurtos bajaron 12 %").value, -12);
    EXPECT_EQ(said("los fallecidos aumentaron 10 %").value, 10);
    EXPECT_EQ(said("20 % más robos").value, 20);
    EXPECT_EQ(said("20 % menos robos").value, -20);
}

}  // namespace
}  // namespace atalaya::service

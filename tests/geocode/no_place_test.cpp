#include "geocode/no_place.hpp"

#include <gtest/gtest.h>

#include <array>

#include "geocode/geocoder.hpp"
#include "geocode/worklist.hpp"
#include "small_town.hpp"

namespace atalaya::geocode {
namespace {

TEST(NoPlace, WhatFormsHoldInPlaceOfAnAddressSaysNone) {
    for (const char* text :
         {"S/D", "s/d.", "SIN DATO", "N/I", "no consta", "En la Vía Pública", "VIA PUBLICA", "v. pública",
          "Domicilio particular", "Domicilio de la víctima", "na via pública", "(no especificado)", "Calle"})
        EXPECT_TRUE(says_no_place(text)) << text;
}

TEST(NoPlace, ATextThatSaysMoreIsAPlace) {
    for (const char* text :
         {"Vía Pública 123", "Plaza S/D", "Av. Sur", "Calle 9", "Nápoles", "", "-", "Casa de la Cultura"})
        EXPECT_FALSE(says_no_place(text)) << text;
}

TEST(NoPlace, NobodyIsAskedToNameIt) {
    const Geocoder town{small_town()};
    Geocoder::Desk desk{town};
    EXPECT_EQ(desk.find("en la vía pública").reason, Reason::empty);
    Worklist list;
    for (const char* text : {"S/D", "en la vía pública", "Club Nadie Sabe"})
        list.add(text, desk.find(text), 10);
    const auto wanted = list.most_wanted(10, desk);
    ASSERT_EQ(wanted.size(), 1u);
    EXPECT_EQ(wanted.front().text, "Club Nadie Sabe");
}

}  // namespace
}  // namespace atalaya::geocode

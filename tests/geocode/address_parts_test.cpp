#include "geocode/address_parts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode::written {
namespace {

template <class Take>
std::string after(std::string_view folded, Take take) {
    Tokens tokens = tokens_of(folded);
    take(tokens);
    std::string out;
    for (const auto& one : tokens) out += (out.empty() ? "" : " ") + std::string{one.text};
    return out;
}

TEST(AddressParts, WhatLeadsInGoes) {
    const auto lead = [](Tokens& tokens) { take_lead(tokens); };
    EXPECT_EQ(after("en la esquina de callao y corrientes", lead), "callao y corrientes");
    EXPECT_EQ(after("interseccion de las calles jujuy e independencia", lead), "jujuy e independencia");
    EXPECT_EQ(after("esq. de palmar con artigas", lead), "palmar con artigas");
    EXPECT_EQ(after("por la terminal", lead), "la terminal");
    EXPECT_EQ(after("la esquina", lead), "la esquina") << "the name of a place, with nothing after it";
    EXPECT_EQ(after("las heras 1234", lead), "las heras 1234");
}

TEST(AddressParts, ADoorBeforeItsStreetGoesBehindIt) {
    EXPECT_EQ(after("1234 de colonia, centro", put_number_last), "colonia 1234 , centro");
    EXPECT_EQ(after("2500 de 8 de octubre", put_number_last), "8 de octubre 2500");
    EXPECT_EQ(after("25 de mayo 300", put_number_last), "25 de mayo 300");
}

TEST(AddressParts, NearACornerIsSaidInManyWords) {
    const auto near = [](Tokens& tokens) { take_nearing(tokens); };
    for (const char* text :
         {"colonia pasando ejido", "colonia, llegando a ejido", "colonia antes de llegar a ejido",
          "colonia casi llegando a ejido", "colonia a metros de ejido"})
        EXPECT_EQ(after(text, near), "colonia esq ejido") << text;
    EXPECT_EQ(after("8 de octubre a la altura del 2500", near), "8 de octubre 2500");
    EXPECT_EQ(after("colonia pasando", near), "colonia pasando");
    EXPECT_EQ(after("pasando ejido", near), "pasando ejido");
}

TEST(AddressParts, TwoNumberedWaysMeet) {
    EXPECT_EQ(after("kr 15 cl 45", join_ways), "kr 15 esq cl 45");
    EXPECT_EQ(after("calle 45 a carrera 12 esquina", join_ways), "calle 45 a esq carrera 12");
    EXPECT_EQ(after("calle 45 calle 46", join_ways), "calle 45 calle 46") << "ways of one kind do not meet";
    EXPECT_EQ(after("av calle 45 12", join_ways), "av calle 45 12");
}

TEST(AddressParts, ARoadsNumberIsNoDoor) {
    Address address;
    const auto kilometre = [&](Tokens& tokens) { take_kilometre(tokens, address); };
    EXPECT_EQ(after("km 12,5 de la ruta 8", kilometre), "ruta 8");
    EXPECT_DOUBLE_EQ(*address.kilometre, 12.5);
    EXPECT_EQ(after("ruta nacional nro 8 km 12", kilometre), "ruta nacional 8");
}

}  // namespace
}  // namespace atalaya::geocode::written

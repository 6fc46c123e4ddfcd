#include "service/claim_rate.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "service/contrast.hpp"
#include "service/support.hpp"

namespace atalaya::service {
namespace {

SaidNumber said(const std::string& text) {
    return said_number(words_of_claim(text), text);
}

TEST(ClaimRate, ARateIsOfSoManyInhabitants) {
    const struct {
        const char* text;
        double value, per;
    } rates[] = {{"12 homicidios cada 100.000 habitantes", 12, 100'000},
                 {"la tasa de robos de 2019 fue de 2013 por 100.000", 2013, 100'000},
                 {"la tasa es de 5,4", 5.4, 100'000},
                 {"em 2024 houve 3 furtos por mil habitantes", 3, 1000}};
    for (const auto& [text, value, per] : rates) {
        const auto number = said(text);
        EXPECT_EQ(number.kind, ClaimKind::rate) << text;
        EXPECT_EQ(number.value, value) << text;
        EXPECT_EQ(number.per, per) << text;
    }
}

TEST(ClaimRate, WhatNoCountAnswersIsSaid) {
    for (const char* text : {"la tasa de robos bajó 5 %", "robos por 100.000 habitantes", "3 robos por día",
                             "un robo cada tres horas", "20 robos en la última semana", "subió 3 puntos",
                             "los robos bajaron mucho"})
        EXPECT_THROW(said(text), Error) << text;
}

// Ours is the figure, its interval too; every other reading of a rate has one around it.
TEST(ClaimRate, EachReadingHasItsInterval) {
    Town& town = marejada();
    const auto found = contrast(*town.store, *town.worlds, "", {.text = "800 robos cada 100.000 en 2024"});
    const auto figure = town.figure("robo", "rate", "ciudad", "2024");
    EXPECT_NEAR(found.ours.value, *figure.value, 1e-9);
    EXPECT_NEAR(found.ours.low, *figure.low, 1e-9);
    EXPECT_NEAR(found.ours.high, *figure.high, 1e-9);
    ASSERT_FALSE(found.nearest.empty());
    for (const auto& reading : found.nearest) {
        EXPECT_LT(reading.low, reading.value);
        EXPECT_GT(reading.high, reading.value);
    }
}

}  // namespace
}  // namespace atalaya::service

#include "service/claim_number.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

SaidNumber said(const std::string& text) {
    return said_number(words_of_claim(text), text);
}

TEST(ClaimNumber, FractionsAreChangesBesideAVerbAndSharesElse) {
    const struct {
        std::string text;
        ClaimKind kind;
        double value;
    } claims[] = {
        {"los robos bajaron a la mitad", ClaimKind::change, -50},
        {"os roubos caíram pela metade em 2024", ClaimKind::change, -50},
        {"los robos bajaron un tercio", ClaimKind::change, -100.0 / 3},
        {"los robos bajaron a un tercio", ClaimKind::change, -200.0 / 3},
        {"os furtos aumentaram um quarto", ClaimKind::change, 25},
        {"un tercio menos de hurtos que en 2023", ClaimKind::change, -100.0 / 3},
        {"la mitad de robos que en 2023", ClaimKind::change, -50},
        {"la mitad de los robos ocurre de noche", ClaimKind::share, 50},
        {"dos tercios de los robos son en el Centro", ClaimKind::share, 200.0 / 3},
        {"uno de cada tres robos es con arma", ClaimKind::share, 100.0 / 3},
        {"um em cada quatro furtos", ClaimKind::share, 25},
        {"3 de cada 4 robos", ClaimKind::share, 75},
        {"la quinta parte de los robos", ClaimKind::share, 20},
        {"el 40 % de los robos ocurre en el Centro", ClaimKind::share, 40},
        {"una baja del 40 % de los robos", ClaimKind::change, -40},
    };
    for (const auto& [text, kind, value] : claims) {
        EXPECT_EQ(said(text).kind, kind) << text;
        EXPECT_NEAR(said(text).value, value, 1e-9) << text;
    }
    EXPECT_NEAR(said("uno de cada tres robos").tolerance, 100.0 / 60, 1e-9);
    EXPECT_NEAR(said("casi la mitad de los robos").tolerance, 5, 1e-9);
}

TEST(ClaimNumber, MultiplesAndPairsAreChanges) {
    EXPECT_EQ(said("los robos se triplicaron").value, 200);
    EXPECT_EQ(said("el doble de robos que en 2023").value, 100);
    EXPECT_EQ(said("os homicídios dobraram").value, 100);
    EXPECT_EQ(said("cinco veces más robos").value, 400);
    EXPECT_EQ(said("se multiplicaron por 4").value, 300);
    EXPECT_EQ(said("los robos pasaron de 120 a 90").value, -25);
    EXPECT_EQ(said("12 casos de doble homicidio").kind, ClaimKind::count);
}

TEST(ClaimNumber, BoundsHoldWhatIsBeyond) {
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

TEST(ClaimNumber, NoneAndOneAreNumbersToo) {
    EXPECT_EQ(said("no hubo homicidios en mayo").value, 0);
    EXPECT_EQ(said("nenhum homicídio").value, 0);
    EXPECT_EQ(said("hubo un homicidio").value, 1);
}

TEST(ClaimNumber, ARateIsOfSoManyInhabitants) {
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

TEST(ClaimNumber, WhatWasCountedIsNoYear) {
    EXPECT_EQ(said("hubo 2000 robos en mayo").value, 2000);
    EXPECT_THROW(said("los robos de 2000"), Error);
}

TEST(ClaimNumber, TheNearestVerbTellsTheSign) {
    EXPECT_EQ(said("los robos subieron pero los hurtos bajaron 12 %").value, -12);
    EXPECT_EQ(said("los fallecidos aumentaron 10 %").value, 10);
    EXPECT_EQ(said("20 % más robos").value, 20);
    EXPECT_EQ(said("20 % menos robos").value, -20);
}

TEST(ClaimNumber, WhatNoCountAnswersIsSaid) {
    for (const char* text : {"la tasa de robos bajó 5 %", "robos por 100.000 habitantes", "3 robos por día",
                             "un robo cada tres horas", "20 robos en la última semana", "subió 3 puntos",
                             "los robos bajaron mucho"})
        EXPECT_THROW(said(text), Error) << text;
}

}  // namespace
}  // namespace atalaya::service

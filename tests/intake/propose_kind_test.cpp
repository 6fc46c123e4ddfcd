#include "intake/propose/kind.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

struct Chosen {
    Kind kind;
    bool asked;
    friend bool operator==(const Chosen&, const Chosen&) = default;
};

Chosen kind_of(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    const WideRun wide = find_wide(choosing, when);
    Amounts amounts = find_amounts(choosing, when, wide);
    choose_kind(choosing, when, wide, amounts);
    const Kind kind = choosing.kind();
    return {kind, !std::move(choosing).done().find("kind")->question.empty()};
}

}  // namespace

TEST(ProposeKind, DaysAreFactsMonthsWithCountsAreTallies) {
    EXPECT_EQ(kind_of("fecha,delito\n2024-03-09,Robo\n2024-03-10,Hurto\n"), (Chosen{Kind::incidents, false}));
    EXPECT_EQ(kind_of("ano,mes,delito,cantidad\n2024,1,Robo,5\n2024,2,Robo,6\n"),
              (Chosen{Kind::tallies, false}));
    EXPECT_EQ(
        kind_of("ano,mes,delito,casos\n2024,1,Robo,\"5,0\"\n2024,2,Robo,\"16,0\"\n2024,3,Robo,\"7,0\"\n"),
        (Chosen{Kind::tallies, false}));
    EXPECT_EQ(kind_of("ano,mes,delito\n2024,1,Robo\n2024,2,Robo\n"), (Chosen{Kind::incidents, false}));
}

TEST(ProposeKind, ResidentsAreExposures) {
    EXPECT_EQ(kind_of("mun,nom_mun,pob0_14,pobtot\n1,Norte,9,812\n2,Sur,8,977\n3,Norte,7,645\n"),
              (Chosen{Kind::exposures, true}));
    EXPECT_EQ(kind_of("barrio,poblacion\nBoca,100\nOnce,200\n"), (Chosen{Kind::exposures, false}));
}

TEST(ProposeKind, NumbersOfAreasWithoutAWordForThemAreAskedAbout) {
    EXPECT_EQ(kind_of("barrio,total\nBoca,100\nOnce,200\n"), (Chosen{Kind::exposures, true}));
    EXPECT_EQ(kind_of("barrio,cosa\nBoca,rojo\nOnce,azul\n"), (Chosen{Kind::incidents, true}));
}

TEST(ProposeKind, ResidentsInAListOfAreasAreAskedAbout) {
    EXPECT_EQ(kind_of("codigo,nombre,poblacion\n1,Norte,812\n2,Sur,977\n3,Oeste,645\n"),
              (Chosen{Kind::exposures, true}));
    EXPECT_EQ(kind_of("barrio,poblacion\nNorte,812\nSur,977\nOeste,645\n"), (Chosen{Kind::exposures, false}));
}

TEST(ProposeKind, WhatMayCountIsAskedAbout) {
    EXPECT_EQ(
        kind_of("fecha,delito,involucrados\n2024-03-09,Robo,1\n2024-03-10,Hurto,2\n2024-03-11,Robo,1\n"),
        (Chosen{Kind::incidents, true}));
}

}  // namespace atalaya::intake

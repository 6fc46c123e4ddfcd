#include "intake/propose/amounts.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

std::string count_of(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    return name_of(find_amounts(choosing, find_when(choosing), {}).count);
}

}  // namespace

TEST(ProposeAmounts, ACountIsNamedSoAndIsNoCode) {
    EXPECT_EQ(count_of("codigo_total,cantidad,delito\n1,3,Robo\n2,4,Hurto\n3,1,Robo\n"), "cantidad");
    EXPECT_EQ(count_of("barrio,edad,delito\nBoca,3,Robo\nOnce,4,Hurto\n"), "-");
    EXPECT_EQ(count_of("cantidad,delito\n1.25,Robo\n2.75,Hurto\n0.33,Robo\n"), "-");
}

TEST(ProposeAmounts, ResidentsAreNoDensity) {
    const LookedAt table{"barrio,densidad_poblacion,poblacion\nBoca,120,100\nOnce,90,200\n"};
    const Choosing choosing = table.choosing();
    EXPECT_EQ(name_of(find_amounts(choosing, find_when(choosing), {}).residents), "poblacion");
}

TEST(ProposeAmounts, WhatARowStandsForIsACountOfTalliesAndUnitsOfIncidents) {
    for (const auto& [kind, key] :
         {std::pair{Kind::tallies, "count.column"}, {Kind::incidents, "units.column"}}) {
        const LookedAt table{"cantidad\n3\n4\n"};
        Choosing choosing = table.choosing();
        choosing.choose_kind(kind, 99, Message{});
        take_count(choosing, find_amounts(choosing, {}, {}), {});
        EXPECT_EQ(std::move(choosing).done().value(key), "cantidad");
    }
}

TEST(ProposeAmounts, WhereNoNameTellsTheNumbersOfATableAreItsCount) {
    const auto panel = [](const std::string& head, int repeat) {
        return table_of(head, 60, [&](int i) {
            const int cell = i / repeat;
            return "2024" + two(1 + cell % 12) + (cell / 12 % 2 ? ",Robo," : ",Hurto,") +
                   std::string{"ABCDE"[cell / 24]} + "oca,9" + two(cell / 24) + "," +
                   std::to_string(i * 7 % 31);
        });
    };
    EXPECT_EQ(count_of(panel("periodo,asunto,vecindad,cod_v,ingresados", 1)), "ingresados");
    EXPECT_EQ(count_of(panel("periodo,asunto,vecindad,cod_v,ingresados", 3)), "-") << "rows repeat a cell";
}

}  // namespace atalaya::intake

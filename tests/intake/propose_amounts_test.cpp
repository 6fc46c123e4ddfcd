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

namespace {

// What is asked of the count of a table, "" nothing, and the value proposed.
std::pair<std::string, std::string> asked_of_thousands(const std::string& csv, Kind kind, char decimal) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(kind, 99, Message{});
    choosing.add("format.decimal", {std::string(1, decimal)}, 99, message("x"));
    take_count(choosing, find_amounts(choosing, {}, {}), {});
    const Proposal proposal = std::move(choosing).done();
    const std::string key = kind == Kind::tallies ? "count.fractions" : "units.fractions";
    const Choice* choice = proposal.find(key);
    return {choice ? choice->question.english() : "", std::string{proposal.value(key)}};
}

}  // namespace

TEST(ProposeAmounts, AThousandThatMayBeOneIsAskedAbout) {
    const auto one = asked_of_thousands("cantidad\n1\n2\n1\n1.000\n3\n", Kind::incidents, ',');
    EXPECT_EQ(
        one.first,
        "Is \"1.000\" in \"cantidad\" 1000 or 1? Where it is the second, have it written without decimals.");
    EXPECT_EQ(one.second, "") << "no key says it";
    const auto lost = asked_of_thousands("cantidad\n21\n1.096\n800\n1.100\n3\n", Kind::tallies, '.');
    EXPECT_EQ(lost.first,
              "Is \"1.096\" in \"cantidad\" 1096 or 1? Look at a number of which you know how large it is.");
    EXPECT_EQ(lost.second, "thousands");
    EXPECT_EQ(asked_of_thousands("cantidad\n850\n1.096\n13.912\n", Kind::tallies, ',').first, "")
        << "the sign of thousands beside its like";
}

// Of several such cells the number is that of the cell that is quoted.
TEST(ProposeAmounts, TheThousandThatIsAskedAboutIsTheOneThatIsQuoted) {
    const auto asked =
        asked_of_thousands("cantidad\n1.096\n1.096\n1.007\n800\n21\n", Kind::tallies, '.').first;
    EXPECT_NE(asked.find("\"1.096\" in \"cantidad\" 1096 or 1?"), std::string::npos) << asked;
}

TEST(ProposeAmounts, NumbersThatAreMostlyOneMayCount) {
    const auto may = [](const std::string& head, const auto& number) {
        const LookedAt table{table_of(head, 40, [&](int i) {
            return "2024-03-" + two(1 + i % 28) + ",Robo," + std::to_string(number(i));
        })};
        const Choosing choosing = table.choosing();
        return name_of(column_that_may_count(choosing, find_when(choosing)));
    };
    const auto few = [](int i) { return i % 5 ? 1 : 3; };
    EXPECT_EQ(may("fecha,delito,involucrados", few), "involucrados");
    EXPECT_EQ(may("fecha,delito,involucrados", [](int i) { return i == 7 ? 2 : 1; }), "involucrados");
    EXPECT_EQ(may("fecha,delito,edad", few), "-") << "of somebody";
    EXPECT_EQ(may("fecha,delito,con_arma", [](int i) { return i % 3 ? 1 : 0; }), "-") << "yes or no";
    EXPECT_EQ(may("fecha,delito,piso", [](int i) { return i % 9; }), "-");
}

}  // namespace atalaya::intake

#include "intake/propose/named_rows.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

std::string names_of(const std::string& csv) {
    const LookedAt table{csv};
    const Choosing choosing = table.choosing();
    return name_of(column_of_names(choosing));
}

}  // namespace

TEST(ProposeNamedRows, ACodeAndANameInEachRow) {
    EXPECT_EQ(names_of("codigo,nombre\n01,Aurora\n02,Esperanza\n03,Independencia\n"), "nombre");
    EXPECT_EQ(names_of("NOME\nAurora\nEsperança\nProgresso\n"), "NOME");
}

TEST(ProposeNamedRows, ANumberAndNothingElseBesideATextIsOfAList) {
    EXPECT_EQ(names_of("Unidade,Nº\n001ª DP,1\n004ª DP,4\n005ª DP,5\n"), "Unidade");
    EXPECT_EQ(names_of("Unidade,Nº\n001ª DP,3120\n004ª DP,4871\n005ª DP,2990\n"), "-")
        << "too large to number three";
    EXPECT_EQ(names_of("Unidade,Nº casos\n001ª DP,1\n004ª DP,4\n005ª DP,5\n"), "-");
}

TEST(ProposeNamedRows, WhatRepeatsIsBlankOrHasMoreColumnsIsNone) {
    EXPECT_EQ(names_of("codigo,nombre\n1,Aurora\n2,Aurora\n3,Independencia\n"), "-");
    EXPECT_EQ(names_of("codigo,nombre\n1,Aurora\n2,\n3,Independencia\n"), "-");
    EXPECT_EQ(names_of("a,b,c,nombre\n1,4,7,Aurora\n2,5,8,Progreso\n3,6,9,Unión\n"), "-");
    EXPECT_EQ(names_of("codigo,nombre\n1,Aurora\n2,Progreso\n"), "-") << "two rows are no list";
}

TEST(ProposeNamedRows, NumbersAreNoNames) {
    EXPECT_EQ(names_of("codigo,nombre\n1,101\n2,102\n3,103\n"), "-");
}

}  // namespace atalaya::intake

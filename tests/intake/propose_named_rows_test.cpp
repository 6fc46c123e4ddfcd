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

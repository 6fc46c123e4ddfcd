#include "intake/propose/area_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

std::vector<std::string> taken(const std::string& csv) {
    const LookedAt table{csv};
    std::vector<std::string> out;
    const Choosing choosing = table.choosing();
    for (const auto& area : area_columns(choosing)) out.push_back(area.layer + "=" + area.column->name);
    return out;
}

}  // namespace

TEST(ProposeAreaColumns, TheFinestIsFirst) {
    EXPECT_EQ(taken("comuna,barrio\n4,Boca\n3,Once\n"),
              (std::vector<std::string>{"barrio=barrio", "comuna=comuna"}));
}

TEST(ProposeAreaColumns, WhatIsLargerThanACityStandsAloneOrNotAtAll) {
    EXPECT_EQ(taken("provincia,barrio\nP,Boca\nQ,Once\n"), (std::vector<std::string>{"barrio=barrio"}));
    EXPECT_EQ(taken("provincia,municipio\nP,Lanús\nQ,Tigre\n"),
              (std::vector<std::string>{"municipio=municipio", "provincia=provincia"}));
}

// A file of a country: [only] says which rows are the city's.
TEST(ProposeAreaColumns, CitiesBesideTheirBarriosAreAskedAbout) {
    const auto asked = [](const std::string& csv) {
        const LookedAt table{csv};
        Choosing choosing = table.choosing();
        take_areas(choosing);
        const Proposal proposal = std::move(choosing).done();
        const Choice* choice = proposal.find("area.municipio.column");
        return choice && choice->question.english().find("[only]") != std::string::npos;
    };
    EXPECT_TRUE(asked("municipio,barrio\nCali,Centro\nPasto,Norte\n"));
    EXPECT_FALSE(asked("municipio,barrio\nCali,Centro\nCali,Norte\n")) << "one city";
}

TEST(ProposeAreaColumns, WordsOfPoliceDistrictsAreLayers) {
    EXPECT_EQ(taken("CUADRÍCULA\nC1\nC2\n"), (std::vector<std::string>{"cuadricula=CUADRÍCULA"}));
    EXPECT_EQ(taken("Seccional\n1\n2\n"), (std::vector<std::string>{"seccional=Seccional"}));
}

TEST(ProposeAreaColumns, ANameIsPreferredToItsCode) {
    EXPECT_EQ(taken("cut_comuna,comuna\n13101,Santiago\n13120,Ñuñoa\n"),
              (std::vector<std::string>{"comuna=comuna"}));
}

TEST(ProposeAreaColumns, MeasuresAndMostlyBlankColumnsServeLess) {
    EXPECT_TRUE(taken("barrio_area\n12.5\n13.25\n14.75\n").empty());
    EXPECT_EQ(taken("barrio,nombre_barrio\n,Boca\n,Once\nx,Retiro\n"),
              (std::vector<std::string>{"barrio=nombre_barrio"}));
}

TEST(ProposeAreaColumns, WordsOfOtherLanguagesAreLayers) {
    EXPECT_EQ(taken("Province\nP\nQ\n"), (std::vector<std::string>{"provincia=Province"}));
    EXPECT_EQ(taken("Localidade\nP\nQ\n"), (std::vector<std::string>{"localidad=Localidade"}));
    EXPECT_EQ(taken("Parish\nP\nQ\n"), (std::vector<std::string>{"parroquia=Parish"}));
}

}  // namespace atalaya::intake

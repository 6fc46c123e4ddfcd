#include "intake/propose/exposure_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv, const std::string& file = "tabla.csv") {
    const LookedAt table{csv};
    Choosing choosing = table.choosing(file);
    const TimeColumns when = find_when(choosing);
    choose_exposure(choosing, when, find_amounts(choosing, when, {}));
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeExposureColumns, TheAreaIsTheFinestThatTellsRowsApart) {
    const Proposal proposal = taken("provincia,comuna,poblacion\nP,Boca,100\nP,Once,200\nQ,Retiro,50\n");
    EXPECT_EQ(proposal.value("exposure.area"), "comuna");
    EXPECT_EQ(proposal.value("exposure.layer"), "comuna");
    EXPECT_EQ(proposal.value("exposure.value"), "poblacion");
}

TEST(ProposeExposureColumns, TheYearIsAColumnOrInANameOrAsked) {
    EXPECT_EQ(taken("año,barrio,poblacion\n2020,Boca,100\n2021,Boca,200\n").value("exposure.year_column"),
              "año");
    EXPECT_EQ(taken("barrio,poblacion_2017\nBoca,100\nOnce,90\n").value("exposure.year"), "2017");
    EXPECT_EQ(taken("barrio,poblacion\nBoca,100\nOnce,90\n", "censo_2010.csv").value("exposure.year"),
              "2010");
    EXPECT_LT(taken("barrio,poblacion\nBoca,100\nOnce,90\n").find("exposure.year")->confidence, 50);
}

TEST(ProposeExposureColumns, TheMonthBesideAYearIsTaken) {
    const Proposal proposal =
        taken("DP,ano,mês,habitantes\n1,2014,1,100\n4,2014,1,90\n1,2014,2,101\n4,2014,2,91\n");
    EXPECT_EQ(proposal.value("exposure.year_column"), "ano");
    EXPECT_EQ(proposal.value("exposure.month_column"), "mês");
}

// Without an area, rows of 138 police areas would be 138 values of the whole city.
TEST(ProposeExposureColumns, AnAreaThatNoWordTellsIsWhatPartsTheRowsOfAMonthAndAsked) {
    const Proposal proposal =
        taken("DP,ano,mês,habitantes\n1,2014,1,100\n4,2014,1,90\n1,2014,2,101\n4,2014,2,91\n");
    EXPECT_EQ(proposal.value("exposure.area"), "DP");
    EXPECT_EQ(proposal.value("exposure.layer"), "dp");
    EXPECT_FALSE(proposal.find("exposure.area")->question.empty());
    EXPECT_FALSE(taken("ano,mês,habitantes\n2014,1,100\n2014,2,90\n").find("exposure.area"))
        << "of the whole city";
}

TEST(ProposeExposureColumns, EstimatesWithDecimalsAreRounded) {
    EXPECT_EQ(taken("barrio,poblacion\nBoca,100.5\nOnce,90.25\n").value("exposure.rounded"), "true");
    EXPECT_FALSE(taken("barrio,poblacion\nBoca,100\nOnce,90\n").find("exposure.rounded"));
    EXPECT_FALSE(taken("barrio,poblacion\nBoca,1.100\nOnce,2.090\n").find("exposure.rounded")) << "thousands";
}

TEST(ProposeExposureColumns, ARowOfTheWholeIsNoArea) {
    const Proposal proposal = taken("barrio,poblacion\nBoca,100\nOnce,90\nTotal,190\n");
    EXPECT_EQ(proposal.value("exposure.whole"), "Total");
}

}  // namespace atalaya::intake

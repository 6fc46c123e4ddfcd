#include "intake/propose/key_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_key(choosing, find_when(choosing));
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeKeyColumns, ANumberThatNoTwoRowsShare) {
    const Proposal proposal = taken("folio,delito\n812,Robo\n811,Robo\n901,Hurto\n");
    EXPECT_EQ(proposal.value("key.columns"), "folio");
    EXPECT_TRUE(proposal.find("key.columns")->question.empty());
}

TEST(ProposeKeyColumns, AWeakNameIsAskedAbout) {
    const Proposal proposal = taken("Nro Registro,delito\n812,Robo\n811,Robo\n901,Hurto\n");
    EXPECT_EQ(proposal.value("key.columns"), "Nro Registro");
    EXPECT_FALSE(proposal.find("key.columns")->question.empty());
}

TEST(ProposeKeyColumns, NumbersOfTheRowsMayBeginAnewInTheNextFile) {
    const auto numbered = [](int first) {
        return taken(
            table_of("id-mapa,delito", 50, [&](int i) { return std::to_string(first + i) + ",Robo"; }));
    };
    for (const int first : {0, 1}) {
        const Proposal proposal = numbered(first);
        EXPECT_LE(proposal.find("key.columns")->confidence, 50) << first;
        EXPECT_FALSE(proposal.find("key.columns")->question.empty()) << first;
    }
    EXPECT_TRUE(numbered(20'501).find("key.columns")->question.empty());
}

TEST(ProposeKeyColumns, ANumberThatBeginsAnewEachYearNeedsTheYear) {
    const Proposal proposal = taken(table_of("anio,id,delito", 20, [](int i) {
        return std::to_string(2020 + i / 10) + "," + std::to_string(i % 10 + (i == 19 ? 3 : 0)) + ",Robo";
    }));
    ASSERT_NE(proposal.find("key.columns"), nullptr);
    EXPECT_EQ(proposal.find("key.columns")->values, (std::vector<std::string>{"anio", "id"}));
}

TEST(ProposeKeyColumns, OneThatSomeRowsRepeatIsAskedAboutAndOneThatMostDoIsNone) {
    EXPECT_FALSE(
        taken("folio,delito\n1,Robo\n2,Robo\n3,Hurto\n3,Hurto\n").find("key.columns")->question.empty());
    EXPECT_EQ(taken("folio,delito\n1,Robo\n1,Robo\n1,Hurto\n2,Hurto\n").find("key.columns"), nullptr);
}

TEST(ProposeKeyColumns, ANumberOfManyRowsIsAskedAboutWhereNoNameTells) {
    const auto numbered = [](int step) {
        return taken(table_of("correlativo,delito", 250,
                              [&](int i) { return std::to_string(70'001 + i * step) + ",Robo"; }));
    };
    const Proposal proposal = numbered(3);
    EXPECT_EQ(proposal.value("key.columns"), "correlativo");
    EXPECT_FALSE(proposal.find("key.columns")->question.empty());
    EXPECT_EQ(numbered(0).find("key.columns"), nullptr);
}

TEST(ProposeKeyColumns, APairOfAFewRowsIsAskedAbout) {
    const auto rows = [](int n) {
        return taken(table_of("anio,id,delito", n, [&](int i) {
            return std::to_string(2020 + i * 4 / n) + "," + std::to_string(700 + 7 * (i % (n - n / 4))) +
                   ",Robo";
        }));
    };
    EXPECT_FALSE(rows(8).find("key.columns")->question.empty());
    EXPECT_TRUE(rows(60).find("key.columns")->question.empty());
}

TEST(ProposeKeyColumns, ACodeOfManyRowsIsAskedAboutWhereNoNameTells) {
    const auto coded = [](const std::string& cell) {
        return taken(table_of("caratula,delito", 250,
                              [&](int i) { return cell + std::to_string(70'001 + i) + ",Robo"; }));
    };
    EXPECT_EQ(coded("DN-2022-").value("key.columns"), "caratula");
    EXPECT_FALSE(coded("DN-2022-").find("key.columns")->question.empty());
    EXPECT_EQ(coded("fue robado en la casa ").find("key.columns"), nullptr) << "what somebody wrote";
    EXPECT_EQ(coded("14.0").find("key.columns"), nullptr) << "measured";
}

// Reports of one day and kind with a row for each victim, or a row for each kind of fact under them.
namespace {
std::string day_of(int report) {
    return "2024-01-" + two(report % 28 + 1);
}
const char* const kinds[] = {"Robo", "Hurto", "Amenazas"};
}  // namespace

TEST(ProposeKeyColumns, RowsOfOneReportThatDifferInAPersonAreItsVictims) {
    for (const int victims : {2, 4}) {  // four: hardly a number is alone
        const Proposal proposal = taken(table_of("NUM_BO,fecha,delito,sexo", 240, [&](int i) {
            const int report = i / victims;
            return std::to_string(900 + report * 7) + "," + day_of(report) + "," + kinds[report % 3] + "," +
                   (i % victims == 1 ? "F" : "M");
        }));
        EXPECT_EQ(proposal.value("key.columns"), "NUM_BO") << victims;
        EXPECT_EQ(proposal.value("units.column"), "@rows") << victims;
        EXPECT_FALSE(proposal.find("units.column")->question.empty()) << victims;
    }
}

TEST(ProposeKeyColumns, KindsUnderOneReportAreFactsOfTheirOwn) {
    const Proposal proposal = taken(table_of("NUM_BO,fecha,delito,barrio", 240, [&](int i) {
        return std::to_string(900 + i / 2 * 7) + "," + day_of(i / 2) + "," + kinds[(i / 2 + i % 2) % 3] +
               ",Sur";
    }));
    ASSERT_NE(proposal.find("key.columns"), nullptr);
    EXPECT_EQ(proposal.find("key.columns")->values, (std::vector<std::string>{"NUM_BO", "delito"}));
    EXPECT_FALSE(proposal.find("key.columns")->question.empty());
    EXPECT_EQ(proposal.find("units.column"), nullptr);
}

TEST(ProposeKeyColumns, ANumberOfOtherDaysIsNoReport) {
    const Proposal proposal = taken(table_of("NUM_BO,fecha,delito,sexo", 240, [&](int i) {
        return std::to_string(900 + i % 60) + "," + day_of(i) + "," + kinds[i % 3] + ",M";
    }));
    EXPECT_EQ(proposal.find("key.columns"), nullptr);
    EXPECT_EQ(proposal.find("units.column"), nullptr);
}

}  // namespace atalaya::intake

#include "intake/propose/choose_member.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake {

namespace {

Judged<std::string> chosen(const std::vector<ZipTable>& tables) {
    return choose_member(tables);
}

}  // namespace

TEST(ProposeChooseMember, OneTableNeedsNoChoice) {
    EXPECT_EQ(chosen({}).value, "");
    EXPECT_EQ(chosen({{"hechos.csv", 9}}).value, "");
    EXPECT_TRUE(chosen({{"hechos.csv", 9}}).question.empty());
}

TEST(ProposeChooseMember, TheLargestIsTakenAndTheOthersAreNamed) {
    const auto found = chosen({{"zonas.csv", 9}, {"m/hechos_2024_03.csv", 900}, {"m/notas.csv", 20}});
    EXPECT_EQ(found.value, "hechos_*.csv");
    EXPECT_NE(found.question.english().find("zonas.csv, m/notas.csv"), std::string::npos);
}

TEST(ProposeChooseMember, TheGlobMeansNoOtherTable) {
    EXPECT_EQ(chosen({{"hechos_2023.csv", 900}, {"hechos_2024.csv", 950}}).value, "hechos_2024.csv");
    EXPECT_EQ(chosen({{"a/hechos.csv", 900}, {"b/hechos.csv", 950}}).value, "b/hechos.csv");
    EXPECT_EQ(chosen({{"a*\n\xF1.csv", 900}, {"b.csv", 1}}).value, "a\?\?\?.csv");
}

}  // namespace atalaya::intake

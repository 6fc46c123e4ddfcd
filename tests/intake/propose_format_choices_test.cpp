#include "intake/propose/format_choices.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choose_format(choosing);
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeFormatChoices, WordsThatSayNothingAreMissing) {
    const Proposal proposal = taken("n,delito\n1,Robo\nNULL,S/D\n3,Hurto\n");
    ASSERT_NE(proposal.find("format.missing"), nullptr);
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"NULL", "S/D"}));
    EXPECT_TRUE(proposal.find("format.missing")->question.empty());
}

TEST(ProposeFormatChoices, AWordAmongNumbersIsAskedAbout) {
    const Proposal proposal = taken(table_of(
        "edad,delito", 20, [](int i) { return (i % 9 == 3 ? "ignorado" : std::to_string(i)) + ",Robo"; }));
    ASSERT_NE(proposal.find("format.missing"), nullptr);
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"ignorado"}));
    EXPECT_FALSE(proposal.find("format.missing")->question.empty());
}

TEST(ProposeFormatChoices, ATableOfWordsHasNoMissingOnes) {
    EXPECT_EQ(taken("delito\nRobo\nHurto\n").find("format.missing"), nullptr);
}

}  // namespace atalaya::intake

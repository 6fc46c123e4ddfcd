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

// As of a table whose kinds of facts are in `labels`.
Proposal with_labels(const std::string& csv, const std::vector<std::string>& labels,
                     const std::vector<std::string>& counts = {}) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    Uses uses;
    for (const auto& name : labels) uses.labels.push_back(&column(choosing, name));
    for (const auto& name : counts) uses.counts.push_back(&column(choosing, name));
    choose_missing(choosing, uses);
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

// Of three columns of labels the mark is in the last: its rows are told of that column, and would not be rejected.
TEST(ProposeFormatChoices, AMarkInAFinerColumnIsToldOfThatOne) {
    const Proposal proposal = with_labels(
        "bien,conducta,variante\nHOMICIDIOS,DOLOSOS,OTROS\nHOMICIDIOS,DOLOSOS,SIN "
        "DATOS\nLESIONES,CULPOSAS,SIN "
        "DATOS\n",
        {"bien", "conducta", "variante"});
    ASSERT_NE(proposal.find("format.missing"), nullptr);
    EXPECT_TRUE(proposal.find("format.missing")->values.empty());
    EXPECT_EQ(proposal.find("format.missing")->why.english(), "labels that may say nothing");
    const std::string asked = proposal.find("format.missing")->question.english();
    EXPECT_EQ(asked.find("\"SIN DATOS\" stands in \"variante\" as a label of 2 rows"), 0u) << asked;
    EXPECT_EQ(asked.find("rejected"), std::string::npos) << asked;
}

// "Sin dato" as a kind of fact: in `missing`, its rows would be rejected.
TEST(ProposeFormatChoices, ALabelIsNotSwallowed) {
    const Proposal proposal = with_labels("delito,edad\nRobo,20\nSin dato,30\nSin dato,NULL\n", {"delito"});
    ASSERT_NE(proposal.find("format.missing"), nullptr);
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"NULL"}));
    const std::string asked = proposal.find("format.missing")->question.english();
    EXPECT_NE(asked.find("\"Sin dato\" stands in \"delito\""), std::string::npos) << asked;
    EXPECT_NE(asked.find("2 rows"), std::string::npos) << asked;
}

TEST(ProposeFormatChoices, AWordAmongNumbersThatIsALabelIsNotSwallowedEither) {
    const Proposal proposal =
        with_labels(table_of("edad,delito", 20,
                             [](int i) { return i % 9 == 3 ? "Otros,Robo" : std::to_string(i) + ",Otros"; }),
                    {"delito"});
    EXPECT_EQ(proposal.find("format.missing"), nullptr);
}

TEST(ProposeFormatChoices, ASignOfProgramsInTheKindOfFactIsAskedAbout) {
    const Proposal proposal = with_labels("delito\nRobo\nNULL\nHurto\n", {"delito"});
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"NULL"}));
    EXPECT_NE(proposal.find("format.missing")->question.english().find("1 rows of \"delito\""),
              std::string::npos);
}

// A sign in the finer column leaves the coarser label alone, as people write it.
TEST(ProposeFormatChoices, ASignInTheFinerColumnIsMissing) {
    const Proposal proposal = with_labels("tipo,subtipo\nRobo,-\nHurto,Simple\n", {"tipo", "subtipo"});
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"-"}));
    EXPECT_TRUE(proposal.find("format.missing")->question.empty());
}

// A count that says nothing has to be missing, whatever it costs the label.
TEST(ProposeFormatChoices, AWordOfCountsStaysMissing) {
    const Proposal proposal = with_labels("delito,casos\nRobo,S/D\nS/D,2\nHurto,3\n", {"delito"}, {"casos"});
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"S/D"}));
    EXPECT_FALSE(proposal.find("format.missing")->question.empty());
}

TEST(ProposeFormatChoices, ATableOfWordsHasNoMissingOnes) {
    EXPECT_EQ(taken("delito\nRobo\nHurto\n").find("format.missing"), nullptr);
}

// 9999 facts of a kind, where no other row has 60: nobody counted them.
TEST(ProposeFormatChoices, NinesFarBeyondTheOtherCountsAreAskedAbout) {
    const auto counted = [](const std::string& beyond, int other) {
        return with_labels(
            table_of(
                "delito,codigo,casos", 40,
                [&](int i) { return "Robo,999," + (i % 9 == 3 ? beyond : std::to_string(i % 7 * other)); }),
            {"delito"}, {"casos"});
    };
    const Proposal proposal = counted("9999", 9);
    ASSERT_NE(proposal.find("format.missing"), nullptr);
    EXPECT_EQ(proposal.find("format.missing")->values, (std::vector<std::string>{"9999"}));
    EXPECT_NE(proposal.find("format.missing")->question.english().find("9999"), std::string::npos);

    EXPECT_EQ(counted("9999", 900).find("format.missing"), nullptr) << "others count as many";
    EXPECT_EQ(counted("99", 9).find("format.missing"), nullptr) << "no more than twice the others";
    EXPECT_EQ(counted("9998", 9).find("format.missing"), nullptr) << "no nines";
    EXPECT_EQ(counted("999", 9).find("format.missing"), nullptr) << "a code elsewhere, which would be lost";
}

}  // namespace atalaya::intake

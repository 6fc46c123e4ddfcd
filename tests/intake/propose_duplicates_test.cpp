#include "intake/propose/duplicates.hpp"

#include <gtest/gtest.h>

#include "intake/propose/roles.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// 300 facts with a number each, of which the last `twice` say what the first ones said.
Proposal proposed(int twice, bool placed = true) {
    const LookedAt table{table_of(
        placed ? "expediente,fecha,hora,delito,longitud,latitud"
               : "expediente,fecha,hora,delito,zona,manzana",
        300, [&](int i) {
            const int fact = i < 300 - twice ? i : i - (300 - twice);
            return "E-" + std::to_string(70'000 + i * 7 % 300) + ",2024-03-" + two(1 + fact % 28) + "," +
                   std::to_string(fact % 24) + "," + (fact % 3 ? "Robo" : "Hurto") +
                   (placed ? ",-58." + std::to_string(3000 + fact) + ",-34." + std::to_string(6000 + fact * 3)
                           : ",Z" + std::to_string(fact % 9) + ",M" + std::to_string(fact * 3));
        })};
    return choose_roles("hechos.csv", table.look, table.systems);
}

}  // namespace

TEST(ProposeDuplicates, RowsThatSayTheSameUnderAnotherKeyAreAskedAbout) {
    const Proposal proposal = proposed(5);
    EXPECT_EQ(proposal.value("key.columns"), "expediente");
    EXPECT_EQ(proposal.value("duplicates.hours"), "1");
    EXPECT_EQ(proposal.value("duplicates.metres"), "10");
    EXPECT_EQ(proposal.find("duplicates.metres")->why.english(),
              "5 of the 300 rows looked at say what another says in every column but the key");
    EXPECT_FALSE(proposal.find("duplicates.metres")->question.empty());
}

TEST(ProposeDuplicates, NothingIsSaidWhereNoneRepeatsOrNothingPlacesThem) {
    EXPECT_EQ(proposed(0).find("duplicates.metres"), nullptr);
    EXPECT_EQ(proposed(1).find("duplicates.metres"), nullptr) << "one pair happens";
    EXPECT_EQ(proposed(5, false).find("duplicates.metres"), nullptr);
}

}  // namespace atalaya::intake

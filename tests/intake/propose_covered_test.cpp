#include "intake/propose/covered.hpp"

#include <gtest/gtest.h>

#include "intake/propose/area_columns.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal asked(const std::string& csv, Kind kind = Kind::tallies) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(kind, 99, Message{});
    const TimeColumns when = find_when(choosing);
    const WideRun wide = find_wide(choosing, when);
    take_areas(choosing);
    ask_what_is_covered(choosing, when, wide);
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeCovered, PairsOfAreaAndMonthWithoutARowAreTold) {
    const Proposal proposal = asked("periodo,barrio,total\n202401,Boca,1\n202401,Once,1\n202403,Boca,2\n");
    const Choice* covered = proposal.find("count.covered");
    ASSERT_NE(covered, nullptr);
    EXPECT_TRUE(covered->values.empty());
    EXPECT_FALSE(covered->question.empty());
    EXPECT_EQ(covered->why.english(),
              "2 months from 2024-01 to 2024-03; of their pairs with 2 areas 1 have no row");
}

TEST(ProposeCovered, BlankCellsOfAWideTableAreAskedAbout) {
    const std::string head = "anio,barrio,enero,febrero,marzo,abril,mayo,junio\n";
    EXPECT_EQ(asked(head + "2024,Boca,1,2,,4,5,6\n2024,Once,1,2,3,4,5,6\n").value("wide.blank"), "nothing");
    EXPECT_EQ(asked(head + "2024,Boca,1,2,3,4,5,6\n2024,Once,1,2,3,4,5,6\n").find("wide.blank"), nullptr);
}

TEST(ProposeCovered, FactsOneByOneAreNotAsked) {
    EXPECT_EQ(asked("fecha,barrio\n2024-01-05,Boca\n", Kind::incidents).find("count.covered"), nullptr);
}

}  // namespace atalaya::intake

#include "intake/propose/wide_run.hpp"

#include <gtest/gtest.h>

#include "intake/propose/offence_columns.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

const std::string by_category =
    table_of("ano,mes,homicidio,roubo,furto,lesao,ameaca,estupro,total_geral", 24,
             [](int i) { return "2023," + std::to_string(1 + i % 12) + ",1,2,3,4,5,6,21"; });

}  // namespace

TEST(ProposeWideRun, ColumnsCalledAfterMonthsAreOne) {
    const LookedAt table{
        "AÑO,DELITO,ENE,FEB,MAR,ABR,MAY,JUN\n2020,Robo,1,2,3,4,5,6\n2021,Robo,1,2,3,4,5,6\n"};
    Choosing choosing = table.choosing();
    const WideRun wide = find_wide(choosing, find_when(choosing));
    ASSERT_EQ(wide.columns.size(), 6u);
    EXPECT_EQ(wide.columns.front()->name, "ENE");
    EXPECT_EQ(wide.month(), "mes");
}

TEST(ProposeWideRun, ColumnsOfCountsBesideAMonthAreCategoriesWithoutTheirTotal) {
    const LookedAt table{by_category};
    Choosing choosing = table.choosing();
    const WideRun wide = find_wide(choosing, find_when(choosing));
    EXPECT_EQ(wide.month(), "");
    take_wide(choosing, wide);
    const Proposal proposal = std::move(choosing).done();
    ASSERT_NE(proposal.find("wide.columns"), nullptr);
    EXPECT_EQ(proposal.find("wide.columns")->values,
              (std::vector<std::string>{"homicidio", "roubo", "furto", "lesao", "ameaca", "estupro"}));
    EXPECT_FALSE(proposal.find("wide.columns")->question.empty());
}

// A label that no row can have, listed with an indicator, would make that indicator zero where nothing was counted.
TEST(ProposeWideRun, ATotalThatIsLeftOutIsNoLabel) {
    const LookedAt table{by_category};
    Choosing choosing = table.choosing();
    list_labels(choosing, {}, {}, find_wide(choosing, find_when(choosing)));
    const Proposal proposal = std::move(choosing).done();
    EXPECT_EQ(proposal.labels.size(), 6u);
    for (const auto& label : proposal.labels) EXPECT_NE(label.label_1, "total_geral");
}

TEST(ProposeWideRun, WithoutATimeOrBesideACountThereIsNone) {
    const LookedAt timeless{"barrio,a1,b1,c1,d1,e1,f1\nBoca,1,2,3,4,5,6\nOnce,1,2,3,4,5,6\n"};
    Choosing without = timeless.choosing();
    EXPECT_FALSE(find_wide(without, find_when(without)).any());
    const LookedAt counted{table_of("ano,mes,a1,b1,c1,d1,e1,f1,delito,cantidad", 24, [](int i) {
        return "2023," + std::to_string(1 + i % 12) + ",1,2,3,4,5,6,Robo,9";
    })};
    Choosing with = counted.choosing();
    EXPECT_FALSE(find_wide(with, find_when(with)).any());
}

TEST(ProposeWideRun, ItsNewColumnsHaveNamesThatNoOtherHas) {
    const LookedAt table{
        "año,mes,casos,ENE,FEB,MAR,ABR,MAY,JUN\n2020,x,y,1,2,3,4,5,6\n2021,x,y,1,2,3,4,5,6\n"};
    Choosing choosing = table.choosing();
    const WideRun wide = find_wide(choosing, find_when(choosing));
    EXPECT_EQ(wide.name, "mes_de_columna");
    EXPECT_EQ(wide.value, "casos_de_columna");
}

}  // namespace atalaya::intake

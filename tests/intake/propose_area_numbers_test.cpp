#include "intake/propose/area_numbers.hpp"

#include <gtest/gtest.h>

#include "intake/propose/wide_run.hpp"
#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// Twelve areas in `months` months: their number, that of the battalion of each four, and a count.
std::string by_month(int months) {
    return table_of("ano,mes,circ,bpm,homicidio,roubo,furto,lesao,ameaca,estupro", 12 * months, [](int i) {
        const int area = i % 12, month = i / 12;
        const auto count = [&](int k) { return "," + std::to_string((area * k + month * 7 + k) % 40); };
        return "2023," + std::to_string(1 + month) + "," + std::to_string(area + 101) + "," +
               std::to_string(area / 4 + 1) + count(1) + count(3) + count(5) + count(7) + count(9) +
               count(11);
    });
}

std::string marked(const std::string& csv) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    mark_area_numbers(choosing, find_when(choosing));
    std::string names;
    for (const auto& column : choosing.columns())
        if (choosing.seems(column) == Seems::area) names += column.name + " ";
    return names;
}

}  // namespace

TEST(ProposeAreaNumbers, TheSameNumbersOnceInEveryMonthAreOfAreasAndTellOthers) {
    EXPECT_EQ(marked(by_month(6)), "circ bpm ");
    EXPECT_EQ(marked(by_month(2)), "") << "two months may have like counts";
}

// Rio's: a circumscription in three changed its battalion in the years. Kidnappings are one here and there.
TEST(ProposeAreaNumbers, ANumberThatSomeAreasChangeIsTheirsAndARareFactIsACount) {
    const std::string csv = table_of("ano,mes,circ,bpm,sequestro", 20 * 24, [](int i) {
        const int area = i % 20, month = i / 20;
        const int battalion = 1 + area / 3 + (month > 10 && area % 5 == 0 ? 1 : 0);
        return std::to_string(2022 + month / 12) + "," + std::to_string(1 + month % 12) + "," +
               std::to_string(area + 101) + "," + std::to_string(battalion) + "," +
               (month == 5 && area < 6 ? std::to_string(1 + area) : "0");
    });
    EXPECT_EQ(marked(csv), "circ bpm ");
}

TEST(ProposeAreaNumbers, ATableOfTheWholeCityHasNone) {
    EXPECT_EQ(marked(table_of("ano,mes,homicidio,roubo", 24,
                              [](int i) {
                                  return "2023," + std::to_string(1 + i % 12) + "," + std::to_string(i % 5) +
                                         "," + std::to_string(i);
                              })),
              "");
}

TEST(ProposeAreaNumbers, TheyAreNoCategoriesOfAWideTable) {
    const LookedAt table{by_month(6)};
    Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    mark_area_numbers(choosing, when);
    const WideRun wide = find_wide(choosing, when);
    ASSERT_EQ(wide.columns.size(), 6u);
    EXPECT_EQ(wide.columns.front()->name, "homicidio");
}

}  // namespace atalaya::intake

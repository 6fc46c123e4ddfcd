#include "intake/propose/rhythm.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// `rows` facts on each of the days of March 2026 from the 2nd, a Monday.
std::string cadence_of(int days, int rows, Kind kind = Kind::incidents) {
    std::string csv = "id,fecha,tipo\n";
    for (int day = 0; day < days; ++day)
        for (int row = 0; row < rows; ++row)
            csv += std::to_string(100 * day + row) + ",2026-03-" + (day < 8 ? "0" : "") +
                   std::to_string(day + 2) + ",Robo\n";
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(kind, 99, Message{});
    take_rhythm(choosing, find_when(choosing));
    return std::string{std::move(choosing).done().value("cadence")};
}

}  // namespace

TEST(ProposeRhythm, TheDaysOfAFileSayHowOftenItComes) {
    EXPECT_EQ(cadence_of(7, 3), "weekly");
    EXPECT_EQ(cadence_of(5, 3), "weekly") << "Monday to Friday";
    EXPECT_EQ(cadence_of(1, 20), "daily");
    EXPECT_EQ(cadence_of(8, 3), "") << "more than a week";
    EXPECT_EQ(cadence_of(25, 3), "");
}

TEST(ProposeRhythm, AFewRowsAreAskedAboutToo) {
    EXPECT_EQ(cadence_of(1, 4), "daily");
    EXPECT_EQ(cadence_of(7, 1), "weekly");
}

TEST(ProposeRhythm, ADayInThreeColumnsIsADay) {
    const LookedAt table{table_of("anio,mes,dia,tipo", 20,
                                  [](int i) { return "2026,3," + std::to_string(13 + i % 5) + ",Robo"; })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_rhythm(choosing, find_when(choosing));
    EXPECT_EQ(std::move(choosing).done().value("cadence"), "weekly");
}

TEST(ProposeRhythm, CountsSayNothing) {
    EXPECT_EQ(cadence_of(7, 3, Kind::tallies), "");
}

}  // namespace atalaya::intake

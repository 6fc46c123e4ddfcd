#include "intake/quality/adds_up.hpp"

#include <gtest/gtest.h>

namespace atalaya::intake::quality {
namespace {

SaidValue of(int year, std::int64_t value, const char* comuna) {
    return {year, value, false, {{"comuna", comuna}}};
}
SaidValue whole(int year, std::int64_t value) {
    return {year, value, true, {}};
}

TEST(WholesNotMet, TheRowOfAllIsTheSumOfTheOthers) {
    const std::vector<SaidValue> said{of(2010, 3, "1"), of(2010, 4, "2"), whole(2010, 7), of(2020, 3, "1"),
                                      of(2020, 4, "2"), whole(2020, 8),   whole(2030, 9)};
    const auto unmet = wholes_not_met(said);
    ASSERT_EQ(unmet.size(), 1U) << "a year of nothing but the whole has nothing to add up";
    EXPECT_EQ(unmet[0].year, 2020);
    EXPECT_EQ(unmet[0].sum, 7);
    EXPECT_EQ(unmet[0].expected, 8);
}

TEST(TotalsNotMet, AreJudgedWithinTheirPercentOverTheirArea) {
    const std::vector<SaidValue> said{of(2020, 600, "1"), of(2020, 405, "1"), of(2020, 50, "2"),
                                      of(2021, 980, "1"), whole(2020, 9999)};
    const KnownTotal one{"comuna", "1", {}, 1000, 1};
    const auto unmet = totals_not_met(said, std::vector{one});
    ASSERT_EQ(unmet.size(), 1U) << "1,005 is within 1 % of 1,000; 980 is not";
    EXPECT_EQ(unmet[0].year, 2021);
    EXPECT_EQ(unmet[0].area, "1");
    const KnownTotal nowhere{"comuna", "3", 2020, 1000, 1};
    ASSERT_EQ(totals_not_met(said, std::vector{nowhere}).size(), 1U);
    EXPECT_EQ(totals_not_met(said, std::vector{nowhere})[0].sum, 0);
    const KnownTotal city{"", "", 2020, 1055, 0};
    EXPECT_TRUE(totals_not_met(said, std::vector{city}).empty());
}

}  // namespace
}  // namespace atalaya::intake::quality

#include "service/finding_life.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

Day may(int day) {
    return std::chrono::local_days{std::chrono::year{2020} / 5 / day};
}

Telling shown(int day, std::size_t reading) {
    return {may(day), reading, true};
}
Telling gone(int day, std::size_t reading) {
    return {may(day), reading, false};
}

TEST(FindingLife, IsOpenUntilAReadingNoLongerShowsIt) {
    const FindingLife life{{shown(2, 0), shown(4, 1), gone(6, 2), gone(8, 3)}, {}};
    EXPECT_EQ(state_of(life, may(1)).state, "");
    EXPECT_EQ(state_of(life, may(5)).state, "open");
    EXPECT_EQ(state_of(life).state, "fixed");
    EXPECT_EQ(state_of(life).mended_by, 2U) << "the first that mended it";
}

TEST(FindingLife, IsOpenAgainWhenItReturns) {
    const FindingLife life{{shown(2, 0), gone(4, 1), shown(6, 2)}, {}};
    EXPECT_EQ(state_of(life, may(4)).state, "fixed");
    EXPECT_EQ(state_of(life).state, "open");
    EXPECT_FALSE(state_of(life).mended_by);
}

TEST(FindingLife, WhatAPersonFixedReturnsTooAndIsNotMendedByAReading) {
    const FindingLife fixed{{shown(2, 0), gone(6, 1)}, {{may(4), "fixed"}}};
    EXPECT_EQ(state_of(fixed).state, "fixed");
    EXPECT_FALSE(state_of(fixed).mended_by);
    const FindingLife returned{{shown(2, 0), shown(6, 1)}, {{may(4), "fixed"}}};
    EXPECT_EQ(state_of(returned, may(5)).state, "fixed");
    EXPECT_EQ(state_of(returned).state, "open");
}

TEST(FindingLife, WhatWasExplainedOrWaivedStays) {
    for (const char* state : {"explained", "waived"}) {
        const FindingLife life{{shown(2, 0), gone(6, 1), shown(8, 2)}, {{may(4), state}}};
        EXPECT_EQ(state_of(life).state, state);
    }
}

TEST(FindingLife, ADecisionCountsAfterTheReadingsOfItsDay) {
    const FindingLife reopened{{shown(2, 0), gone(4, 1)}, {{may(4), "open"}}};
    EXPECT_EQ(state_of(reopened).state, "open");
    const FindingLife before_it_was_seen{{shown(2, 0)}, {{may(1), "fixed"}}};
    EXPECT_EQ(state_of(before_it_was_seen).state, "fixed");
    const FindingLife not_in_order{{shown(2, 0)}, {{may(9), "waived"}, {may(3), "explained"}}};
    EXPECT_EQ(state_of(not_in_order).state, "explained") << "the newest decision, whatever its day";
}

}  // namespace
}  // namespace atalaya::service

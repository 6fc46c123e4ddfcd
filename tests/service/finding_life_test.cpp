#include "service/finding_life.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

Day may(int day) {
    return std::chrono::local_days{std::chrono::year{2020} / 5 / day};
}

// Readings of the same file again: each tells all of those before it again.
std::set<std::size_t> up_to(std::size_t reading) {
    std::set<std::size_t> all;
    for (std::size_t i = 0; i <= reading; ++i) all.insert(i);
    return all;
}

Telling shown(int day, std::size_t reading, std::int64_t rows = 10, std::set<std::string> names = {}) {
    return {.on = may(day),
            .reading = reading,
            .shows = true,
            .rows = rows,
            .read = 100,
            .names = std::move(names),
            .again = up_to(reading)};
}
Telling gone(int day, std::size_t reading) {
    return {.on = may(day), .reading = reading, .again = up_to(reading)};
}
// A file of a month of its own, which tells nothing of the others again.
Telling month(int number, std::int64_t rows, std::int64_t read = 1000) {
    const auto first = std::chrono::year{2020} / number;
    return {.on = may(number),
            .reading = static_cast<std::size_t>(number),
            .shows = rows > 0,
            .rows = rows,
            .read = read,
            .days = whole(first),
            .delivery = sha256(std::to_string(number)),
            .again = {static_cast<std::size_t>(number)}};
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

TEST(FindingLife, SaysWhichReadingOpenedItAgainAndWhy) {
    const auto reopened = [](const FindingLife& life) {
        const auto now = state_of(life);
        return now.reopened ? now.state + " " + now.reopened->why + " " + std::to_string(now.reopened->by)
                            : now.state;
    };
    EXPECT_EQ(reopened({{shown(2, 0), gone(4, 1), shown(6, 2)}, {}}), "open returned 2");
    for (const char* state : {"explained", "waived"}) {
        const std::vector<Decided> decided{{may(4), state}};
        EXPECT_EQ(reopened({{shown(2, 0), shown(6, 1)}, decided}), state) << "the same again";
        EXPECT_EQ(reopened({{shown(2, 0), shown(6, 1, 9)}, decided}), state) << "less of it";
        EXPECT_EQ(reopened({{shown(2, 0), shown(6, 1, 11)}, decided}), "open grew 1");
        EXPECT_EQ(reopened({{shown(2, 0), gone(6, 1), shown(8, 2, 11)}, decided}), "open grew 2");
        EXPECT_EQ(reopened({{shown(2, 0, 10, {"a", "b"}), shown(6, 1, 10, {"b"})}, decided}), state);
        EXPECT_EQ(reopened({{shown(2, 0, 10, {"a"}), shown(6, 1, 10, {"a", "b"})}, decided}),
                  "open changed 1");
        EXPECT_EQ(reopened({{shown(2, 0), shown(6, 1, 11), gone(8, 2)}, decided}), "fixed")
            << "what grew is mended as any other";
        EXPECT_EQ(reopened({{shown(2, 0), shown(6, 1, 11)}, {{may(4), state}, {may(7), state}}}), state)
            << "decided anew, of what it is now";
    }
}

// 20 of 1000 rows were explained: another month of 1000 may have 20 + 3 sqrt(20) = 33.4 of them.
TEST(FindingLife, OfOtherDaysItGrewWhereThereAreMoreThanChanceGives) {
    const auto after = [](std::int64_t rows, std::int64_t read = 1000) {
        return state_of({{month(1, 20), month(2, rows, read)}, {{may(1), "explained"}}}).state;
    };
    EXPECT_EQ(after(33), "explained");
    EXPECT_EQ(after(34), "open");
    EXPECT_EQ(after(58, 2000), "explained") << "40 + 3 sqrt(40) = 58.97";
    EXPECT_EQ(after(59, 2000), "open");
    EXPECT_EQ(after(20, 100), "explained") << "no more rows than were explained";
}

TEST(FindingLife, StandsUntilEveryDeliveryThatToldItIsToldAgainWithoutIt) {
    FindingLife life{{month(1, 20), month(2, 20), month(3, 0)}, {}};
    EXPECT_EQ(state_of(life).state, "open") << "a month without it says nothing of the others";
    life.tellings.push_back(month(4, 0));
    life.tellings.back().again = {1, 4};
    EXPECT_EQ(state_of(life).state, "open") << "February's stands";
    life.tellings.push_back(month(5, 0));
    life.tellings.back().again = {2, 5};
    EXPECT_EQ(state_of(life).state, "fixed");
    EXPECT_EQ(state_of(life).mended_by, 5U);
}

TEST(FindingLife, ADecisionOfOneDeliveryIsOfWhatThatOneTold) {
    const auto first = sha256(std::string{"1"});
    const FindingLife alike{{month(1, 20), month(2, 21)}, {{may(3), "explained", first}}};
    EXPECT_EQ(state_of(alike).state, "explained") << "the other told no more";
    const FindingLife grown{{month(1, 20), month(2, 80)}, {{may(3), "explained", first}}};
    EXPECT_EQ(state_of(grown).state, "open");
    EXPECT_EQ(state_of(grown).settled, std::vector<std::size_t>{0})
        << "what was said of the first stays said";
    const FindingLife fixed{{month(1, 20), month(2, 20)}, {{may(3), "fixed", first}}};
    EXPECT_EQ(state_of(fixed).state, "open") << "in the other it was not put right";
    const FindingLife no_longer_there{{month(1, 20)}, {{may(3), "waived", sha256(std::string{"9"})}}};
    EXPECT_EQ(state_of(no_longer_there).state, "waived");
}

}  // namespace
}  // namespace atalaya::service

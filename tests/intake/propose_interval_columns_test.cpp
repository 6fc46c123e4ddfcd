#include "intake/propose/interval_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

Proposal taken(const std::string& csv, Kind kind = Kind::incidents) {
    const LookedAt table{csv};
    Choosing choosing = table.choosing();
    choosing.choose_kind(kind, 99, Message{});
    const TimeColumns when = find_when(choosing);
    take_when(choosing, when, "");
    take_interval(choosing, when);
    return std::move(choosing).done();
}

// A car that was left on the evening of a day and missed on the next morning.
std::string thefts(const std::string& head, const std::string& missed = "07:15") {
    return table_of(head, 25, [&](int i) {
        return "2024-03-" + two(1 + i) + ",2024-03-" + two(1 + i) + " 21:30,2024-03-" + two(2 + i) + " " +
               missed;
    });
}

}  // namespace

TEST(ProposeIntervalColumns, ABeginningAndAnEndAreTheIntervalOfTheFact) {
    const Proposal proposal = taken(thefts("fecha,desde,hasta"));
    EXPECT_EQ(proposal.value("time.interval.from"), "desde");
    EXPECT_EQ(proposal.value("time.interval.until"), "hasta");
    EXPECT_EQ(proposal.value("time.interval.format"), "YYYY-MM-DD");
    EXPECT_FALSE(proposal.find("time.interval.from")->question.empty()) << "a shift begins and ends too";
    EXPECT_EQ(taken(thefts("data,início,fim")).value("time.interval.until"), "fim");
}

TEST(ProposeIntervalColumns, TheDayMayBeTheBeginning) {
    const Proposal proposal = taken(table_of("desde,hasta", 25, [](int i) {
        return two(1 + i) + "/03/2024 21:30," + two(2 + i) + "/03/2024 07:15";
    }));
    EXPECT_EQ(proposal.value("time.day.column"), "desde");
    EXPECT_EQ(proposal.value("time.interval.from"), "desde");
    EXPECT_EQ(proposal.value("time.interval.format"), "DD/MM/YYYY");
}

TEST(ProposeIntervalColumns, WhatEndsBeforeItBeginsOrHasNoHourIsNone) {
    EXPECT_EQ(taken(thefts("fecha,hasta,desde")).find("time.interval.from"), nullptr);
    EXPECT_EQ(taken(table_of("fecha,desde,hasta", 25,
                             [](int i) {
                                 return "2024-03-" + two(1 + i) + ",2024-03-" + two(1 + i) + ",2024-03-" +
                                        two(2 + i);
                             }))
                  .find("time.interval.from"),
              nullptr);
    EXPECT_EQ(taken(thefts("fecha,desde,hasta"), Kind::tallies).find("time.interval.from"), nullptr);
}

}  // namespace atalaya::intake

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

// New York's: the ends, and the middle that a program worked out, which is the day.
TEST(ProposeIntervalColumns, AMiddleTellsTheEndsWhateverTheyAreCalled) {
    const auto found = [](const std::string& head, const char* middle) {
        const LookedAt table{table_of(head, 25, [&](int i) {
            const std::string day = "2024-03-" + two(1 + i);
            return day + " 20:00," + day + " " + middle + "," + day + " 23:00";
        })};
        Choosing choosing = table.choosing();
        choosing.choose_kind(Kind::incidents, 99, Message{});
        const TimeColumns when = with_day_inside(choosing, find_when(choosing));
        take_when(choosing, when, "");
        take_interval(choosing, when);
        return std::move(choosing).done();
    };
    const Proposal unnamed = found("t1,fecha,t2", "21:30");
    EXPECT_EQ(unnamed.value("time.interval.from"), "t1");
    EXPECT_EQ(unnamed.value("time.interval.until"), "t2");
    const Proposal named = found("fecha primer momento,momento,fecha ultimo momento", "22:10");
    EXPECT_EQ(named.value("time.interval.from"), "fecha primer momento");
    EXPECT_EQ(named.value("time.interval.until"), "fecha ultimo momento");
    EXPECT_EQ(named.value("time.day.column"), "momento");
    EXPECT_EQ(found("t1,fecha,t2", "22:10").find("time.interval.from"), nullptr)
        << "a fact, its report and its entry are in order too";
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

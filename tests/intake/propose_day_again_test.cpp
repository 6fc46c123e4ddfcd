#include "intake/propose/day_again.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// Days from 1 March 2024, a Friday, with the year and the weekday that are said beside each.
Proposal taken(int wrong_years, int wrong_weekdays) {
    static const char* const names[] = {"viernes", "sábado",    "domingo", "lunes",
                                        "martes",  "miércoles", "jueves"};
    const LookedAt table{table_of("fecha,anio,mes,dia_semana,delito", 31, [&](int i) {
        return "2024-03-" + two(1 + i) + (i < wrong_years ? ",2023" : ",2024") + ",Marzo," +
               names[(i + (i < wrong_weekdays ? 1 : 0)) % 7] + ",Robo";
    })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    take_day_again(choosing, find_when(choosing));
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeDayAgain, PartsThatAgreeAreHeldAgainstTheDate) {
    const Proposal proposal = taken(0, 0);
    EXPECT_EQ(proposal.value("time.day.year"), "anio");
    EXPECT_EQ(proposal.value("time.day.month"), "mes");
    EXPECT_EQ(proposal.value("time.weekday"), "dia_semana");
}

// As reading holds them against the date.
TEST(ProposeDayAgain, AYearMayBeOfTwoDigits) {
    const LookedAt table{
        table_of("fecha,anio,delito", 31, [](int i) { return "2024-03-" + two(1 + i) + ",24,Robo"; })};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::incidents, 99, Message{});
    auto when = find_when(choosing);
    for (const auto& column : choosing.columns())
        if (column.name == "anio") when.year = &column;
    take_day_again(choosing, when);
    EXPECT_EQ(std::move(choosing).done().value("time.day.year"), "anio");
}

TEST(ProposeDayAgain, AFewThatDoNotAreWhatIsLookedFor) {
    const Proposal proposal = taken(2, 3);
    EXPECT_EQ(proposal.value("time.day.year"), "anio");
    EXPECT_EQ(proposal.value("time.weekday"), "dia_semana");
}

TEST(ProposeDayAgain, WhatIsOfAnotherYearOrDayIsNoneOfTheDate) {
    const Proposal proposal = taken(5, 6);
    EXPECT_EQ(proposal.find("time.day.year"), nullptr);
    EXPECT_EQ(proposal.find("time.weekday"), nullptr);
    EXPECT_EQ(proposal.value("time.day.month"), "mes") << "each by itself";
}

}  // namespace atalaya::intake

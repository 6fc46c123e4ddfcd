#include "intake/propose/time_columns.hpp"

#include <gtest/gtest.h>

#include "propose_table.hpp"

namespace atalaya::intake {

namespace {

// What [time] of incidents would say.
Proposal taken(const LookedAt& table, const std::string& month_of_head = "") {
    Choosing choosing = table.choosing();
    take_when(choosing, find_when(choosing), month_of_head);
    return std::move(choosing).done();
}

}  // namespace

TEST(ProposeTimeColumns, TheDayOfTheFactIsPreferredToOtherDays) {
    const LookedAt table{table_of("fecha_nacimiento,fecha_hecho,fecha_carga", 40, [](int i) {
        return "1980-01-" + two(1 + i % 28) + ",2024-02-" + two(1 + i % 28) + ",2024-03-" + two(1 + i % 28);
    })};
    const Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    EXPECT_EQ(name_of(when.day), "fecha_hecho");
    EXPECT_TRUE(when.knows_days());
}

TEST(ProposeTimeColumns, DaysThatAreAllTheFirstOfTheirMonthAreMonths) {
    const LookedAt table{table_of(
        "fecha,casos", 24, [](int i) { return "20" + two(20 + i / 12) + "-" + two(1 + i % 12) + "-01,3"; })};
    const Choosing choosing = table.choosing();
    const TimeColumns when = find_when(choosing);
    EXPECT_FALSE(when.knows_days());
    EXPECT_TRUE(when.knows_months());
}

TEST(ProposeTimeColumns, DaysUnderAnotherWordServeWhereNothingElseTellsTime) {
    const auto day = [](const std::string& head, const std::string& more) {
        const LookedAt table{
            table_of(head, 40, [&](int i) { return std::to_string(1 + i % 28) + "-ene-21" + more; })};
        const Choosing choosing = table.choosing();
        return name_of(find_when(choosing).day);
    };
    EXPECT_EQ(day("ingreso", ""), "ingreso");
    EXPECT_EQ(day("ingreso,año,mes", ",2021,1"), "-") << "year and month say it better";
}

TEST(ProposeTimeColumns, YearAndMonthServeWhereThereIsNoDay) {
    const Proposal proposal = taken(LookedAt{table_of(
        "ano,mes,delito", 24, [](int i) { return "2023," + std::to_string(1 + i % 12) + ",Robo"; })});
    EXPECT_EQ(proposal.value("time.day.year"), "ano");
    EXPECT_EQ(proposal.value("time.day.month"), "mes");
    EXPECT_EQ(proposal.find("time.day.column"), nullptr);
}

TEST(ProposeTimeColumns, AMonthThatCannotBeDoesNotHideItsColumn) {
    const LookedAt table{"ano,mes\n2023,1\n2023,2\n2023,13\n2023,Marzo\n2023,4\n2023,5\n2023,6\n"};
    const Choosing choosing = table.choosing();
    EXPECT_EQ(name_of(find_when(choosing).month), "mes");
}

TEST(ProposeTimeColumns, AYearAloneIsAskedAbout) {
    const Proposal proposal = taken(LookedAt{"anio,delito\n2020,Robo\n2021,Hurto\n2022,Robo\n"});
    EXPECT_EQ(proposal.value("time.day.column"), "anio");
    EXPECT_FALSE(proposal.find("time.day.column")->question.empty());
}

TEST(ProposeTimeColumns, HeadsOfMonthsAreTheMonth) {
    const Proposal proposal = taken(LookedAt{"anio,enero\n2020,5\n2021,4\n"}, "mes");
    EXPECT_EQ(proposal.value("time.day.year"), "anio");
    EXPECT_EQ(proposal.value("time.day.month"), "mes");
}

TEST(ProposeTimeColumns, ADayInThreeColumnsIsKnownToo) {
    const LookedAt table{table_of("dia,mes,anio,delito", 60, [](int i) {
        return std::to_string(1 + i % 28) + "," + std::to_string(1 + i % 12) + ",2023,Robo";
    })};
    const Choosing choosing = table.choosing();
    EXPECT_TRUE(find_when(choosing).knows_days());
}

// A column that is named for days and holds numbers around 45,000; another name says nothing of the kind.
TEST(ProposeTimeColumns, NumbersOfDaysAreDaysWhereTheColumnIsNamedForThem) {
    const auto numbers = [](const std::string& head) {
        return table_of(head + ",delito", 60, [](int i) { return std::to_string(45292 + 5 * i) + ",Robo"; });
    };
    const Proposal proposal = taken(LookedAt{numbers("fecha")});
    EXPECT_EQ(proposal.value("time.day.column"), "fecha");
    EXPECT_EQ(proposal.value("time.day.format"), "YYYY-MM-DD");
    EXPECT_NE(taken(LookedAt{numbers("expediente")}).value("time.day.column"), "expediente");
}

TEST(ProposeTimeColumns, WhatIsNoMonthIsAskedAbout) {
    const auto with = [](const std::string& mark) {
        return taken(LookedAt{table_of("anio,mes,delito", 48, [&](int i) {
            return "2023," + (i % 16 == 0 ? mark : std::to_string(1 + i % 12)) + ",Robo";
        })});
    };
    for (const char* mark : {"99", "ignorado", "unknown"}) {
        const Proposal proposal = with(mark);
        EXPECT_EQ(proposal.value("time.day.month"), "mes") << mark;
        EXPECT_EQ(proposal.value("time.day.unknown"), mark);
        EXPECT_FALSE(proposal.find("time.day.unknown")->question.empty()) << mark;
    }
    EXPECT_EQ(with("7").find("time.day.unknown"), nullptr);
    EXPECT_EQ(with("27").find("time.day.unknown"), nullptr) << "a slip, or another thing";
}

TEST(ProposeTimeColumns, CountsOfYearsAreKeptAsSuch) {
    const LookedAt table{"anio,delito,casos\n2020,Robo,4\n2021,Hurto,5\n2022,Robo,6\n"};
    Choosing choosing = table.choosing();
    choosing.choose_kind(Kind::tallies, 99, Message{});
    take_when(choosing, find_when(choosing), "");
    const Proposal proposal = std::move(choosing).done();
    EXPECT_EQ(proposal.value("time.year.column"), "anio");
    EXPECT_EQ(proposal.value("delivery.covers"), "months") << "or they cannot be read";
    EXPECT_FALSE(proposal.find("time.year.column")->question.empty());
}

}  // namespace atalaya::intake

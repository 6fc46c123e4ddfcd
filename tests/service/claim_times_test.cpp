#include "service/claim_times.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

struct Said {
    std::string said, part, rest;
};

Said said(const std::string& text) {
    const auto found = said_times(words_of_claim(text));
    return {found.said, found.cuts.empty() ? "" : found.cuts.front(), spaced(found.others)};
}

TEST(ClaimTimes, HoursAndDaysAreTakenOutOfTheClaim) {
    const auto night = said("cuatro de cada diez robos ocurren de noche");
    EXPECT_EQ(night.said, "noche");
    EXPECT_EQ(night.part, "hours:20-6");
    EXPECT_EQ(night.rest, " cuatro de cada diez robos ocurren ");
    const auto weekend = said("los robos de fin de semana bajaron 40 % en 2024");
    EXPECT_EQ(weekend.said, "fin de semana");
    EXPECT_EQ(weekend.part, "days:5-6");
    EXPECT_EQ(weekend.rest, " los robos bajaron 40 en 2024 ");
    EXPECT_EQ(said("os furtos aos fins de semana").part, "days:5-6");
    EXPECT_EQ(said("20 % of thefts happen on weekends").part, "days:5-6");
    EXPECT_EQ(said("los hurtos de la tarde").part, "hours:12-20");
    EXPECT_EQ(said("roubos na madrugada").part, "hours:0-6");
    EXPECT_EQ(said("robos los lunes").part, "days:0-0");
    EXPECT_EQ(said("homicídios nas sextas-feiras").part, "days:4-4");
    EXPECT_EQ(said("robos entre semana").part, "days:0-4");
}

TEST(ClaimTimes, WhatSaysNoPartOfTheDayStays) {
    EXPECT_EQ(said("los robos subieron mañana").part, "");
    EXPECT_EQ(said("hubo 30 robos esta semana").part, "");
    EXPECT_EQ(said("más tarde hubo 30 robos").part, "");
}

TEST(ClaimTimes, HoursOfSomeDaysAreBothAtOnce) {
    for (const auto* text :
         {"robos de noche los fines de semana", "robos los fines de semana por la noche"}) {
        const auto found = said(text);
        EXPECT_EQ(found.part, "hours:20-6 days:5-6") << text;
        EXPECT_EQ(found.rest, " robos ") << text;
    }
    EXPECT_EQ(said("roubos na madrugada de domingo").part, "hours:0-6 days:6-6");
    EXPECT_EQ(said("el 20 % de los hurtos es los sábados a la tarde").part, "hours:12-20 days:5-5");
}

TEST(ClaimTimes, HoursOfTheClockAreNoNumberOfFacts) {
    const auto night = said("entre las 22 y las 6 hubo 340 robos");
    EXPECT_EQ(night.part, "hours:22-6");
    EXPECT_EQ(night.rest, " hubo 340 robos ");
    EXPECT_EQ(said("hubo 340 robos de 20 a 23 hs").part, "hours:20-23");
    EXPECT_EQ(said("houve 340 roubos das 18h às 22h").part, "hours:18-22");
    EXPECT_EQ(said("pasaron de 20 a 23").part, "") << "of facts";
    EXPECT_EQ(said("entre 2019 y 2020 hubo 340").part, "");
}

TEST(ClaimTimes, PartsOfAMonthOrWeekThatNothingTellsHaveNoCut) {
    for (const auto* text :
         {"los robos a mitad de semana bajaron 40 %", "los robos a fin de mes bajaron 40 %",
          "los robos de la segunda quincena bajaron 40 %",
          "los robos de la primera semana del mes bajaron 40 %", "los robos a mitad de año bajaron 40 %",
          "los robos de fin de año bajaron 40 %", "los robos de noche a fin de mes bajaron 40 %"}) {
        const auto found = said(text);
        EXPECT_NE(found.said, "") << text;
        EXPECT_EQ(found.part, "") << text;
        EXPECT_EQ(found.rest, " los robos bajaron 40 ") << text;
    }
    EXPECT_EQ(said("robos a fines de mayo").rest, " robos de mayo ") << "the month is read as ever";
    for (const auto* text : {"los robos de la segunda mitad del año", "los robos de la última semana",
                             "los robos desde principios de año"})
        EXPECT_EQ(said(text).said, "") << text;
}

TEST(ClaimTimes, APartOverMidnightHoldsBothSides) {
    const TimePart night{TimePart::Of::hours, 20, 6};
    EXPECT_TRUE(night.holds(0, 23));
    EXPECT_TRUE(night.holds(0, 0));
    EXPECT_FALSE(night.holds(0, 6));
    EXPECT_FALSE(night.holds(0, -1)) << "an unknown hour is of no part";
    const TimePart weekend{TimePart::Of::days, 5, 6};
    EXPECT_TRUE(weekend.holds(6, -1));
    EXPECT_FALSE(weekend.holds(4, 23));
    for (const auto& part : {night, weekend}) EXPECT_EQ(parse_time_part(part.text()), part);
    EXPECT_EQ(parse_time_parts("hours:20-6 days:5-6"), (std::vector{night, weekend}));
}

TEST(ClaimTimes, UnknownHoursMayBeTakenForMidnightAndForNoOther) {
    EXPECT_EQ(with_unknown_hours("hours:0-6"), "hours:0-6+");
    EXPECT_EQ(with_unknown_hours("hours:20-6 days:5-6"), "hours:20-6+ days:5-6");
    EXPECT_EQ(with_unknown_hours("hours:6-20"), "");
    EXPECT_EQ(with_unknown_hours("days:5-6"), "");
    EXPECT_TRUE(parse_time_part("hours:0-6+").holds(0, -1));
    EXPECT_EQ(parse_time_part("hours:0-6+").text(), "hours:0-6+");
}

}  // namespace
}  // namespace atalaya::service

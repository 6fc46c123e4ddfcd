#include "service/claim_times.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

struct Said {
    std::string said, part, rest;
};

Said said(const std::string& text) {
    const auto found = said_times(words_of_claim(text));
    return {found.said, found.parts.empty() ? "" : found.parts.front().text(), spaced(found.others)};
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
}

}  // namespace
}  // namespace atalaya::service

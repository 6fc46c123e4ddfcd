#include "service/claim_number.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"

namespace atalaya::service {
namespace {

SaidNumber said(const std::string& text) {
    return said_number(words_of_claim(text), text);
}

TEST(ClaimNumber, NoneAndOneAreNumbersToo) {
    EXPECT_EQ(said("no hubo homicidios en mayo").value, 0);
    EXPECT_EQ(said("nenhum homicídio").value, 0);
    EXPECT_EQ(said("hubo un homicidio").value, 1);
}

TEST(ClaimNumber, WhatWasCountedIsNoYear) {
    EXPECT_EQ(said("hubo 2000 robos en mayo").value, 2000);
    EXPECT_THROW(said("los robos de 2000"), Error);
}

TEST(ClaimNumber, BothNumbersOfAChangeAreAsExactAsTheyWereSaid) {
    const auto change = said("los homicidios pasaron de 340 en 2019 a 474 en 2020");
    EXPECT_EQ(change.kind, ClaimKind::change);
    EXPECT_NEAR(change.value, 39.41, 0.01);
    const auto rough = said("os roubos passaram de 31 mil para 41 mil em 2016");
    EXPECT_TRUE(rough.fits(100 * (41'696.0 / 31'035 - 1))) << "41,496 of 30,500 would be 36 %";
    EXPECT_FALSE(rough.fits(37));
    EXPECT_THROW(said("pasaron de 2019 a 2020"), Error);
    EXPECT_NEAR(said("pasaron de 1.084 en abril a 2.465 en agosto de 2020").value, 127.40, 0.01);
    EXPECT_TRUE(said("pasaron de 40 a 55").levels);
    EXPECT_FALSE(said("subieron 37,5 %").levels);
}

}  // namespace
}  // namespace atalaya::service

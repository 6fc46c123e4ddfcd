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

}  // namespace
}  // namespace atalaya::service

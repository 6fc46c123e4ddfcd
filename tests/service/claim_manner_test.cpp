#include "service/claim_manner.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

std::string left(const std::string& text) {
    return spaced(without_what_they_rode(words_of_claim(text)));
}

TEST(ClaimManner, WhatSomebodyRodeIsNotWhatWasTaken) {
    EXPECT_EQ(left("los robos en moto bajaron"), " los robos bajaron ");
    EXPECT_EQ(left("roubos em uma motocicleta"), " roubos ");
    EXPECT_EQ(left("robos a bordo de un auto"), " robos ");
    EXPECT_EQ(left("robo de motos en Palermo"), " robo de motos en palermo ");
    EXPECT_EQ(left("robos en vivienda"), " robos en vivienda ");
}

}  // namespace
}  // namespace atalaya::service

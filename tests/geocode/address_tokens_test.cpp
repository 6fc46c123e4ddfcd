#include "geocode/address_tokens.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::geocode::written {
namespace {

std::vector<std::string> shown(std::string_view folded) {
    std::vector<std::string> out;
    for (const auto& one : tokens_of(folded))
        out.push_back((is_word(one) ? "w:" : is_number(one) ? "n:" : "m:") + std::string{one.text});
    return out;
}

using testing::ElementsAre;

TEST(AddressTokens, WhatStandsTogetherIsParted) {
    EXPECT_THAT(shown("mz4 lt12"), ElementsAre("w:mz", "n:4", "w:lt", "n:12"));
    EXPECT_THAT(shown("colonia 1234bis"), ElementsAre("w:colonia", "n:1234", "w:bis"));
    EXPECT_THAT(shown("1.234/36"), ElementsAre("n:1.234", "m:/", "n:36"));
    EXPECT_THAT(shown("av. italia"), ElementsAre("w:av", "w:italia"));
    EXPECT_TRUE(tokens_of("av. italia")[0].dotted);
    EXPECT_THAT(shown(""), testing::IsEmpty());
}

TEST(AddressTokens, ADoorHasSixFiguresAtMost) {
    EXPECT_TRUE(may_be_door(tokens_of("999999")[0]));
    EXPECT_FALSE(may_be_door(tokens_of("1000000")[0]));
    EXPECT_FALSE(may_be_door(tokens_of("calle")[0]));
    EXPECT_EQ(value_of(tokens_of("1.234")[0]), 1234);
}

TEST(AddressTokens, TheTextIsThatOfTheWords) {
    const auto tokens = tokens_of("av. italia, esq. comercio");
    EXPECT_EQ(text_of(tokens), "av. italia esq. comercio");
    EXPECT_TRUE(has_words(tokens));
    EXPECT_FALSE(has_words(tokens_of(", -")));
}

}  // namespace
}  // namespace atalaya::geocode::written

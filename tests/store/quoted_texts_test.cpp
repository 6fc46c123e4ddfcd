// What findings quote of rows, told from what our own checks say.
#include "store/quoted_texts.hpp"

#include <gmock/gmock.h>

#include "store/erasure_records.hpp"

namespace atalaya::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const std::string names =
    R"({"lines":[1,2],"layer":"barrio","names":[{"name":"Ana Ruíz","rows":2,"near":"ana"},{"name":"Sur","rows":1}]})";

TEST(QuotedTexts, NamesThatRowsWroteAreQuotesAndOursAreNot) {
    EXPECT_THAT(quotes_in(names), ElementsAre("Ana Ruíz", "Sur"));
    EXPECT_THAT(
        quotes_in(R"({"column":"tipo","texts":[{"found":"1","listed":"01","code":"robo","lines":[4]}]})"),
        ElementsAre("1"));
    EXPECT_THAT(
        quotes_in(R"({"column":"calle","groups":[{"alike_by":["form"],"spellings":[{"text":"Sol 1"}]}]})"),
        ElementsAre("Sol 1"));
    EXPECT_THAT(quotes_in(R"({"places":["hoja 1, B3: S/D"]})"), ElementsAre("hoja 1, B3: S/D"));
    EXPECT_THAT(quotes_in(R"({"month":"2020-01","series":[{"name":"robo"}],"forms":[{"form":"9/9"}]})"),
                IsEmpty());
    EXPECT_THAT(quotes_in(R"({"a_check_to_come":"Ana"})"), ElementsAre("Ana")) << "quotes until it is listed";
    EXPECT_THAT(quotes_in("no object"), IsEmpty());
    EXPECT_THAT(quotes_in(""), IsEmpty());
}

TEST(QuotedTexts, OnlyTheTextThatGoesIsBlankedWhateverItsCase) {
    const auto left = without_quotes(names, {.texts = {quote_compared(" ANA RUIZ ")}}, blanked_mark("e-1"));
    EXPECT_EQ(left.texts, 1);
    EXPECT_EQ(
        left.detail,
        R"({"lines":[1,2],"layer":"barrio","names":[{"name":"⟦e-1⟧","rows":2,"near":"ana"},{"name":"Sur","rows":1}]})");
    EXPECT_THAT(quotes_in(left.detail), ElementsAre("Sur"));
    EXPECT_EQ(blanked_quotes(left.detail), 1);
    EXPECT_EQ(blanked_quotes(names), 0);
}

// "1" is in "Paraná 1234": a part of a text is another text.
TEST(QuotedTexts, APartOfATextIsNotTheText) {
    EXPECT_EQ(without_quotes(names, {.texts = {"ana", "u"}}, "x").texts, 0);
    EXPECT_EQ(without_quotes(names, {.texts = {"ana", "u"}}, "x").detail, names);
}

TEST(QuotedTexts, OfADetailOfWhichAllGoesThePositionGoesToo) {
    const auto heap = R"({"points":1,"most":120,"lon":-58.5,"lat":-34.6})";
    EXPECT_EQ(without_quotes(heap, {.all = true}, "x").detail,
              R"({"points":1,"most":120,"lon":"x","lat":"x"})");
    EXPECT_EQ(without_quotes(heap, {.texts = {"-58.5"}}, "x").detail, heap);
    EXPECT_EQ(without_quotes(names, {.all = true}, "x").texts, 2);
}

TEST(QuotedTexts, WhatAnErasureBlankedBeforeKeepsItsMark) {
    const auto once = without_quotes(names, {.texts = {"sur"}}, blanked_mark("e-1"));
    const auto twice = without_quotes(once.detail, {.all = true}, blanked_mark("e-2"));
    EXPECT_EQ(twice.texts, 1);
    EXPECT_NE(twice.detail.find("⟦e-1⟧"), std::string::npos);
    EXPECT_NE(twice.detail.find("⟦e-2⟧"), std::string::npos);
}

}  // namespace
}  // namespace atalaya::store

#include "intake/held_text.hpp"

#include <gmock/gmock.h>

namespace atalaya::intake {
namespace {

bool held(std::string_view text, std::vector<std::string_view> cells) {
    return HeldText{text}.in(cells);
}

TEST(HeldText, WordsAreFoundInAnyOrderAndInSeveralCells) {
    EXPECT_TRUE(held("Zulema Quizpe", {"QUIZPE, ZULEMA"}));
    EXPECT_TRUE(held("Zulema Quizpe", {"2020-08-01", "Zulema", "Quizpe"}));
    EXPECT_TRUE(held("núñez", {"casa de NUNEZ."}));
    EXPECT_FALSE(held("Zulema Quizpe", {"Zulema", "Otra"}));
}

TEST(HeldText, AWordIsFoundWholeAlone) {
    EXPECT_FALSE(held("Ana", {"mañana"}));
    EXPECT_TRUE(held("Ana", {"mañana Ana vino"}));
    EXPECT_FALSE(held("20123456", {"201234567"}));
    EXPECT_TRUE(held("123/2020", {"exp.123/2020"}));
    EXPECT_FALSE(held("123/2020", {"1123/2020"}));
    EXPECT_FALSE(held("123/2020", {"123", "2020"}));
}

TEST(HeldText, ADocumentIsFoundHoweverItIsWritten) {
    for (const auto* text : {"27318456", "27.318.456", "27 318 456"}) {
        for (const auto* cell : {"27318456", "27.318.456", "DNI 27 318 456"})
            EXPECT_TRUE(held(text, {"otra", cell})) << text << " in " << cell;
        EXPECT_FALSE(held(text, {"27318457"})) << text;
    }
    EXPECT_TRUE(held("DNI 27318456", {"DNI: 27.318.456"}));
    EXPECT_FALSE(held("DNI 27318456", {"27.318.456"}));
    EXPECT_FALSE(held("20240514", {"2024-05-14"}));
}

TEST(HeldText, MarksAroundWordsSayNothing) {
    EXPECT_TRUE(held("\"Quizpe\"", {"Quizpe"}));
    EXPECT_TRUE(held("(causa 123/2020)", {"causa 123/2020"}));
    for (const auto* cell : {"“Quizpe”", "Quizpe–Mamani", "«Quizpe»", "la Quizpe’s"})
        EXPECT_TRUE(held("Quizpe", {cell})) << cell;
    EXPECT_TRUE(held("“Quizpe”", {"Quizpe"}));
    EXPECT_TRUE(held("123/2020", {"nº123/2020"}));
}

TEST(HeldText, WhatSaysTooLittleIsKnown) {
    for (const auto* text : {"", " . ", "Al", "2020", "12-34"})
        EXPECT_FALSE(HeldText{text}.says_enough()) << text;
    for (const auto* text : {"Ana", "12345", "C-12"}) EXPECT_TRUE(HeldText{text}.says_enough()) << text;
    EXPECT_FALSE(held("", {"", "x"}));
    EXPECT_FALSE(held(" - ", {"-"}));
}

TEST(HeldText, ACellTellsOfItByAWordOfFourLetters) {
    const HeldText text{"Zoe de la Paz Quizpe 2020"};
    EXPECT_TRUE(text.told_in("Casa de Quizpe"));
    EXPECT_FALSE(text.told_in("La casa de la Paz"));
    EXPECT_FALSE(text.told_in("2020-08-01"));
}

}  // namespace
}  // namespace atalaya::intake

#include "geocode/words.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "geocode/abbreviations.hpp"

namespace atalaya::geocode {
namespace {

std::string texts(std::string_view name) {
    std::string out;
    for (const Word& word : words_of(name)) out += (out.empty() ? "" : " ") + word.text;
    return out;
}

TEST(Words, TextDecodedWronglyIsRepairedAsOftenAsItWas) {
    EXPECT_EQ(repaired("MuÃ±oz"), "Muñoz");
    EXPECT_EQ(repaired("MAGARIÃ‘OS"), "MAGARIÑOS") << "0x91 by way of Windows-1252";
    EXPECT_EQ(repaired("MU\xC3\x83\xC2\x83\xC3\x82\xC2\x91OZ"), "MUÑOZ") << "twice";
    EXPECT_EQ(repaired("Humberto 1Â°"), "Humberto 1°");
    for (const char* right : {"SÃO JOÃO", "CONCEIÇÃO", "Núñez", "", "Rua Âmbar"})
        EXPECT_EQ(repaired(right), right);
}

TEST(Words, AbbreviationsAndNumberWordsAreWrittenOut) {
    EXPECT_EQ(texts("Avda. Gral. Flores"), "avenida general flores");
    EXPECT_EQ(texts("DIECIOCHO DE JULIO"), texts("18 de julio"));
    EXPECT_EQ(texts("2da. Sta. María"), "2 santa maria");
    EXPECT_EQ(texts("Humberto 1°"), texts("HUMBERTO I"));
    EXPECT_EQ(texts("R. Sete de Setembro"), "rua 7 de setiembre");
    EXPECT_EQ(texts("Calle Nº 05"), "calle 5");
}

TEST(Words, ALoneLetterIsAnAbbreviationOnlyInItsPlace) {
    EXPECT_EQ(texts("C. Mitre"), "calle mitre");
    EXPECT_EQ(texts("Calle C"), "calle c");
    EXPECT_EQ(words_of("Pasaje A").back().kind, Kind::plain);
    EXPECT_EQ(words_of("Batlle y Ordóñez")[1].kind, Kind::link);
}

TEST(Words, KindsAreThoseOfTheTable) {
    const auto words = words_of("Av. del Gral. Constit.");
    ASSERT_EQ(words.size(), 4u);
    EXPECT_EQ(words[0].kind, Kind::way);
    EXPECT_EQ(words[1].kind, Kind::link);
    EXPECT_EQ(words[2].kind, Kind::title);
    EXPECT_EQ(words[3], (Word{"constit", Kind::plain, true}));
}

TEST(Words, WhatSoundsAlikeIsOneSound) {
    EXPECT_EQ(sound_of("rivera"), sound_of("ribera"));
    EXPECT_EQ(sound_of("gonzalez"), sound_of("gonsales"));
    EXPECT_EQ(sound_of("castillo"), sound_of("castiyo"));
    EXPECT_EQ(sound_of("hugo"), sound_of("ugo"));
    EXPECT_EQ(sound_of("geronimo"), sound_of("jeronimo"));
    EXPECT_EQ(sound_of("quiroga"), sound_of("kiroga"));
    EXPECT_NE(sound_of("casa"), sound_of("cara"));
    EXPECT_EQ(sound_of("h"), "h") << "never nothing";
    EXPECT_EQ(sound_of("b12"), "b12");
}

TEST(Abbreviations, EachStandsForAWordThatIsItself) {
    for (const auto& one : abbreviations()) {
        EXPECT_FALSE(one.stands_for.empty());
        const auto* full = abbreviation(one.stands_for);
        EXPECT_TRUE(!full || full->stands_for == one.stands_for)
            << one.written << " leads to " << one.stands_for;
        EXPECT_TRUE(!full || full->kind == one.kind) << one.written;
        EXPECT_EQ(abbreviation(one.written), &one) << one.written << " is twice in the table";
    }
    EXPECT_EQ(abbreviation("zzz"), nullptr);
}

}  // namespace
}  // namespace atalaya::geocode

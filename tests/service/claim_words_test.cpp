#include "service/claim_words.hpp"

#include <gtest/gtest.h>

namespace atalaya::service {
namespace {

// The first number of a text.
ClaimWord number_in(const std::string& text) {
    for (const auto& word : words_of_claim(text))
        if (word.number) return word;
    return {};
}

TEST(ClaimWords, NumbersInFigures) {
    EXPECT_EQ(number_in("1.234 robos").value, 1234);
    EXPECT_EQ(number_in("1 234 robos").value, 1234);
    EXPECT_EQ(number_in("12 mil robos").value, 12'000);
    EXPECT_EQ(number_in("12 mil robos").tolerance, 500);
    EXPECT_DOUBLE_EQ(number_in("1,2 millones").value, 1.2e6);
    EXPECT_EQ(number_in("\u22127 %").value, -7);
    const auto percent = number_in("12,125 por ciento");
    EXPECT_TRUE(percent.percent);
    EXPECT_EQ(percent.value, 12.125);
    EXPECT_FALSE(number_in("1.2.3,4").readable && number_in("1.2.3,4").value == 1.2);
}

// Before, "4ª" was the number of the claim.
TEST(ClaimWords, AnOrdinalIsNoNumber) {
    EXPECT_EQ(number_in("a área da 4ª DP teve 2.778 roubos").value, 2778);
    EXPECT_EQ(number_in("el 1er semestre tuvo 30 robos").value, 30);
    EXPECT_EQ(number_in("the 2nd quarter had 30").value, 30);
    EXPECT_EQ(spaced(words_of_claim("2º trimestre")), " 2o trimestre ");
    EXPECT_EQ(number_in("40 autos").value, 40);
}

TEST(ClaimWords, NumbersInWords) {
    EXPECT_EQ(number_in("quince homicidios").value, 15);
    EXPECT_EQ(number_in("ciento veintitrés robos").value, 123);
    EXPECT_EQ(number_in("treinta y cinco por ciento").value, 35);
    EXPECT_TRUE(number_in("treinta y cinco por ciento").percent);
    EXPECT_EQ(number_in("dos mil trescientos cuatro hurtos").value, 2304);
    EXPECT_EQ(number_in("cento e vinte e um furtos").value, 121);
    EXPECT_EQ(number_in("mil e duzentos roubos").value, 1200);
    EXPECT_EQ(number_in("un millón de hechos").value, 1e6);
    EXPECT_EQ(number_in("hubo tres, cuatro robos").value, 3);
}

TEST(ClaimWords, ArticlesAreNoNumbers) {
    EXPECT_FALSE(number_in("un robo con una pistola").number);
    EXPECT_FALSE(number_in("a queda dos roubos em maio").number);
    EXPECT_EQ(number_in("dos robos").value, 2);
    EXPECT_FALSE(number_in("por ciento").number);
}

TEST(ClaimWords, YearsAreBare) {
    EXPECT_TRUE(number_in("en 2024").is_year());
    EXPECT_FALSE(number_in("2.024 robos").is_year());
    EXPECT_FALSE(number_in("2024 %").is_year());
}

}  // namespace
}  // namespace atalaya::service

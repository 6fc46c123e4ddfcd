#include "linkage/name_words.hpp"

#include <gtest/gtest.h>

#include "linkage/nicknames.hpp"
#include "linkage/written.hpp"

namespace atalaya::linkage {
namespace {

bool one(std::string_view a, std::string_view b, Tongue tongue = Tongue::spanish) {
    const std::string names[] = {comparable_name(a), comparable_name(b)};
    const Column column{names};
    if (column.distinct() < 2) return true;
    const auto words = name_words(column, tongue);
    const bool there = one_by_words(words[1], column.value(1), words[2], column.value(2));
    EXPECT_EQ(there, one_by_words(words[2], column.value(2), words[1], column.value(1))) << a << ", " << b;
    return there;
}

TEST(NameWords, WhatIsLeftOutAndTheOrderSayNothing) {
    EXPECT_TRUE(one("Rubén Nicolás Vargas Díaz", "Rubén Vargas Díaz"));
    EXPECT_TRUE(one("Rubén Nicolás Vargas Díaz", "DÍAZ VARGAS, RUBÉN"));
    EXPECT_TRUE(one("Rosa Pérez Gómez", "Rosa Gómez Pérez"));
    EXPECT_TRUE(one("Maria Silva Costa", "Maria Silva Costa de Souza", Tongue::portuguese));
    EXPECT_TRUE(one("Juan de la Cruz Mamani", "Mamani Cruz, Juan"));
}

TEST(NameWords, WordsMayBeMisspeltShortOrInitials) {
    EXPECT_TRUE(one("Roberto José Coronel Vargas", "Roberto Corronel Vargas"));
    EXPECT_TRUE(one("José Benítez Luna", "Pepe Venites"));
    EXPECT_TRUE(one("Sebastião Souza Lima", "Tião Sousa", Tongue::portuguese));
    EXPECT_TRUE(one("Juan Carlos Pérez", "J. C. Pérez Juan"));
    EXPECT_TRUE(one("Juan Carlos Pérez", "Juan C. Pérez"));
}

TEST(NameWords, AnotherPersonIsNotOne) {
    EXPECT_FALSE(one("Ana Pérez Gómez", "Luis Pérez Gómez")) << "brother and sister";
    EXPECT_FALSE(one("Santiago Acosta Leiva", "Santiago Álvarez Ortiz"));
    EXPECT_FALSE(one("Maria Silva Costa", "Maria Silva Souza", Tongue::portuguese));
    EXPECT_FALSE(one("José", "José Luna")) << "one word is no name";
    EXPECT_FALSE(one("J. P.", "Juan Pérez")) << "nothing but initials";
    EXPECT_FALSE(one("J. Pérez", "Juan Pérez")) << "a surname and an initial are many persons";
    EXPECT_FALSE(one("Juan Juan Pérez", "Juan Pérez Luna")) << "each word has one of its own";
    EXPECT_FALSE(one("a b c d e f g h", "a b c d e f g i"));
}

TEST(Nicknames, AreListedFondOrTheBeginning) {
    for (const auto& [word, name] : {std::pair{"pepe", "jose"},
                                     {"ze", "jose"},
                                     {"beto", "norberto"},
                                     {"rosita", "rosa"},
                                     {"juancito", "juan"},
                                     {"luizinho", "luiz"},
                                     {"mariazinha", "maria"},
                                     {"pedrito", "pedro"},
                                     {"carlitos", "carlos"},
                                     {"santi", "santiago"},
                                     {"ale", "alejandra"}})
        EXPECT_TRUE(is_short_for(word, name)) << word;
    for (const auto& [word, name] : {std::pair{"jose", "pepe"},
                                     {"pepe", "juan"},
                                     {"ana", "anas"},
                                     {"ju", "juliana"},
                                     {"rosita", "rosalinda"},
                                     {"", "ana"},
                                     {"ita", "ana"}})
        EXPECT_FALSE(is_short_for(word, name)) << word;
}

}  // namespace
}  // namespace atalaya::linkage

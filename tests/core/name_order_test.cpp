#include "core/name_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <clocale>
#include <random>
#include <string>
#include <vector>

namespace atalaya {
namespace {

using Names = std::vector<std::string>;

Names sorted(Names names) {
    std::ranges::sort(names, name_less);
    return names;
}

Names shuffled(Names names, unsigned seed) {
    std::mt19937 any{seed};
    std::ranges::shuffle(names, any);
    return names;
}

// Names of barrios, comunas and colonias as a Spanish dictionary has them.
const Names as_a_dictionary_has_them{
    "2",        "2 bis",      "10",          "Álamos",    "Alma",    "Almagro",  "Ávila",
    "Barracas", "Caña",       "Cáñamo",      "cañón",     "Cañón",   "Cao",      "Los Ángeles",
    "Nada",     "Núñez",      "Nuñoa",       "nz",        "Ñandú",   "ÑANDÚ",    "Ñuñoa",
    "Oeste",    "peña",       "Peñaflor",    "Peñalolén", "Peón",    "Río",      "Río Negro",
    "Riobamba", "San Juan",   "San Nicolás", "San Ñato",  "San Ojo", "Sanabria", "Vélez Sársfield",
    "Zona 1",   "Zona 1 Sur", "Zona 2",      "Zona 10",   "zona-b",  "Zoológico"};

TEST(NameOrder, IsThatOfADictionary) {
    for (unsigned seed = 0; seed < 50; ++seed)
        ASSERT_EQ(sorted(shuffled(as_a_dictionary_has_them, seed)), as_a_dictionary_has_them) << seed;
}

TEST(NameOrder, AccentsAndCaseTellOnlyNamesOfTheSameLettersApart) {
    EXPECT_EQ(sorted({"RIO", "Río", "Rio", "río", "rio", "RÍO", "Riol"}),
              (Names{"rio", "Rio", "RIO", "río", "Río", "RÍO", "Riol"}));
    EXPECT_EQ(sorted({"ação", "Acao", "açude", "acaso"}), (Names{"Acao", "ação", "acaso", "açude"}));
}

TEST(NameOrder, LettersApartFromTheirAccentsStandWhereTheyBelong) {
    EXPECT_EQ(sorted({"Oeste", "N\u0303andu\u0301", "Nz"}), (Names{"Nz", "N\u0303andu\u0301", "Oeste"}));
    EXPECT_EQ(name_less("Ñandú", "N\u0303andu\u0301") + name_less("N\u0303andu\u0301", "Ñandú"), 1);
}

TEST(NameOrder, EqualNumbersDifferByHowTheyAreWritten) {
    EXPECT_TRUE(name_less("c7", "c07"));
    EXPECT_FALSE(name_less("c07", "c7"));
    EXPECT_TRUE(name_less("c07", "c8"));
    EXPECT_FALSE(name_less("c7", "c7"));
    EXPECT_TRUE(name_less("99999999999999999999", "100000000000000000000")) << "longer than any integer";
}

TEST(NameOrder, IsTheSameUnderEveryLocale) {
    for (const char* locale : {"C", "es_AR.UTF-8", "pt_BR.UTF-8", "tr_TR.UTF-8"}) {
        if (!std::setlocale(LC_ALL, locale)) continue;  // not every machine has all of them
        EXPECT_EQ(sorted(shuffled(as_a_dictionary_has_them, 7)), as_a_dictionary_has_them) << locale;
    }
    std::setlocale(LC_ALL, "C");
}

// Of any two different texts exactly one comes first, and the order carries over.
void expect_strict_order(const Names& texts) {
    for (const auto& a : texts) {
        for (const auto& b : texts) {
            ASSERT_EQ(name_less(a, b) + name_less(b, a), a == b ? 0 : 1) << a << " and " << b;
            for (const auto& c : texts) {
                const bool in_a_row = name_less(a, b) && name_less(b, c);
                ASSERT_TRUE(!in_a_row || name_less(a, c)) << a << ", " << b << ", " << c;
            }
        }
    }
}

Names all_of(std::initializer_list<const char*> parts, std::size_t most) {
    Names texts{""};
    for (std::size_t i = 0; i < texts.size() && texts.size() < most; ++i)
        for (const char* more : parts) texts.push_back(texts[i] + more);
    return texts;
}

TEST(NameOrder, IsAStrictOrderOfAllTexts) {
    expect_strict_order(all_of({"0", "1", "a", "-"}, 150));
    expect_strict_order(all_of({"n", "Ñ", "n\u0303", " ", "ó", "O"}, 150));
    expect_strict_order(all_of({"\xC3", "\x91", "7", "\xFF", "\x7f"}, 120));
}

}  // namespace
}  // namespace atalaya

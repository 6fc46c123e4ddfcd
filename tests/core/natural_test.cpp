#include "core/natural.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace atalaya {
namespace {

TEST(Natural, NumbersWithinTextsAreNumbers) {
    std::vector<std::string> names{"Zona 10", "Zona 2",     "zona-b", "10",   "Zona 1",
                                   "2",       "Zona 1 Sur", "Ñ",      "2 bis"};
    std::sort(names.begin(), names.end(), natural_less);
    EXPECT_EQ(names, (std::vector<std::string>{"2", "2 bis", "10", "Zona 1", "Zona 1 Sur", "Zona 2",
                                               "Zona 10", "zona-b", "Ñ"}));
}

TEST(Natural, EqualNumbersDifferByHowTheyAreWritten) {
    EXPECT_TRUE(natural_less("c7", "c07"));
    EXPECT_FALSE(natural_less("c07", "c7"));
    EXPECT_TRUE(natural_less("c07", "c8"));
    EXPECT_FALSE(natural_less("c7", "c7"));
    EXPECT_TRUE(natural_less("99999999999999999999", "100000000000000000000")) << "longer than any integer";
}

// Of any two different texts exactly one comes first, and the order carries over.
TEST(Natural, IsAStrictOrderOfAllTexts) {
    std::vector<std::string> texts{""};
    for (std::size_t i = 0; i < texts.size() && texts.size() < 200; ++i) {
        for (const char* more : {"0", "1", "a", "-"}) texts.push_back(texts[i] + more);
    }
    for (const auto& a : texts) {
        for (const auto& b : texts) {
            ASSERT_EQ(natural_less(a, b) + natural_less(b, a), a == b ? 0 : 1) << a << " and " << b;
            for (const auto& c : texts) {
                const bool in_a_row = natural_less(a, b) && natural_less(b, c);
                ASSERT_TRUE(!in_a_row || natural_less(a, c)) << a << ", " << b << ", " << c;
            }
        }
    }
}

}  // namespace
}  // namespace atalaya

#include "core/text.hpp"

#include <gtest/gtest.h>

namespace atalaya {
namespace {

TEST(Text, FoldingMakesSpellingsOneName) {
    EXPECT_EQ(folded("  Núñez "), "nunez");
    EXPECT_EQ(folded("NUÑEZ"), "nunez");
    EXPECT_EQ(folded("Vélez   Sársfield"), "velez sarsfield");
    EXPECT_EQ(folded("São João"), "sao joao");
    EXPECT_EQ(folded("Nu\xCC\x81n"), "nun");  // combining acute accent
    EXPECT_EQ(folded("Łódź"), "lodz");
}

TEST(Text, FoldingIsIdempotent) {
    for (const char* text : {"Núñez", "VILLA GRAL. MITRE", "¿Qué?", "Ÿ", "ß"})
        EXPECT_EQ(folded(folded(text)), folded(text));
}

TEST(Text, Utf8IsToldFromLatin1) {
    EXPECT_TRUE(is_utf8("Núñez"));
    EXPECT_FALSE(
        is_utf8("N\xFA\xF1"
                "ez"));
    EXPECT_FALSE(is_utf8("\xC3"));
    EXPECT_FALSE(is_utf8("\xED\xA0\x80"));  // a surrogate
    EXPECT_EQ(utf8_from_latin1("N\xFA\xF1"
                               "ez"),
              "Núñez");
}

TEST(Text, WholeNumbersAreDigitsOnly) {
    EXPECT_EQ(whole_number("0042"), 42);
    for (const char* text : {"", "-1", "+1", "1.0", " 1", "1234567890123456789"})
        EXPECT_FALSE(whole_number(text)) << text;
}

TEST(Text, DecimalNumbersUseAPoint) {
    EXPECT_EQ(decimal_number("-34.5"), -34.5);
    for (const char* text : {"", "34,5", "1.2.3", "0x10 "}) EXPECT_FALSE(decimal_number(text)) << text;
}

TEST(Text, EscapingLeavesNoMarkup) {
    EXPECT_EQ(xml_escaped("<b a=\"1\">&\x01"), "&lt;b a=&quot;1&quot;&gt;&amp;");
}

TEST(Text, SplittingKeepsEmptyParts) {
    EXPECT_EQ(split("a,,b", ',').size(), 3u);
    EXPECT_EQ(split("", ',').size(), 1u);
    EXPECT_EQ(join({"a", "", "b"}, "|"), "a||b");
}

}  // namespace
}  // namespace atalaya

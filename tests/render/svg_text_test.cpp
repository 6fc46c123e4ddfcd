#include "render/svg_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace atalaya::render {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// n, ñ and a have advances of 1154, 1154 and 1106 in an em of 2000.
TEST(SvgText, WidthsAreThoseOfTheFont) {
    EXPECT_DOUBLE_EQ(text_width("n", 2000), 1154);
    EXPECT_DOUBLE_EQ(text_width("ñ", 10), 5.77);
    EXPECT_DOUBLE_EQ(text_width("ana", 10), 2 * 5.53 + 5.77);
    EXPECT_DOUBLE_EQ(text_width("", 10), 0);
    EXPECT_GT(text_width("ana", 10, true), text_width("ana", 10));
}

TEST(SvgText, AllDigitsAreAsWideAsTheWidest) {
    EXPECT_DOUBLE_EQ(text_width("111", 10), text_width("888", 10));
}

TEST(SvgText, WhatFitsIsNotShortened) {
    EXPECT_EQ(shortened("Parque Patricios", 200, 10), "Parque Patricios");
    EXPECT_EQ(shortened("", 0, 10), "");
}

TEST(SvgText, WhatIsShortenedFitsAndEndsInAnEllipsis) {
    for (double width = 20; width < 70; width += 3.5) {
        const std::string text = shortened("Núñez y Saavedra", width, 10);
        EXPECT_LE(text_width(text, 10), width) << text;
        EXPECT_TRUE(text.ends_with("…")) << text;
    }
    EXPECT_EQ(shortened("Núñez", 28, 10), "Núñ…");
    EXPECT_EQ(shortened("Núñez", 3, 10), "");
}

TEST(SvgText, LinesAreAsNarrowAsTheyCanBe) {
    EXPECT_THAT(in_lines("Villa General Mitre", 1, 10), ElementsAre("Villa General Mitre"));
    EXPECT_THAT(in_lines("Villa General Mitre", 2, 10), ElementsAre("Villa General", "Mitre"));
    EXPECT_THAT(in_lines("Villa Libertador General San Martín", 3, 10),
                ElementsAre("Villa Libertador", "General", "San Martín"));
    EXPECT_THAT(in_lines("Once", 2, 10), IsEmpty());
    EXPECT_THAT(in_lines("", 1, 10), IsEmpty());
}

}  // namespace
}  // namespace atalaya::render

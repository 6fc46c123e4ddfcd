#include "render/typst.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "render/document_sample.hpp"
#include "render/typst_text.hpp"

namespace atalaya::render {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(TypstText, QuotesWhatWouldEndTheString) {
    EXPECT_EQ(typst_quoted("a \"b\" \\ c\n\x01"), R"("a \"b\" \\ c\n")");
}

TEST(TypstText, MarkupInATextStaysText) {
    EXPECT_EQ(typst_text("#let x = *1* $2$"), "\"#let x = *1* $2$\"");
}

TEST(TypstText, BlanksThatTheTypefaceLacksBecomeOnesItHas) {
    EXPECT_EQ(typst_text("28\u202F%"), "\"28\u00A0%\"");
    EXPECT_EQ(typst_text("\u03C6 = 2"), "\"phi = 2\"");
}

TEST(TypstText, SignsThatTheTypefaceLacksAreDrawnAndSayTheirName) {
    const std::string code = typst_text("≥ 130");
    EXPECT_TRUE(code.starts_with("{sign(\"≥\", \"M")) << code;
    EXPECT_TRUE(code.ends_with("; \" 130\"}")) << code;
}

TEST(TypstText, ANumberLeadsToItsRow) {
    EXPECT_EQ(typst_text(Text{{"273", "abc"}}, Links::dotted), R"(n("abc", "273"))");
    EXPECT_EQ(typst_text(Text{{"273", "abc"}}, Links::plain), R"(m("abc", "273"))");
    EXPECT_EQ(typst_text(Text{{"a "}, {"b", "", true}}, Links::plain), R"({"a "; b("b")})");
    EXPECT_EQ(typst_text(Text{}, Links::plain), "\"\"");
}

TEST(TypstText, PicturesAreLeftWithCharactersOfTheTypeface) {
    EXPECT_EQ(printable_svg("<text>≥ 5\u202F% ≤ 9</text>"), "<text>>= 5\u00A0% &lt;= 9</text>");
}

TEST(Typst, ASheetWithoutAppendixHasNoLinks) {
    Document document = sample::rich();
    EXPECT_THAT(typst(document), HasSubstr("#appendix("));
    document.provenance_on_paper = false;
    EXPECT_THAT(typst(document), Not(HasSubstr("#appendix(")));
    EXPECT_THAT(typst(document), Not(HasSubstr(" n(\"")));
}

TEST(Typst, WhatAllFiguresShareIsSaidOnce) {
    const std::string markup = typst(sample::rich());
    EXPECT_THAT(markup, HasSubstr("Repetir: atalaya figure repeat <Cifra> --city caba"));
    const auto first = markup.find("3fa9c1 77b0e2");
    EXPECT_EQ(markup.find("3fa9c1 77b0e2", first + 1), std::string::npos);
}

TEST(Typst, FiguresOfOneIndicatorStandTogetherInTheAppendix) {
    const std::string markup = typst(sample::rich());
    std::size_t groups = 0;
    for (auto at = markup.find("\ngroup("); at != std::string::npos; at = markup.find("\ngroup(", at + 1))
        ++groups;
    EXPECT_EQ(groups, 2u);
    for (const Provenance& row : sample::rich().provenance)
        EXPECT_THAT(markup, HasSubstr("row(\"" + row.figure + "\""));
}

TEST(Typst, WideTablesGetSmallerTypeAndNarrowOnesDoNot) {
    const std::string markup = typst(sample::rich());
    EXPECT_THAT(markup, HasSubstr("7.60pt"));                      // T3, compact
    EXPECT_THAT(markup, Not(HasSubstr("8.30pt, (\n\"Víctimas")));  // T1, ten columns
}

}  // namespace
}  // namespace atalaya::render

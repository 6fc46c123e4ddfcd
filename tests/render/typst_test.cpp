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
    EXPECT_THAT(typst(document), HasSubstr("#appendix-table("));
    document.provenance_on_paper = OnPaper::none;
    EXPECT_THAT(typst(document), Not(HasSubstr("#appendix-")));
    EXPECT_THAT(typst(document), Not(HasSubstr(" n(\"")));
}

TEST(Typst, WhatAllFiguresShareIsSaidOnce) {
    const std::string markup = typst(sample::rich());
    EXPECT_THAT(markup, HasSubstr("Repetir: atalaya figure repeat <Cifra> --city caba"));
    const auto first = markup.find("3fa9c1 a 77b0e2");
    ASSERT_NE(first, std::string::npos);
    EXPECT_EQ(markup.find("3fa9c1 a 77b0e2", first + 1), std::string::npos);
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST(Typst, FiguresOfOneIndicatorStandTogetherInTheRunInAppendix) {
    Document document = sample::rich();
    document.provenance_on_paper = OnPaper::run_in;
    const std::string markup = typst(document);
    EXPECT_EQ(times(markup, "\ngroup("), 2u);
    for (const Provenance& row : document.provenance)
        EXPECT_EQ(times(markup, " entry(\"" + row.figure + "\""), 1u) << row.figure;
}

TEST(Typst, AFigureHasItsLineUnderTheSectionThatShowsItFirst) {
    Document document = sample::rich();
    document.provenance.front().sources = {0, 1, 2, 4, 26};
    const std::string markup = typst(document);
    for (const Provenance& row : document.provenance)
        EXPECT_EQ(times(markup, "figure-line(\"" + row.figure + "\""), 1u) << row.figure;
    const auto first = markup.find("part(\"" + document.sections.front().title);
    ASSERT_NE(first, std::string::npos);
    EXPECT_LT(first, markup.find("figure-line(\"" + document.provenance.front().figure));
    EXPECT_THAT(markup, HasSubstr("\"A–C E AA\""));
}

// Of fifteen comunas the measure is said once; of three each has its line.
TEST(Typst, WhatIsMeasuredAlikeOfManyTerritoriesIsRunIn) {
    for (const int territories : {3, 15}) {
        Document document = sample::rich();
        Sheet sheet{.id = "T30", .title = "Robos por comuna", .columns = {{"Comuna"}, {"Robos", true}}};
        for (int i = 1; i <= territories; ++i) {
            const std::string n = std::to_string(i), figure = "comuna" + n;
            Provenance row = document.provenance.front();
            row.figure = figure;
            row.territory = "Barrio " + n;
            row.measure = "casos de doce meses";
            document.provenance.push_back(row);
            sheet.rows.push_back({sample::words(row.territory), Cell{.text = {{n, figure}}}});
        }
        document.sections.back().blocks.push_back(sheet);
        const std::string markup = typst(document);
        const std::size_t lines = times(markup, "figure-line(\"comuna"),
                          entries = times(markup, " entry(\"comuna");
        EXPECT_EQ(lines, territories == 3 ? 3u : 0u);
        EXPECT_EQ(entries, territories == 3 ? 0u : 15u);
        EXPECT_EQ(times(markup, "casos de doce meses"), territories == 3 ? 3u : 1u);
    }
}

// What was asked and is on no page is not on the paper; where it is, is said.
TEST(Typst, AFigureThatNoPageShowsIsElsewhere) {
    for (const auto on_paper : {OnPaper::table, OnPaper::run_in}) {
        Document document = sample::rich();
        document.provenance_on_paper = on_paper;
        const std::string told = document.word("appendix_rest");
        EXPECT_THAT(typst(document), Not(HasSubstr(told)));
        Provenance unseen = document.provenance.front();
        unseen.figure = "unseen0000";
        document.provenance.push_back(unseen);
        const std::string markup = typst(document);
        EXPECT_THAT(markup, Not(HasSubstr("unseen0000")));
        EXPECT_THAT(markup, HasSubstr(told));
    }
}

// The rule is of the pages; the narrow columns of the appendix part an interval where they must.
TEST(Typst, IntervalsStayWholeInTheSections) {
    const std::string markup = typst(sample::rich());
    const auto opens = markup.find("#whole-intervals["), closes = markup.find("\n]\n", opens);
    ASSERT_NE(closes, std::string::npos);
    EXPECT_LT(opens, markup.find("#heading(level: 1,"));
    EXPECT_LT(markup.rfind("#sheet("), closes);
    EXPECT_LT(closes, markup.find("#appendix-table("));
}

TEST(Typst, WideTablesGetSmallerTypeAndNarrowOnesDoNot) {
    const std::string markup = typst(sample::rich());
    EXPECT_THAT(markup, HasSubstr("7.60pt"));                      // T3, compact
    EXPECT_THAT(markup, Not(HasSubstr("8.30pt, (\n\"Víctimas")));  // T1, ten columns
}

}  // namespace
}  // namespace atalaya::render

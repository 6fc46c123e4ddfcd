#include "render/document.hpp"

#include <gtest/gtest.h>

#include "render/document_sample.hpp"

namespace atalaya::render {
namespace {

using sample::rich;

TEST(Document, TheSampleKeepsEveryPromise) {
    EXPECT_NO_THROW(check(rich()));
}

TEST(Document, AFigureWithoutARowInTheAppendixIsRefused) {
    Document document = rich();
    document.provenance.erase(document.provenance.begin());
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, AFigureWithTwoRowsInTheAppendixIsRefused) {
    Document document = rich();
    document.provenance.push_back(document.provenance.front());
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, TwoPartsWithOneIdAreRefused) {
    Document document = rich();
    std::get<Sheet>(document.sections[1].blocks[6]).id = "T1";
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, APictureWithoutWordsIsRefused) {
    Document document = rich();
    std::get<Picture>(document.sections[1].blocks[2]).alt.clear();
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, AHeadingWithoutTextIsRefused) {
    Document document = rich();
    std::get<Heading>(document.sections[1].blocks[0]).text.clear();
    EXPECT_THROW(check(document), std::logic_error);
    document = rich();
    document.sections[0].title.clear();
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, ARowShorterThanItsHeadIsRefused) {
    Document document = rich();
    std::get<Sheet>(document.sections[1].blocks[6]).rows[0].pop_back();
    EXPECT_THROW(check(document), std::logic_error);
}

TEST(Document, AMissingWordOfTheFrameIsNamed) {
    Document document = rich();
    document.words.erase(document.words.begin());
    try {
        check(document);
        FAIL() << "accepted";
    } catch (const std::logic_error& error) {
        EXPECT_NE(std::string{error.what()}.find("contents"), std::string::npos) << error.what();
    }
}

TEST(Document, FiguresShownComeOnceAndInOrder) {
    Document document;
    document.sections = {{"a", "A", {Paragraph{.text = {{"1", "x"}, {" y "}, {"2", "y"}, {"1", "x"}}}}}};
    EXPECT_EQ(figures_shown(document), (std::vector<std::string>{"x", "y"}));
}

TEST(Document, HeadingsNeverSkipAStep) {
    EXPECT_EQ(heading_depth(2, 0), 1);
    EXPECT_EQ(heading_depth(3, 0), 1);
    EXPECT_EQ(heading_depth(4, 0), 1);
    EXPECT_EQ(heading_depth(4, 1), 2);
    EXPECT_EQ(heading_depth(2, 2), 1);
}

TEST(Document, ATitleIsWhatItIsAndThenWhereAndWhen) {
    EXPECT_EQ(title_lines("Boletín · Comuna 1 · agosto").kind, "Boletín");
    EXPECT_EQ(title_lines("Boletín · Comuna 1 · agosto").rest, "Comuna 1 · agosto");
    EXPECT_EQ(title_lines("Boletín").kind, "");
    EXPECT_EQ(title_lines("Boletín").rest, "Boletín");
}

TEST(Document, NeighboursWithOneGroupShareItsHeading) {
    const Sheet sheet{.columns = {{"a"}, {"b", true, "Mes"}, {"c", true, "Mes"}, {"d"}, {"e", true, "Mes"}}};
    const auto spans = joint_headings(sheet);
    ASSERT_EQ(spans.size(), 4u);
    EXPECT_EQ(spans[1].text, "Mes");
    EXPECT_EQ(spans[1].columns, 2u);
    EXPECT_EQ(spans[3].columns, 1u);
    EXPECT_TRUE(joint_headings(Sheet{.columns = {{"a"}, {"b"}}}).empty());
}

}  // namespace
}  // namespace atalaya::render

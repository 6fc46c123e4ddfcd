// Which crosswalk holds for which indicator, what it does to labels, and what it makes of a recipe.
#include "service/coding.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "service/crosswalk_moves.hpp"

namespace atalaya::service {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

intake::Crosswalk own() {
    return {"codes",
            "1",
            "",
            "",
            "",
            {{"robo", {"0401"}, "inside", {"robo", "concentracion"}, ""},
             {"sorpresa", {"040111", "050221"}, "overlap", {"robo", "concentracion"}, ""},
             {"hurto", {"0502"}, "inside", {"hurto"}, ""}}};
}
intake::Crosswalk person() {
    return {"persona",
            "1",
            "Ana",
            "2024-03-01",
            "",
            {{"robo", {"0401"}, "inside", {"robo", "concentracion"}, ""},
             {"sorpresa", {"050221"}, "inside", {"hurto"}, ""},
             {"hurto", {"0502"}, "inside", {"hurto"}, ""}}};
}
Coding of(const intake::Crosswalk& crosswalk) {
    return {"chile", {{crosswalk, {}}}, {}};
}

TEST(Coding, AnIndicatorMayBeToldByAnotherCrosswalkThanTheRest) {
    const Coding coding{"chile", {{own(), {}}, {person(), {"hurto"}}}, {}};
    EXPECT_EQ(coding.for_indicator("hurto").name, "persona");
    EXPECT_EQ(coding.for_indicator("robo").name, "codes");
    EXPECT_EQ(coding.counted("sorpresa", "robo")->fit, "overlap");
    EXPECT_EQ(coding.counted("sorpresa", "hurto")->fit, "inside");
    EXPECT_EQ(coding.counted("robo", "hurto"), nullptr);
    EXPECT_EQ(coding.counted("nada", "robo"), nullptr);
}

TEST(Coding, LabelsTakeWhatTheirCrosswalksSay) {
    intake::Source source;
    source.labels = {{.code = "robo", .label_1 = "Robo"}, {.code = "sorpresa", .label_1 = "Sorpresa"}};
    apply({"chile", {{own(), {}}, {person(), {"hurto"}}}, {}}, source);
    ASSERT_EQ(source.labels.size(), 3U) << "what only the coding knows is there, without a label";
    EXPECT_EQ(source.labels[2].code, "hurto");
    EXPECT_THAT(source.labels[0].indicators, ElementsAre("robo", "concentracion"));
    EXPECT_THAT(source.labels[1].indicators, ElementsAre("robo", "concentracion", "hurto"));
    EXPECT_EQ(source.labels[1].fit, "overlap");
    apply(of(person()), source);
    EXPECT_THAT(source.labels[1].indicators, ElementsAre("hurto"));
    EXPECT_THAT(source.labels[1].iccs, ElementsAre("050221"));
}

TEST(Coding, OnlyOneThatIsNotPlainChangesARecipe) {
    const Digest recipe = sha256("recipe");
    EXPECT_EQ(with_coding(recipe, of(own())), recipe);
    EXPECT_NE(with_coding(recipe, of(person())), recipe);
    auto decided = of(own());
    decided.decided = {{"Roob", "robo", "Ana", "2024-03-01", "a slip"}};
    EXPECT_NE(with_coding(recipe, decided), recipe);
    auto changed = of(person());
    changed.uses[0].crosswalk.rows[1].fit = "overlap";
    EXPECT_NE(with_coding(recipe, changed), with_coding(recipe, of(person())));
}

TEST(Coding, WhatIsKeptIsReadBackTheSame) {
    Coding coding{
        "chile", {{own(), {}}, {person(), {"hurto"}}}, {{"Roob \"x\"", "robo", "Ana", "2024-03-01", "ñ"}}};
    EXPECT_EQ(parse_coding(json_of(coding)), coding);
    for (const char* broken : {"", "{", "{}", R"({"source":"a","uses":[],"decided":[]})"})
        EXPECT_THROW(parse_coding(broken), Error) << broken;
}

// 100 robberies, 40 by surprise, 7 thefts: worked by hand.
TEST(CrosswalkMoves, SaysOfEachIndicatorWhatLeftAndWhatCame) {
    const auto moves =
        moves_between(of(own()), of(person()), {{"robo", 100}, {"sorpresa", 40}, {"hurto", 7}});
    EXPECT_EQ(moves.rows, 147);
    ASSERT_EQ(moves.codes.size(), 1U);
    EXPECT_EQ(moves.codes[0].code, "sorpresa");
    EXPECT_EQ(moves.codes[0].rows, 40);
    ASSERT_EQ(moves.indicators.size(), 3U);
    const auto& [theft, before, after, left, came, overlap_before, overlap_after] = moves.indicators[1];
    EXPECT_EQ(theft, "hurto");
    EXPECT_EQ(before, 7);
    EXPECT_EQ(after, 47);
    EXPECT_EQ(left, 0);
    EXPECT_EQ(came, 40);
    EXPECT_EQ(overlap_before + overlap_after, 0);
    const auto& robbery = moves.indicators[2];
    EXPECT_EQ(robbery.indicator, "robo");
    EXPECT_EQ(robbery.before, 140);
    EXPECT_EQ(robbery.after, 100);
    EXPECT_EQ(robbery.left, 40);
    EXPECT_EQ(robbery.overlap_before, 40);
    EXPECT_EQ(robbery.overlap_after, 0) << "nothing is left that overlaps";
}

TEST(CrosswalkMoves, TheSameCrosswalkMovesNothing) {
    const auto moves = moves_between(of(own()), of(own()), {{"robo", 100}});
    EXPECT_THAT(moves.codes, IsEmpty());
    for (const auto& of : moves.indicators) EXPECT_EQ(of.before, of.after);
}

}  // namespace
}  // namespace atalaya::service

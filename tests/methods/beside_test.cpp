// Who is beside whom, in each of the ways that a question may say it.
#include "methods/beside.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/error.hpp"
#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;
using testing::HasSubstr;

namespace {

// Six squares in a row, of a hundredth of a degree, with values that fall from the first to the last.
Frame row_of_squares() {
    Frame areas;
    areas.add("id", Texts{"a", "b", "c", "d", "e", "f"});
    areas.add("value", Numbers{9, 8, 6, 4, 3, 1});
    for (int i = 0; i < 6; ++i) {
        const double west = -58 + 0.01 * i, east = west + 0.01;
        areas.shapes.push_back({{{{west, -34}, {east, -34}, {east, -33.99}, {west, -33.99}, {west, -34}}}});
    }
    return areas;
}

Frame links(const Texts& from, const Texts& to) {
    Frame frame;
    frame.add("from", from);
    frame.add("to", to);
    return frame;
}

Frame links_of_the_row() {
    return links({"a", "b", "b", "c", "c", "d", "d", "e", "e", "f"},
                 {"b", "a", "c", "b", "d", "c", "e", "d", "f", "e"});
}

double moran(Question question) {
    question.given["permutations"] = "0";
    return run(*find("global_moran"), question).tables.at("statistic").numbers("value")[0];
}

std::string refused(const Question& question) {
    try {
        run(*find("global_moran"), question);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

}  // namespace

TEST(Beside, EachWayOfSayingTheSameGivesTheSame) {
    const double listed =
        moran({.tables = {{"areas", row_of_squares()}, {"neighbours", links_of_the_row()}}});
    EXPECT_NEAR(moran({.tables = {{"areas", row_of_squares()}}, .given = {{"neighbours", "queen"}}}), listed,
                1e-12);
    EXPECT_NEAR(moran({.tables = {{"areas", row_of_squares()}}, .given = {{"neighbours", "rook"}}}), listed,
                1e-12);
    // The centres are some 920 m apart.
    EXPECT_NEAR(
        moran({.tables = {{"areas", row_of_squares()}}, .given = {{"neighbours", "band"}, {"band", "1000"}}}),
        listed, 1e-12);
    auto in_metres = row_of_squares();
    in_metres.shapes.clear();
    in_metres.add("x", Numbers{0, 100, 200, 300, 400, 500});
    in_metres.add("y", Numbers{0, 0, 0, 0, 0, 0});
    EXPECT_NEAR(moran({.tables = {{"areas", in_metres}}, .given = {{"neighbours", "band"}, {"band", "100"}}}),
                listed, 1e-12);
}

TEST(Beside, NearestTakesSoManyOfEach) {
    EXPECT_NO_THROW(
        moran({.tables = {{"areas", row_of_squares()}}, .given = {{"neighbours", "nearest"}, {"k", "2"}}}));
}

TEST(Beside, LinksToStrangersAndIslandsAreLeftOutAndCounted) {
    auto neighbours = links({"a", "b", "b", "c", "c", "d", "d", "e", "a", "z"},
                            {"b", "a", "c", "b", "d", "c", "e", "d", "z", "a"});
    const auto found =
        run(*find("global_moran"), {.tables = {{"areas", row_of_squares()}, {"neighbours", neighbours}}});
    EXPECT_EQ(found.n, 5);
    ASSERT_EQ(found.excluded.size(), 2u);
    EXPECT_EQ(found.excluded[0].reason, "unknown_area");
    EXPECT_EQ(found.excluded[0].rows, 2);
    EXPECT_EQ(found.excluded[1].reason, "island");
}

// As where a spreadsheet made 01 a number.
TEST(Beside, LinksThatAreAllToStrangersAreRefusedWithTheIds) {
    const auto why =
        refused({{{"areas", row_of_squares()}, {"neighbours", links({"01", "02"}, {"02", "01"})}}});
    EXPECT_THAT(why, HasSubstr("expected ids of the areas, such as \"a\"; found \"01\" and \"02\""));
}

TEST(Beside, ALinkThatIsToldTwiceCountsOnceAndOfTwoWeightsNoneDoes) {
    const auto weighted = [](Frame frame, Numbers weights) {
        frame.add("weight", std::move(weights));
        return frame;
    };
    const Numbers once{1, 1, 2, 2, 3, 3, 2, 2, 1, 1};
    Numbers again = once;
    again.insert(again.end(), {1, 1});
    auto from = links_of_the_row().texts("from"), to = links_of_the_row().texts("to");
    const auto plain = weighted(links(from, to), once);
    from.insert(from.end(), {"e", "a"}), to.insert(to.end(), {"f", "b"});
    const auto told_twice = weighted(links(from, to), again);
    EXPECT_EQ(moran({.tables = {{"areas", row_of_squares()}, {"neighbours", told_twice}}}),
              moran({.tables = {{"areas", row_of_squares()}, {"neighbours", plain}}}));

    again.back() = 70;
    const auto of_two_weights = weighted(links(from, to), again);
    EXPECT_THAT(refused({.tables = {{"areas", row_of_squares()}, {"neighbours", of_two_weights}}}),
                HasSubstr("expected one weight of each pair, found 1 and 70 of \"a\" and \"b\""));
}

TEST(Beside, WhatIsMissingIsNamed) {
    auto bare = row_of_squares();
    bare.shapes.clear();
    EXPECT_THAT(refused({.tables = {{"areas", bare}}}), HasSubstr("\"neighbours\""));
    EXPECT_THAT(refused({.tables = {{"areas", bare}}, .given = {{"neighbours", "queen"}}}),
                HasSubstr("polygon"));
    EXPECT_THAT(refused({.tables = {{"areas", bare}}, .given = {{"neighbours", "band"}}}),
                HasSubstr("x and y"));
    auto twice = row_of_squares();
    std::get<Texts>(twice.columns[0].cells)[1] = "a";
    EXPECT_THAT(refused({.tables = {{"areas", twice}, {"neighbours", links_of_the_row()}}}),
                HasSubstr("found \"a\" in the rows 1 and 2"));
    auto nowhere = row_of_squares();
    nowhere.add("lon", Numbers{-58, -58, -58, -58, -58, 6'000'000});
    nowhere.add("lat", Numbers{-34, -34, -34, -34, -34, -34});
    EXPECT_THAT(refused({.tables = {{"areas", nowhere}}, .given = {{"neighbours", "band"}}}),
                HasSubstr("degrees"));
}

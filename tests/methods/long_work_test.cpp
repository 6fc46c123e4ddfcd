#include "methods/long_work.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <tuple>

#include "methods/ask.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

// So many rows anywhere in a square of 10 km, each number of the others 1 to 3.
Frame many(std::size_t rows, const std::vector<std::string>& counts, bool places = true) {
    stats::Random random{7, 1};
    Frame frame;
    const auto add = [&](const std::string& name, auto draw) {
        Numbers numbers(rows);
        for (auto& number : numbers) number = draw();
        frame.add(name, Cells{std::move(numbers)});
    };
    if (places)
        for (const char* name : {"x", "y"}) add(name, [&] { return random.uniform(0, 10'000); });
    for (const auto& name : counts) add(name, [&] { return std::floor(random.uniform(1, 4)); });
    return frame;
}

Result answered(const char* method, const char* table, Frame frame, Given settings = {}) {
    Question question{.given = std::move(settings), .seed = 1, .threads = 1};
    question.tables.emplace(table, std::move(frame));
    return run(*find(method), question);
}

}  // namespace

TEST(LongWork, ThePatienceOfTheAskerIsTheMost) {
    EXPECT_FALSE(refused_as_too_long(60, 60));
    const auto refused = refused_as_too_long(61, 60);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->refused, "too_much_work");
    EXPECT_EQ(refused->notes.at(0).code, "work_minutes");
    EXPECT_EQ(refused->notes.at(0).with.at("minutes"), "1");
    EXPECT_EQ(refused_as_too_long(60 * 47.3, 60)->notes.at(0).with.at("minutes"), "47");
    EXPECT_EQ(refused_as_too_long(3600 * 188.2, 60)->notes.at(0).with.at("hours"), "190");
}

// The same question, and the same answer as one that asks for no patience.
TEST(LongWork, WhatIsAskedForWithPatienceIsAnswered) {
    const auto points = many(20'000, {});
    Question question{.given = {{"permutations", "19"}}, .threads = 1};
    question.tables.emplace("points", points);
    EXPECT_EQ(run_within(*find("ripley"), question, 0.001).refused, "too_much_work");
    question.given["longest"] = "100";
    EXPECT_EQ(run_within(*find("ripley"), question, 1e6).refused, "");
}

// Counts that never change their level are weighed against each earlier place; the first values tell.
TEST(LongWork, ALongSeriesWithoutAChangeIsForeseen) {
    Question question{.threads = 1};
    question.tables.emplace("series", many(300'000, {"value"}, false));
    const auto result = run_within(*find("change_points"), question, 0.5);
    EXPECT_EQ(result.refused, "too_much_work");
    EXPECT_EQ(result.notes.at(0).code, "work_minutes");
}

// Methods of which ten million rows take over a minute foresee it.
TEST(LongWork, MillionsOfRowsAreForeseen) {
    for (const auto& [name, table, counts] :
         std::vector<std::tuple<std::string, std::string, std::vector<std::string>>>{
             {"farrington", "series", {"events"}},
             {"risk_terrain", "cells", {"events", "x1", "x2"}},
             {"change", "cells", {"now", "before"}},
             {"near_repeat", "events", {"day"}}}) {
        const auto& method = *find(name);
        Asked asked = settled(method, {});
        asked.tables.emplace(table, many(3'000'000, counts, name == "near_repeat"));
        EXPECT_GT(seconds_foreseen(method, asked), usual_patience) << name;
    }
}

// Some fifty rounds of a negative binomial, and errors of many lags; a fit by itself is soon made.
TEST(LongWork, AFitOfMillionsOfRowsIsForeseenByItsFamilyAndLags) {
    const auto& method = *find("interrupted_series");
    const auto seconds = [&](const Given& given) {
        Asked asked = settled(method, given);
        asked.tables.emplace("series", many(3'000'000, {"events"}, false));
        return seconds_foreseen(method, asked);
    };
    EXPECT_LT(seconds({}), usual_patience);
    EXPECT_GT(seconds({{"family", "negative_binomial"}}), usual_patience);
    EXPECT_GT(seconds({{"hac", "true"}, {"hac_lag", "1000"}}), usual_patience);
}

TEST(LongWork, CirclesBeyondSixteenGibibytesAreNotMade) {
    EXPECT_FALSE(refused_as_too_wide(92'000, 0.5));
    const auto refused = refused_as_too_wide(93'000, 0.5);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->refused, "too_many_circles");
    EXPECT_EQ(refused->notes.at(0).with.at("gibibytes"), "16");
    EXPECT_FALSE(refused_as_too_wide(93'000, 0.25));
}

// Each would take days, or more memory than there is: told at once.
TEST(LongWork, MethodsOfPairsAndCirclesSayItBeforeTheyBegin) {
    constexpr std::size_t rows = 1'000'000;
    EXPECT_EQ(answered("ripley", "points", many(rows, {})).refused, "too_much_work");
    EXPECT_EQ(answered("pair_correlation", "points", many(4 * rows, {})).refused, "too_much_work");
    EXPECT_EQ(answered("structural_breaks", "series", many(4 * rows, {"value"}, false)).refused,
              "too_much_work");
    EXPECT_EQ(answered("scan_poisson", "areas", many(rows, {"events", "population"})).refused,
              "too_many_circles");
    EXPECT_EQ(answered("scan_bernoulli", "areas", many(rows, {"cases", "controls"})).refused,
              "too_many_circles");
}

// What may be done about it is done: the same rows, near distances alone.
TEST(LongWork, ShorterDistancesAreAnswered) {
    const auto points = many(200'000, {});
    EXPECT_EQ(answered("ripley", "points", points, {{"permutations", "9999"}}).refused, "too_much_work");
    EXPECT_EQ(
        answered("ripley", "points", points, {{"permutations", "1"}, {"longest", "20"}, {"edge", "none"}})
            .refused,
        "");
}

#include "methods/long_work.hpp"

#include <gtest/gtest.h>

#include <cmath>

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

TEST(LongWork, ADayOfOneCoreIsTheMost) {
    EXPECT_FALSE(refused_as_too_long(86'400));
    const auto refused = refused_as_too_long(86'401);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->refused, "too_much_work");
    EXPECT_EQ(refused->notes.at(0).with.at("hours"), "24");
    EXPECT_EQ(refused_as_too_long(3600 * 188.2)->notes.at(0).with.at("hours"), "190");
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

// What a refusal says beside its reason, for every method that gives it.
#include <gtest/gtest.h>

#include <cmath>

#include "methods/ask.hpp"

using namespace atalaya::methods;

namespace {

Result answered(const char* method, std::map<std::string, Frame, std::less<>> tables) {
    return run(*find(method), {.tables = std::move(tables), .seed = 1, .threads = 1});
}

}  // namespace

TEST(RefusalWords, ANegativeNumberIsToldWithItsRow) {
    Frame areas;
    areas.add("events", Numbers{1, std::nan(""), 0});
    areas.add("exposure", Numbers{10, 10, -5});
    const auto refused = answered("empirical_bayes", {{"areas", areas}});
    EXPECT_EQ(refused.refused, "not_a_count");
    ASSERT_EQ(refused.notes.size(), 1U);
    const auto& [code, with] = refused.notes[0];
    EXPECT_EQ(code, "negative_at");
    EXPECT_EQ(with.at("column") + " " + with.at("row") + " " + with.at("value"), "exposure 3 -5");
}

TEST(RefusalWords, LinksToAreasThatThereAreNotAreCounted) {
    Frame areas, links;
    areas.add("id", Texts{"a", "b", "c", "d", "e"});
    areas.add("value", Numbers{1, 2, 5, 3, 9});
    links.add("from", Texts{"a", "b", "c", "d"});
    links.add("to", Texts{"b", "c", "d", "zz"});
    const auto refused = answered("global_moran", {{"areas", areas}, {"neighbours", links}});
    EXPECT_EQ(refused.refused, "too_few_values");
    ASSERT_EQ(refused.excluded.size(), 1U);
    EXPECT_EQ(refused.excluded[0].reason, "unknown_area");
    EXPECT_EQ(refused.excluded[0].rows, 1);
}

TEST(RefusalWords, ARateOfTheOnlyAreaHasNoRest) {
    Frame areas;
    areas.add("events", Numbers{3});
    areas.add("exposure", Numbers{100});
    EXPECT_EQ(answered("funnel", {{"areas", areas}}).refused, "too_few_values");
}

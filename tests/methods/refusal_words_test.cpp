// What a refusal says beside its reason, for every method that gives it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "methods/ask.hpp"

using namespace atalaya::methods;

namespace {

Result answered(const char* method, std::map<std::string, Frame, std::less<>> tables) {
    return run(*find(method), {.tables = std::move(tables), .seed = 1, .threads = 1});
}

std::string thrown(const char* method, std::map<std::string, Frame, std::less<>> tables, Given given = {}) {
    try {
        run(*find(method), {.tables = std::move(tables), .given = std::move(given), .seed = 1, .threads = 1});
    } catch (const atalaya::Error& error) {
        return error.what();
    }
    return {};
}

// Five areas in a ring, each beside the next, and what more is said of who is beside whom.
std::map<std::string, Frame, std::less<>> in_a_ring(const Texts& more_from, const Texts& more_to,
                                                    const Numbers& weights = {}) {
    const Texts ids{"a", "b", "c", "d", "e"};
    Texts from, to;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        from.insert(from.end(), {ids[i], ids[(i + 1) % 5]});
        to.insert(to.end(), {ids[(i + 1) % 5], ids[i]});
    }
    from.insert(from.end(), more_from.begin(), more_from.end());
    to.insert(to.end(), more_to.begin(), more_to.end());
    Frame areas, links;
    areas.add("id", ids);
    areas.add("value", Numbers{1, 2, 5, 3, 9});
    if (!weights.empty()) {
        Numbers all(10, 1);
        all.insert(all.end(), weights.begin(), weights.end());
        links.add("weight", all);
    }
    links.add("from", from);
    links.add("to", to);
    return {{"areas", areas}, {"neighbours", links}};
}

Frame days_of(const Texts& areas, const Numbers& values) {
    Frame counts;
    Texts days;
    for (std::size_t i = 0; i < areas.size(); ++i) days.push_back("2024-01-0" + std::to_string(i % 9 + 1));
    counts.add("area", areas);
    counts.add("day", days);
    counts.add("value", values);
    return counts;
}

}  // namespace

TEST(RefusalWords, ANegativeNumberIsToldWithItsRow) {
    Frame cells;
    cells.add("now", Numbers{1, std::nan(""), 0});
    cells.add("before", Numbers{1, 2, 3});
    cells.add("exposure_now", Numbers{10, 10, -5});
    cells.add("exposure_before", Numbers{10, 10, 10});
    const auto refused = answered("change", {{"cells", cells}});
    EXPECT_EQ(refused.refused, "not_a_count");
    ASSERT_EQ(refused.notes.size(), 1U);
    const auto& [code, with] = refused.notes[0];
    EXPECT_EQ(code, "negative_at");
    EXPECT_EQ(with.at("column") + " " + with.at("row") + " " + with.at("value"), "exposure_now 3 -5");
}

// Residents below none were no exposure to a rate, and taken off what indirect_rate expects of the other strata.
TEST(RefusalWords, NoPersonsAreFewerThanNone) {
    const auto of_persons = [](const Method& method) {
        return std::ranges::any_of(method.tables.front().columns,
                                   [](const auto& column) { return column.unit == "person-year"; });
    };
    std::size_t held = 0;
    for (const auto& method : catalogue()) {
        if (!of_persons(method)) continue;
        Frame table;
        for (const auto& column : method.tables.front().columns)
            if (!column.optional || column.unit == "person-year")
                table.add(column.name, column.unit == "person-year" ? Numbers{900, 900, -5, 900}
                                                                    : Numbers{12, 13, 14, 15});
        const auto& name = method.tables.front().name;
        EXPECT_THAT(thrown(method.name.c_str(), {{name, table}}), testing::HasSubstr("\"-5\" in row 3"))
            << method.name;
        ++held;
    }
    EXPECT_GE(held, 5U);
}

// A stratum without a count is one without events, which is told; of none at all there is no rate of 0.
TEST(RefusalWords, StrataWithoutCountsAreTold) {
    const auto of = [](const Numbers& events) {
        Frame strata;
        strata.add("events", events);
        strata.add("exposure", Numbers{900, 800, 700});
        strata.add("reference_events", Numbers{40, 50, 60});
        strata.add("reference_exposure", Numbers{9000, 9000, 9000});
        return answered("indirect_rate", {{"strata", strata}});
    };
    EXPECT_EQ(of({std::nan(""), std::nan(""), std::nan("")}).refused, "not_a_number");
    EXPECT_TRUE(of({5, 0, 7}).notes.empty());
    const auto some = of({5, std::nan(""), 7});
    EXPECT_EQ(some.tables.at("rate").numbers("observed")[0], 12);
    ASSERT_EQ(some.notes.size(), 1U);
    EXPECT_EQ(some.notes[0].code, "blank_is_no_event");
    EXPECT_EQ(some.notes[0].with.at("n"), "1");
}

// Two years without data are told by their first and last month, and what can be done.
TEST(RefusalWords, MonthsThatLackInASeriesAreNamed) {
    const auto said = [](const char* name, const Texts& months, const Numbers& values) {
        Frame series;
        series.add(name, months);
        series.add("value", values);
        return thrown("stl", {{"series", series}}, {{"period", "2"}});
    };
    const double none = std::nan("");
    const Texts months{"2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06"};
    EXPECT_THAT(said("month", months, {5, 3, none, none, 4, 6}),
                testing::HasSubstr("2 of 6 rows have none, the first of 2020-03, the last of 2020-04."));
    EXPECT_THAT(said("place", months, {5, 3, none, none, 4, 6}), testing::HasSubstr("row 3 has none"));
}

// A source that is there twice gave its residents twice.
TEST(RefusalWords, SourcesThatCoverEachOtherAreCountedTwice) {
    const auto square = [](double west, double east) -> atalaya::geo::MultiPolygon {
        return {{{{west, 0}, {east, 0}, {east, 0.01}, {west, 0.01}, {west, 0}}}};
    };
    const auto refused = [&](const std::vector<double>& wests) {
        Frame sources, targets;
        sources.add("value", Numbers(wests.size(), 100));
        for (const double west : wests) sources.shapes.push_back(square(west, west + 0.01));
        targets.add("id", Texts{"all"});
        targets.shapes = {square(0, 0.02)};
        return answered("areal_interpolation", {{"sources", sources}, {"targets", targets}}).refused;
    };
    EXPECT_EQ(refused({0, 0.01}), "");
    EXPECT_EQ(refused({0, 0.00999}), "") << "two drawings of one border";
    EXPECT_EQ(refused({0, 0.01, 0.01}), "sources_overlap");
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

// The figures are those of the links alone, and what was passed by is told.
TEST(RefusalWords, APairThatIsToldTwiceAndAnAreaBesideItselfAreTold) {
    const auto plain = answered("global_moran", in_a_ring({}, {}));
    EXPECT_TRUE(plain.excluded.empty());
    const auto more = answered("global_moran", in_a_ring({"a", "c", "c"}, {"b", "c", "d"}));
    EXPECT_EQ(more.tables.at("statistic").numbers("value"), plain.tables.at("statistic").numbers("value"));
    ASSERT_EQ(more.excluded.size(), 2U);
    EXPECT_EQ(more.excluded[0].reason, "told_twice");
    EXPECT_EQ(more.excluded[0].rows, 2);
    EXPECT_EQ(more.excluded[1].reason, "beside_itself");
    EXPECT_EQ(more.excluded[1].rows, 1);
    EXPECT_EQ(thrown("global_moran", in_a_ring({"b"}, {"a"}, {1})), "");
    EXPECT_THAT(thrown("global_moran", in_a_ring({"b"}, {"a"}, {2})),
                testing::AllOf(testing::HasSubstr("found 1 and 2"), testing::HasSubstr("\"b\" and \"a\"")));
}

// An area without neighbours is not in n and is in the mean. Far from all others it brings the variance below 0, which was told
// as 0, with a z of 0 and a p of 1 beside a p of 0.068 by permutation.
TEST(RefusalWords, AVarianceBelow0IsNone) {
    Frame areas, links;
    areas.add("id", Texts{"a", "b", "c", "d", "e"});
    areas.add("value", Numbers{1, 2, 4, 3, 9});
    links.add("from", Texts{"a", "b", "b", "c", "c", "d", "d", "a"});
    links.add("to", Texts{"b", "a", "c", "b", "d", "c", "a", "d"});
    const auto found = answered("global_moran", {{"areas", areas}, {"neighbours", links}});
    const auto& row = found.tables.at("statistic");
    EXPECT_EQ(row.texts("why")[0], "variance_below_0");
    for (const char* figure : {"variance", "z", "p_clustered", "p"})
        EXPECT_TRUE(std::isnan(row.numbers(figure)[0])) << figure;
    for (const char* figure : {"value", "variance_normality", "p_permutation"})
        EXPECT_FALSE(std::isnan(row.numbers(figure)[0])) << figure;
}

TEST(RefusalWords, CountsOfAreasThatThereAreNotSayWhatTheyName) {
    auto tables = in_a_ring({}, {});
    tables.emplace("counts", days_of({"1", "1", "1", "1", "1"}, {3, 1, 4, 1, 5}));
    EXPECT_THAT(thrown("emerging_hot_spots", tables), testing::HasSubstr("such as \"a\"; found \"1\""));
}

TEST(RefusalWords, FewerThanNoneIsNoCountOfADay) {
    auto tables = in_a_ring({}, {});
    tables.emplace("counts", days_of({"a", "b", "c", "d", "a"}, {3, 1, 4, -1, 5}));
    const auto refused = answered("emerging_hot_spots", tables);
    EXPECT_EQ(refused.refused, "not_a_count");
    ASSERT_EQ(refused.notes.size(), 1U);
    EXPECT_EQ(refused.notes[0].with.at("row"), "4");
}

// A table whose columns may all be left out is not empty because none of them is there.
TEST(RefusalWords, ATableWithoutAnyOfItsColumnsSaysWhichThereAre) {
    Frame records;
    records.add("age", Texts{"20", "30"});
    EXPECT_THAT(thrown("k_anonymity", {{"records", records}}),
                testing::AllOf(testing::HasSubstr("key_1"), testing::HasSubstr("found age"),
                               testing::HasSubstr("--map records.key_1=COLUMN")));
}

TEST(RefusalWords, PointsBeyondTheWindowAreCounted) {
    Frame points;
    points.add("x", Numbers{1, 2, 30, 40});
    points.add("y", Numbers{1, 3, 2, 4});
    for (const char* method :
         {"kernel_density", "ripley", "pair_correlation", "nearest_neighbours", "quadrats"})
        EXPECT_THAT(thrown(method, {{"points", points}}, {{"right", "10"}, {"top", "10"}}),
                    testing::HasSubstr("found 2 beyond it of 4, the first at 30, 2"))
            << method;
}

#include "methods/local_answer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>

#include "methods/method.hpp"

using namespace atalaya;
using namespace atalaya::methods;

namespace {

// Ten by ten areas, each beside those that share a side; the nine of a corner stand out.
Question grid(const std::string& column) {
    Texts ids, from, to;
    Numbers values;
    const auto id = [](int x, int y) { return std::to_string(x) + "/" + std::to_string(y); };
    for (int x = 0; x < 10; ++x) {
        for (int y = 0; y < 10; ++y) {
            ids.push_back(id(x, y));
            const bool core = x < 3 && y < 3;
            values.push_back(column == "flag" ? (core || (x * 7 + y * 3) % 20 == 0)
                                              : (core ? 30 : 1 + (x * 7 + y * 3) % 5));
            for (const auto& [a, b] : {std::pair{x + 1, y}, {x - 1, y}, {x, y + 1}, {x, y - 1}}) {
                if (a < 0 || a > 9 || b < 0 || b > 9) continue;
                from.push_back(id(x, y));
                to.push_back(id(a, b));
            }
        }
    }
    Frame areas, neighbours;
    areas.add("id", std::move(ids));
    areas.add(column, std::move(values));
    neighbours.add("from", std::move(from));
    neighbours.add("to", std::move(to));
    return {.tables = {{"areas", std::move(areas)}, {"neighbours", std::move(neighbours)}}};
}

Frame answered(const std::string& method, Given given = {}, std::uint64_t seed = 1) {
    auto question = grid(method == "local_join_counts" ? "flag" : "value");
    question.given = std::move(given);
    question.seed = seed;
    return run(*find(method), question).tables.at("areas");
}

class LocalAnswer : public testing::TestWithParam<const char*> {};
class LocalTwoSided : public testing::TestWithParam<const char*> {};

}  // namespace

// With 999 deals the least two-sided p is 0.002, and q of an area among a hundred no less than that.
TEST_P(LocalAnswer, LabelsTheCoreOfAHundredAreasUnlessToldOtherwise) {
    const auto areas = answered(GetParam());
    const auto& clusters = areas.texts("cluster");
    EXPECT_GT(std::count_if(clusters.begin(), clusters.end(), [](const auto& c) { return c != "none"; }), 3);
}

TEST_P(LocalAnswer, HasAQNoLessThanThePItComesFrom) {
    const auto dealt = answered(GetParam()), by_z = answered(GetParam(), {{"permutations", "0"}});
    for (const auto& [areas, p] : {std::pair{&dealt, "p_permutation"}, {&by_z, "p"}}) {
        for (std::size_t i = 0; i < areas->rows(); ++i)
            EXPECT_GE(areas->numbers("q")[i], areas->numbers(p)[i]) << GetParam() << " " << p << " row " << i;
    }
}

// Of areas whose p is neither near 0 nor near the 1 that it is capped at.
TEST_P(LocalTwoSided, SaysHowFarItsPVariesFromSeedToSeed) {
    constexpr std::size_t seeds = 60;
    const Given given{{"permutations", "99"}};
    const auto rows = answered(GetParam(), given).rows();
    Numbers sum(rows), squares(rows), told(rows);
    for (std::size_t seed = 1; seed <= seeds; ++seed) {
        const auto areas = answered(GetParam(), given, seed);
        for (std::size_t i = 0; i < rows; ++i) {
            const double p = areas.numbers("p_permutation")[i];
            sum[i] += p / seeds;
            squares[i] += p * p / seeds;
            told[i] += std::pow(areas.numbers("p_permutation_error")[i], 2) / seeds;
        }
    }
    double seen = 0, promised = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        if (!(sum[i] > 0.1 && sum[i] < 0.7)) continue;
        seen += squares[i] - sum[i] * sum[i];
        promised += told[i];
    }
    ASSERT_GT(promised, 0);
    EXPECT_NEAR(seen / promised, 1, 0.15);
}

INSTANTIATE_TEST_SUITE_P(Every, LocalAnswer,
                         testing::Values("local_moran", "local_geary", "local_g", "local_join_counts"));
INSTANTIATE_TEST_SUITE_P(Every, LocalTwoSided, testing::Values("local_moran", "local_geary", "local_g"));

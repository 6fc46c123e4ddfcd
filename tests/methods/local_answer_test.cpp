#include "methods/local_answer.hpp"

#include <gtest/gtest.h>

#include <algorithm>
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

Frame answered(const std::string& method, Given given = {}) {
    auto question = grid(method == "local_join_counts" ? "flag" : "value");
    question.given = std::move(given);
    return run(*find(method), question).tables.at("areas");
}

class LocalAnswer : public testing::TestWithParam<const char*> {};

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

INSTANTIATE_TEST_SUITE_P(Every, LocalAnswer,
                         testing::Values("local_moran", "local_geary", "local_g", "local_join_counts"));

#include "stats/pair_slopes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

using Values = std::vector<double>;

Values all_slopes(const Values& y) {
    Values slopes;
    for (std::size_t i = 0; i < y.size(); ++i)
        for (std::size_t j = i + 1; j < y.size(); ++j)
            slopes.push_back((y[j] - y[i]) / static_cast<double>(j - i));
    std::ranges::sort(slopes);
    return slopes;
}

const std::map<std::string, std::function<double(Random&, std::size_t)>> kinds{
    {"counts", [](Random& random, std::size_t) { return static_cast<double>(random.below(4)); }},
    {"noise", [](Random& random, std::size_t) { return random.normal(); }},
    {"noise about a line",
     [](Random& random, std::size_t i) { return 0.01 * static_cast<double>(i) + random.normal(); }},
    {"a falling line", [](Random&, std::size_t i) { return -0.1 * static_cast<double>(i); }},
    {"tenths", [](Random& random, std::size_t) { return static_cast<double>(random.below(90)) / 10; }},
    {"mostly 0", [](Random& random, std::size_t) { return random.chance(0.01) ? random.uniform() : 0.0; }},
    {"far from 0", [](Random& random, std::size_t) { return 1e12 + random.uniform(); }},
    {"next to nothing",
     [](Random& random, std::size_t) { return 5e-324 * static_cast<double>(random.below(9)); }},
    {"huge", [](Random& random, std::size_t) { return random.uniform(-1, 1) * 1e300; }},
    {"of all sizes", [](Random& random, std::size_t) { return std::exp(random.uniform(-200, 200)); }},
    {"two steps", [](Random&, std::size_t i) { return i < 90    ? 0.0
                                                      : i < 200 ? 1.0
                                                                : 3.0; }},
};

}  // namespace

// The slow twin lists all of them: the same bits at every rank asked.
TEST(PairSlopes, AreThoseOfTheSortedListOfAll) {
    Random random{5};
    for (const auto& [name, value] : kinds) {
        for (const std::size_t n : {2, 9, 70, 300}) {
            Values y;
            for (std::size_t i = 0; i < n; ++i) y.push_back(value(random, i));
            const auto slopes = all_slopes(y);
            std::vector<std::size_t> ranks{0, slopes.size() - 1, slopes.size() / 2};
            for (int k = 0; k < 12; ++k) ranks.push_back(random.below(slopes.size()));
            for (const auto rank : ranks)
                EXPECT_EQ(pair_slope_at(y, static_cast<std::int64_t>(rank)), slopes[rank])
                    << name << ", " << n << " values, rank " << rank;
        }
    }
}

// Enough pairs that a sample of them must be narrowed more than once.
TEST(PairSlopes, AreThoseOfTheListWhereBoundsAreNarrowedAgain) {
    Random random{6};
    for (const char* name : {"counts", "noise about a line", "a falling line", "tenths"}) {
        Values y;
        for (std::size_t i = 0; i < 2500; ++i) y.push_back(kinds.at(name)(random, i));
        const auto slopes = all_slopes(y);
        for (const double share : {0.0001, 0.3, 0.5, 0.72, 0.999}) {
            const auto rank = static_cast<std::size_t>(share * static_cast<double>(slopes.size()));
            EXPECT_EQ(pair_slope_at(y, static_cast<std::int64_t>(rank)), slopes[rank]) << name << share;
        }
    }
}

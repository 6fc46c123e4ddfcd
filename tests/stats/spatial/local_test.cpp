#include "stats/spatial/local.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "methods/shared_golden.hpp"
#include "stats/multiple_tests.hpp"
#include "stats/random.hpp"
#include "stats/spatial/conditional.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Values = std::vector<double>;

// Links of different numbers, one area alone, and unequal weights where `values`.
Weights some_weights(Random& random, std::size_t n, bool values, WeightStyle style = WeightStyle::binary) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 1; i < n; ++i)
        for (std::uint32_t j = 0; j < n; ++j)
            if (i != j && random.chance(i == 1 ? 0.9 : 0.3)) links.emplace_back(i, j);
    const auto beside = from_links(links, n);
    Values w;
    for (std::size_t k = 0; k < beside.of.size(); ++k) w.push_back(1 + static_cast<double>(random.below(3)));
    return values ? weighted(beside, style, w) : weighted(beside, style);
}

struct Dealt {
    double mean{}, variance{};
    double low{}, high{};  // shares
};

// The slow twin: all orders of the other values, the area's own staying.
template <class Statistic>
Dealt every_order(Values x, std::size_t i, Statistic statistic) {
    const double now = statistic(x), own = x[i];
    Values others = x;
    others.erase(others.begin() + static_cast<std::ptrdiff_t>(i));
    std::vector<int> order(others.size());
    std::iota(order.begin(), order.end(), 0);
    Dealt dealt;
    double orders = 0;
    do {
        for (std::size_t j = 0, m = 0; j < x.size(); ++j)
            x[j] = j == i ? own : others[static_cast<std::size_t>(order[m++])];
        const double v = statistic(x);
        dealt.mean += v;
        dealt.variance += v * v;
        dealt.low += v <= now + 1e-9;
        dealt.high += v >= now - 1e-9;
        ++orders;
    } while (std::next_permutation(order.begin(), order.end()));
    dealt.mean /= orders;
    dealt.variance = dealt.variance / orders - dealt.mean * dealt.mean;
    dealt.low /= orders;
    dealt.high /= orders;
    return dealt;
}

double lag(const Weights& w, const Values& x, std::size_t i) {
    double sum = 0;
    for (auto k = w.first[i]; k < w.first[i + 1]; ++k) sum += w.weight[k] * x[w.of[k]];
    return sum;
}

Values standardised(Values x) {
    double mean = 0, squares = 0;
    for (const double v : x) mean += v / static_cast<double>(x.size());
    for (double& v : x) v -= mean, squares += v * v;
    for (double& v : x) v /= std::sqrt(squares / static_cast<double>(x.size() - 1));
    return x;
}

void expect_as(const LocalTest& found, const Dealt& dealt, const char* what) {
    EXPECT_NEAR(found.expectation, dealt.mean, 1e-10) << what;
    EXPECT_NEAR(found.variance, dealt.variance, 1e-9) << what;
    EXPECT_NEAR(found.permutation.low, dealt.low, 0.03) << what;
    EXPECT_NEAR(found.permutation.high, dealt.high, 0.03) << what;
}

}  // namespace

TEST(LocalStatistics, AreThoseOfEveryOrderOfTheOtherValues) {
    const Permutations many{.replicates = 5999};
    const Values x{0, 3, 1, 1, 7, 2, 4};
    Values marks{1, 1, 0, 1, 0, 1, 1};
    for (const bool values : {false, true}) {
        Random random{21};
        const auto w =
            some_weights(random, x.size(), values, values ? WeightStyle::row : WeightStyle::binary);
        const auto moran = *local_moran(x, w, many);
        const auto g = *local_g(x, w, Local::g, many);
        const auto geary = *local_geary(x, w, many);
        const auto joins = *local_join_counts(marks, w, many);
        EXPECT_EQ(moran[0].error(), Why::no_neighbours);
        EXPECT_EQ(g[0].error(), Why::no_neighbours);
        EXPECT_EQ(geary[0].error(), Why::no_neighbours);
        for (std::size_t i = 1; i < x.size(); ++i) {
            ASSERT_EQ(moran[i].has_value(), w.first[i] < w.first[i + 1]);
            if (!moran[i]) continue;
            const auto moran_of = [&](const Values& y) {
                const auto z = standardised(y);
                return z[i] * lag(w, z, i) * 7 / 6;
            };
            const auto g_of = [&](const Values& y) { return lag(w, y, i) / (18 - y[i]); };
            const auto geary_of = [&](const Values& y) {
                const auto z = standardised(y);
                double sum = 0;
                for (auto k = w.first[i]; k < w.first[i + 1]; ++k)
                    sum += w.weight[k] * (z[i] - z[w.of[k]]) * (z[i] - z[w.of[k]]);
                return sum;
            };
            EXPECT_NEAR(moran[i]->test.value, moran_of(x), 1e-12);
            EXPECT_NEAR(g[i]->value, g_of(x), 1e-12);
            EXPECT_NEAR(geary[i]->value, geary_of(x), 1e-12);
            expect_as(moran[i]->test, every_order(x, i, moran_of), "Moran");
            expect_as(*g[i], every_order(x, i, g_of), "Gi");
            expect_as(*geary[i], every_order(x, i, geary_of), "Geary");
            if (marks[i] == 1)
                expect_as(*joins[i], every_order(marks, i, [&](const Values& y) { return lag(w, y, i); }),
                          "joins");
            else
                EXPECT_EQ(joins[i]->q, 1);
        }
    }
}

// Weights that are equal but for rounding are summed one by one, equal ones are ranked among sorted sums:
// both from the same draws, so the tails are the same.
TEST(LocalStatistics, RankingAmongSortedSumsIsAddingUpEachDraw) {
    Random random{6};
    for (int round = 0; round < 12; ++round) {
        const std::size_t n = 3 + random.below(40);
        const auto equal = some_weights(random, n, false);
        auto unequal = equal;
        for (std::size_t i = 0; i < n; ++i)
            if (unequal.first[i] < unequal.first[i + 1]) unequal.weight[unequal.first[i]] += 1e-15;
        Values x(n);
        for (auto& v : x) v = round % 2 == 0 ? static_cast<double>(random.poisson(1)) : random.normal();
        const auto a = dealt_neighbours(x, equal, {199, 3, 1}), b = dealt_neighbours(x, unequal, {199, 3, 4});
        for (std::size_t i = 0; i < n; ++i) {
            EXPECT_EQ(a[i].permutation.low, b[i].permutation.low) << round << ' ' << i;
            EXPECT_EQ(a[i].permutation.high, b[i].permutation.high) << round << ' ' << i;
        }
    }
}

TEST(LocalStatistics, AllElseOfAnAreaWithoutReplicatesIsAnalytic) {
    Random random{1};
    const auto w = some_weights(random, 12, false);
    Values x;
    for (int i = 0; i < 12; ++i) x.push_back(random.normal());
    const auto found = *local_moran(x, w, {.replicates = 0});
    Values p, q;
    for (const auto& area : found) {
        if (!area) continue;
        EXPECT_EQ(area->test.permutation.high, 1);
        p.push_back(area->test.p.two_sided());
        q.push_back(area->test.q);
    }
    EXPECT_EQ(q, benjamini_hochberg(p));
}

// A large count among small ones is hot by any of them, its lonely twin is an outlier.
TEST(LocalStatistics, APileIsHotAndALonelyPeakIsUnlikeItsNeighbours) {
    constexpr std::uint32_t side = 15;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t r = 0; r < side; ++r) {
        for (std::uint32_t c = 0; c < side; ++c) {
            if (c + 1 < side) links.emplace_back(r * side + c, r * side + c + 1);
            if (r + 1 < side) links.emplace_back(r * side + c, (r + 1) * side + c);
        }
    }
    const auto beside = made_symmetric(from_links(links, side * side));
    Random random{2};
    Values x(side * side);
    for (auto& v : x) v = static_cast<double>(random.poisson(2));
    for (const std::uint32_t i : {48u, 33u, 63u, 47u, 49u}) x[i] = 15;
    x[171] = 20;
    const auto moran = *local_moran(x, weighted(beside), {9999, 1, 2});
    EXPECT_EQ(moran[48]->quadrant, Quadrant::high_high);
    EXPECT_LT(moran[48]->test.q, 0.05);
    EXPECT_EQ(moran[171]->quadrant, Quadrant::high_low);
    EXPECT_LT(moran[171]->test.value, 0);
    const auto star =
        *local_g(x, weighted(with_self(beside), WeightStyle::binary), Local::g_star, {999, 1, 3});
    EXPECT_GT(star[48]->z, 5);
    EXPECT_EQ(star[48]->permutation.high, 0.001);
    EXPECT_LT((*local_geary(x, weighted(beside)))[171]->permutation.high, 0.02);
}

TEST(LocalStatistics, WhatCannotBeComputedSaysWhy) {
    const auto w = weighted(from_links({{0, 1}, {1, 2}, {2, 0}}, 3));
    EXPECT_EQ(local_moran(Values{1, 1, 1}, w).error(), Why::constant);
    EXPECT_EQ(local_g(Values{1, 1, INFINITY}, w, Local::g).error(), Why::not_a_number);
    EXPECT_EQ(local_join_counts(Values{1, 0, 2}, w).error(), Why::not_a_count);
    EXPECT_EQ(local_geary(Values{}, Weights{}).error(), Why::too_few_values);
    const auto all = weighted(from_links({{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}, {2, 1}}, 3));
    const auto everybody = *local_moran(Values{1, 5, 2}, all);
    for (const auto& area : everybody) {
        EXPECT_EQ(area->test.z, 0);
        EXPECT_EQ(area->test.permutation.high, 1);
        EXPECT_EQ(area->test.permutation.low, 1);
    }
}

TEST_F(SharedGolden, LocalStatisticsOfColumbus) {
    open("spatial_autocorr_columbus");
    if (IsSkipped()) return;
    const auto crime = column("columbus.csv", 2);
    const auto from = column("neighbours.csv", 0), to = column("neighbours.csv", 1);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::size_t k = 0; k < from.size(); ++k)
        links.emplace_back(static_cast<std::uint32_t>(from[k] - 1), static_cast<std::uint32_t>(to[k] - 1));
    const auto beside = from_links(links, crime.size());
    const auto rows = weighted(beside), ones = weighted(beside, WeightStyle::binary);
    const auto star_rows = weighted(with_self(beside)),
               star_ones = weighted(with_self(beside), WeightStyle::binary);
    const Permutations none{.replicates = 0};
    const auto moran = *local_moran(crime, rows, none);
    const auto geary = *local_geary(crime, rows, none);
    const auto table = this->rows("local_expected.csv");
    const auto tolerance = golden["tolerance"]["analytic"].get<double>();
    ASSERT_EQ(table.size(), crime.size());
    const auto g = *local_g(crime, ones, Local::g, none),
               g_star = *local_g(crime, star_ones, Local::g_star, none);
    const auto gr = *local_g(crime, rows, Local::g, none),
               gr_star = *local_g(crime, star_rows, Local::g_star, none);
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto as = [&](double found, std::size_t at) {
            near(found, json::parse(table[i][at]), tolerance, table[i][0] + " " + std::to_string(at));
        };
        const auto& test = moran[i]->test;
        as(test.value, 1);
        as(test.expectation, 2);
        as(test.variance, 3);
        as(test.z, 4);
        as(test.p.two_sided(), 5);
        const std::string words[] = {"High-High", "Low-Low", "Low-High", "High-Low"};
        held(words[static_cast<int>(moran[i]->quadrant)] == table[i][6], table[i][0] + " " + table[i][6]);
        as(g[i]->z, 7);
        as(g_star[i]->z, 8);
        as(gr[i]->z, 9);
        as(gr_star[i]->z, 10);
        as(geary[i]->value, 11);
    }
}

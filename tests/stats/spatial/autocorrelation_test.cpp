#include "stats/spatial/autocorrelation.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "methods/shared_golden.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

Weights some_weights(Random& random, std::size_t n, double density, WeightStyle style = WeightStyle::binary) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 0; i < n; ++i)
        for (std::uint32_t j = 0; j < n; ++j)
            if (i != j && random.chance(density)) links.emplace_back(i, j);
    return weighted(from_links(links, n), style);
}

double dense(const Weights& w, std::size_t i, std::size_t j) {
    for (auto k = w.first[i]; k < w.first[i + 1]; ++k)
        if (w.of[k] == j) return w.weight[k];
    return 0;
}

// The three statistics as their sums are written.
std::array<double, 3> plain(std::span<const double> x, const Weights& w) {
    const std::size_t n = x.size();
    double mean = 0, s0 = 0, cross = 0, apart = 0, squares = 0, products = 0, others = 0;
    for (const double v : x) mean += v / static_cast<double>(n);
    for (std::size_t i = 0; i < n; ++i) {
        squares += (x[i] - mean) * (x[i] - mean);
        for (std::size_t j = 0; j < n; ++j) {
            const double v = dense(w, i, j);
            s0 += v;
            cross += v * (x[i] - mean) * (x[j] - mean);
            apart += v * (x[i] - x[j]) * (x[i] - x[j]);
            products += v * x[i] * x[j];
            if (i != j) others += x[i] * x[j];
        }
    }
    const auto size = static_cast<double>(n);
    return {size / s0 * cross / squares, (size - 1) / (2 * s0) * apart / squares, products / others};
}

}  // namespace

// The slow twin: every order of six values, each as likely; n counts every area, as all have neighbours.
TEST(Autocorrelation, MomentsAreThoseOfEveryOrder) {
    for (const auto style : {WeightStyle::binary, WeightStyle::row}) {
        Random random{4};
        Weights w;
        do {
            w = some_weights(random, 6, 0.4, style);
        } while (std::ranges::adjacent_find(w.first) != w.first.end());
        const std::vector<double> x{1, 2, 2, 5, 9, 3};
        std::vector<int> order(6);
        std::iota(order.begin(), order.end(), 0);
        std::array<double, 3> sum{}, squares{};
        double orders = 0;
        do {
            std::vector<double> dealt;
            for (const int i : order) dealt.push_back(x[static_cast<std::size_t>(i)]);
            const auto now = plain(dealt, w);
            for (std::size_t s = 0; s < 3; ++s) sum[s] += now[s], squares[s] += now[s] * now[s];
            ++orders;
        } while (std::next_permutation(order.begin(), order.end()));
        const Permutations few{.replicates = 19};
        const Autocorrelation found[] = {*global_moran(x, w, few), *global_geary(x, w, few),
                                         *global_g(x, w, few)};
        const auto now = plain(x, w);
        for (std::size_t s = 0; s < 3; ++s) {
            EXPECT_NEAR(found[s].value, now[s], 1e-12);
            EXPECT_NEAR(found[s].expectation, sum[s] / orders, 1e-12);
            EXPECT_NEAR(found[s].randomisation.variance,
                        squares[s] / orders - sum[s] / orders * sum[s] / orders, 1e-12);
        }
    }
}

TEST(Autocorrelation, JoinsAreThoseOfEveryOrder) {
    Random random{9};
    Weights w;
    do {
        w = some_weights(random, 7, 0.4, WeightStyle::row);
    } while (std::ranges::adjacent_find(w.first) != w.first.end());
    std::vector<int> kinds{-1, -1, -1, 4, 4, 7, 7};
    const std::vector<int> now{4, -1, 7, -1, -1, 4, 7};
    const auto joins = [&](const std::vector<int>& c, int a, int b) {
        double sum = 0;
        for (std::size_t i = 0; i < c.size(); ++i)
            for (std::size_t j = 0; j < c.size(); ++j)
                if ((c[i] == a && c[j] == b) || (c[i] == b && c[j] == a)) sum += dense(w, i, j) / 2;
        return sum;
    };
    const auto found = *join_counts(now, w, {.replicates = 99});
    ASSERT_EQ(found.pairs.size(), 6u);
    std::vector<double> sum(7), squares(7);
    double orders = 0;
    do {
        double unlike = 0;
        for (std::size_t p = 0; p < 7; ++p) {
            const double v = p < 6 ? joins(kinds, found.pairs[p].a, found.pairs[p].b) : unlike;
            if (p < 6 && found.pairs[p].a != found.pairs[p].b) unlike += v;
            sum[p] += v;
            squares[p] += v * v;
        }
        ++orders;
    } while (std::next_permutation(kinds.begin(), kinds.end()));
    for (std::size_t p = 0; p < 7; ++p) {
        const auto& pair = p < 6 ? found.pairs[p] : found.unlike;
        if (p < 6) {
            EXPECT_NEAR(pair.value, joins(now, pair.a, pair.b), 1e-12);
        }
        EXPECT_NEAR(pair.expectation, sum[p] / orders, 1e-12);
        EXPECT_NEAR(pair.randomisation.variance, squares[p] / orders - sum[p] / orders * sum[p] / orders,
                    1e-12);
    }
}

TEST(Autocorrelation, PermutationsAreTheSameForAnyNumberOfThreads) {
    Random random{2};
    const auto w = some_weights(random, 60, 0.1);
    std::vector<double> x;
    std::vector<int> kinds;
    for (int i = 0; i < 60; ++i) {
        x.push_back(static_cast<double>(random.poisson(3)));
        kinds.push_back(static_cast<int>(random.below(3)));
    }
    const auto one = *global_moran(x, w, {203, 5, 1}), many = *global_moran(x, w, {203, 5, 7});
    EXPECT_EQ(one.permutation->high, many.permutation->high);
    EXPECT_EQ(one.permutation->low, many.permutation->low);
    EXPECT_NEAR(one.permutation->high, one.randomisation.p.high, 0.1);
    const auto a = *join_counts(kinds, w, {203, 5, 1}), b = *join_counts(kinds, w, {203, 5, 3});
    for (std::size_t p = 0; p < a.pairs.size(); ++p)
        EXPECT_EQ(a.pairs[p].permutation->high, b.pairs[p].permutation->high);
    EXPECT_EQ(a.unlike.permutation->low, b.unlike.permutation->low);
    EXPECT_GE(one.permutation->high + one.permutation->low, 1);
    EXPECT_FALSE(global_moran(x, w, {0, 1, 1})->permutation);
}

// Five in a row and one alone: n is 5, the mean is of all six unless the sixth is left out.
TEST(Autocorrelation, AreasThatStandAloneAreCountedOut) {
    const auto path =
        weighted(from_links({{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}, {3, 4}, {4, 3}}, 6));
    const std::vector<double> x{1, 2, 3, 4, 5, 9};
    const auto counted = *global_moran(x, path), out = *global_moran(x, path, {}, Islands::out_of_data);
    EXPECT_EQ(counted.n, 5u);
    EXPECT_EQ(counted.islands, 1u);
    EXPECT_EQ(out.islands, 1u);
    EXPECT_EQ(counted.expectation, -0.25);
    // z = -3 -2 -1 0 1: ends 6, 0; middle -2 * -2, -1 * -1, 0; squares 40.
    EXPECT_NEAR(counted.value, (6 + 4 + 1 + 0 + 0) / 40.0, 1e-12);
    EXPECT_NEAR(out.value,
                plain(std::span{x}.first(5), among(path, {true, true, true, true, true, false}))[0], 1e-12);
    // moran.test of spdep 1.2-7 with zero.policy: the kurtosis is of all six.
    EXPECT_NEAR(counted.randomisation.variance, 0.0749166666666667, 1e-12);
    EXPECT_NEAR(counted.randomisation.z, 1.9180948556880937, 1e-12);
}

// What stands alone is joined to nothing: it is in no product that G divides by, and no category has it.
TEST(Autocorrelation, OfGAndJoinsAreasThatStandAloneAreNoPart) {
    const auto path = weighted(
        from_links({{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}, {3, 4}, {4, 3}}, 6), WeightStyle::binary);
    const auto linked = among(path, {true, true, true, true, true, false});
    const std::vector<double> x{1, 2, 3, 4, 5, 900};
    const Permutations few{.replicates = 99};
    const auto g = *global_g(x, path, few), of_five = *global_g(std::span{x}.first(5), linked, few);
    EXPECT_EQ(g.value, of_five.value);  // 2 (2 + 6 + 12 + 20) / (15^2 - 55)
    EXPECT_NEAR(g.value, 80 / 170.0, 1e-12);
    EXPECT_EQ(g.randomisation.z, of_five.randomisation.z);
    EXPECT_EQ(g.permutation->high, of_five.permutation->high);
    EXPECT_EQ(g.islands, 1u);
    EXPECT_EQ(g.n, 5u);

    const auto joins = *join_counts(std::vector<int>{1, 1, 2, 2, 1, 2}, path, few);
    EXPECT_EQ(joins.n, 5u);
    EXPECT_EQ(joins.islands, 1u);
    double like_and_unlike = joins.unlike.expectation, pairs = 0;
    for (const auto& pair : joins.pairs) (pair.a == pair.b ? like_and_unlike : pairs) += pair.expectation;
    EXPECT_NEAR(like_and_unlike, 4, 1e-12);  // all joins, whatever is dealt
    EXPECT_NEAR(pairs, joins.unlike.expectation, 1e-12);
    EXPECT_NEAR(joins.unlike.expectation, 4 * (3 * 2) / 10.0, 1e-12);  // joins x unlike pairs / pairs of five
}

TEST(Autocorrelation, WhatCannotBeComputedSaysWhy) {
    const auto ring = weighted(from_links({{0, 1}, {1, 2}, {2, 3}, {3, 0}}, 4));
    EXPECT_EQ(global_moran(std::vector<double>{1, 1, 1, 1}, ring).error(), Why::constant);
    EXPECT_EQ(global_geary(std::vector<double>{1, 1, NAN, 1}, ring).error(), Why::not_a_number);
    EXPECT_EQ(global_g(std::vector<double>{1, -1, 2, 1}, ring).error(), Why::not_a_count);
    EXPECT_EQ(global_g(std::vector<double>{0, 0, 2, 0}, ring).error(), Why::too_few_values);
    EXPECT_EQ(global_moran(std::vector<double>{1, 2, 3, 4}, weighted(from_links({}, 4))).error(),
              Why::no_neighbours);
    EXPECT_EQ(global_moran(std::vector<double>{1, 2}, weighted(from_links({{0, 1}}, 2))).error(),
              Why::too_few_values);
    EXPECT_EQ(global_moran({}, Weights{}).error(), Why::no_neighbours);
    EXPECT_EQ(join_counts(std::vector<int>{2, 2, 2, 2}, ring).error(), Why::constant);

    std::vector<std::pair<std::uint32_t, std::uint32_t>> all;
    for (std::uint32_t i = 0; i < 5; ++i)
        for (std::uint32_t j = 0; j < 5; ++j)
            if (i != j) all.emplace_back(i, j);
    const auto everybody = *global_moran(std::vector<double>{1, 7, 3, 4, 2}, weighted(from_links(all, 5)));
    EXPECT_EQ(everybody.randomisation.z, 0);
    EXPECT_EQ(everybody.randomisation.p.high, 1);
    EXPECT_EQ(everybody.permutation->high, 1);
    EXPECT_EQ(everybody.permutation->low, 1);
}

TEST_F(SharedGolden, AutocorrelationOfColumbus) {
    open("spatial_autocorr_columbus");
    if (IsSkipped()) return;
    const auto crime = column("columbus.csv", 2);
    const auto from = column("neighbours.csv", 0), to = column("neighbours.csv", 1);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::size_t k = 0; k < from.size(); ++k)
        links.emplace_back(static_cast<std::uint32_t>(from[k] - 1), static_cast<std::uint32_t>(to[k] - 1));
    const auto beside = from_links(links, crime.size());
    const auto rows = weighted(beside), ones = weighted(beside, WeightStyle::binary);
    const double tolerance = golden["tolerance"]["analytic"];

    const auto& moran = golden["global_moran"];
    const auto i = *global_moran(crime, rows, {9999, 1, 2});
    near(i.value, moran["I"], tolerance, "I");
    near(i.expectation, moran["expectation"], tolerance, "E");
    near(i.randomisation.variance, moran["variance_randomisation"], tolerance, "V");
    near(i.randomisation.z, moran["z_randomisation"], tolerance, "z");
    near(i.randomisation.p.high, moran["p_one_sided_randomisation"], tolerance, "p");
    near(i.normality->variance, moran["variance_normality"], tolerance, "V normal");
    near(i.normality->z, moran["z_normality"], tolerance, "z normal");
    near(i.normality->p.high, moran["p_one_sided_normality"], tolerance, "p normal");
    held(i.permutation->high <= moran["permutation"]["p_one_sided_max"], "p permuted");
    near(i.permutation->high, moran["permutation"]["observed_p"], tolerance, "p permuted, none as high");

    const auto& geary = golden["geary"];
    const auto c = *global_geary(crime, rows, {9999, 1, 2});
    near(c.value, geary["C"], tolerance, "C");
    near(c.expectation, geary["expectation"], tolerance, "E C");
    near(c.randomisation.variance, geary["variance_randomisation"], tolerance, "V C");
    near(c.randomisation.z, geary["z"], tolerance, "z C");
    near(c.randomisation.p.high, geary["p_one_sided"], tolerance, "p C");
    held(c.permutation->high <= 0.001, "p C permuted");

    const auto& getis = golden["getis_ord_G"];
    const auto g = *global_g(crime, ones);
    near(g.value, getis["G"], tolerance, "G");
    near(g.expectation, getis["expectation"], tolerance, "E G");
    near(g.randomisation.variance, getis["variance"], tolerance, "V G");
    near(g.randomisation.z, getis["z"], tolerance, "z G");

    std::vector<int> high;
    for (const double x : crime) high.push_back(x > 35);
    const auto& expected = golden["join_counts"];
    const auto joins = *join_counts(high, ones), by_row = *join_counts(high, rows);
    const auto as = [&](const JoinCount& found, const json& told, const std::string& where) {
        near(found.value, told["Joincount"], tolerance, where);
        near(found.expectation, told["Expected"], tolerance, where);
        near(found.randomisation.variance, told["Variance"], tolerance, where);
        near(found.randomisation.z, told["z-value"], tolerance, where);
    };
    as(joins.pairs[0], expected["multi"]["low:low"], "low:low");
    as(joins.pairs[1], expected["multi"]["high:low"], "high:low");
    as(joins.pairs[2], expected["multi"]["high:high"], "high:high");
    as(joins.unlike, expected["multi"]["Jtot"], "Jtot");
    near(by_row.pairs[0].value, expected["rowstd_same_low"]["stat"], tolerance, "low, rows");
    near(by_row.pairs[0].randomisation.z, expected["rowstd_same_low"]["z"], tolerance, "low z, rows");
    near(by_row.pairs[2].value, expected["rowstd_same_high"]["stat"], tolerance, "high, rows");
    near(by_row.pairs[2].randomisation.z, expected["rowstd_same_high"]["z"], tolerance, "high z, rows");
}

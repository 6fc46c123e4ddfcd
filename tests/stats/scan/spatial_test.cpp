#include "stats/scan/spatial.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "methods/shared_golden.hpp"
#include "stats/random.hpp"
#include "stats/scan/lanes.hpp"
#include "stats/scan/likelihood.hpp"
#include "stats/scan/replicates.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Counts = std::vector<std::uint32_t>;

double x_ln_x_over(double x, double y) {
    return x > 0 ? x * std::log(x / y) : 0;
}
double poisson_llr(double c, double e, double all) {
    return c > e && e < all ? x_ln_x_over(c, e) + x_ln_x_over(all - c, all - e) : 0;
}
double bernoulli_llr(double c, double n, double cases, double all) {
    if (!(c * all > cases * n) || n >= all) return 0;
    const double out = all - n, c_out = cases - c;
    return x_ln_x_over(c, n) + x_ln_x_over(n - c, n) + x_ln_x_over(c_out, out) +
           x_ln_x_over(out - c_out, out) - x_ln_x_over(cases, all) - x_ln_x_over(all - cases, all);
}

// The slow twin: every centre, every distance that occurs, members by measuring again.
template <class Llr>
double largest(std::span<const Planar> places, std::span<const std::uint32_t> cases,
               std::span<const double> size, double most, std::size_t least, Llr llr) {
    double all = 0, best = 0;
    for (const double s : size) all += s;
    const auto apart = [&](std::size_t a, std::size_t b) {
        return std::hypot(places[a].x - places[b].x, places[a].y - places[b].y);
    };
    for (std::size_t z = 0; z < places.size(); ++z) {
        for (std::size_t edge = 0; edge < places.size(); ++edge) {
            double c = 0, s = 0;
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (apart(z, i) > apart(z, edge) + 1e-9) continue;
                c += cases[i];
                s += size[i];
            }
            if (s <= most * all + 1e-9 && c >= static_cast<double>(least)) best = std::max(best, llr(c, s));
        }
    }
    return best;
}

struct Town {
    std::vector<Planar> places;
    Counts cases, controls;
    std::vector<double> population;
    double all_cases{}, all{}, all_population{};
};

Town town(std::uint64_t seed) {
    Random random{seed, 77};
    Town out;
    const std::size_t n = 2 + random.below(30);
    for (std::size_t i = 0; i < n; ++i) {
        Planar p{random.uniform(0, 10), random.uniform(0, 10)};
        if (seed % 2 == 0) p = {std::floor(p.x / 2), std::floor(p.y / 2)};  // equal distances, equal places
        out.places.push_back(p);
        out.population.push_back(seed % 3 == 0 && i % 4 == 3 ? 0 : std::floor(random.uniform(5, 100)));
        out.cases.push_back(out.population.back() == 0 ? 0 : static_cast<std::uint32_t>(random.poisson(1.5)));
        out.controls.push_back(static_cast<std::uint32_t>(random.poisson(2)));
    }
    out.cases[0] += out.population[0] > 0 ? 1 : 0;
    for (std::size_t i = 0; i < n; ++i) {
        out.all_cases += out.cases[i];
        out.all += out.cases[i] + out.controls[i];
        out.all_population += out.population[i];
    }
    return out;
}

}  // namespace

TEST(SpatialScan, TheLargestRatioIsThatOfLookingAtEveryCircle) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Town t = town(seed);
        const double most = seed % 4 == 0 ? 0.25 : 0.5;
        std::vector<double> expected, individuals;
        for (std::size_t i = 0; i < t.places.size(); ++i) {
            expected.push_back(t.population[i] * t.all_cases / t.all_population);
            individuals.push_back(t.cases[i] + t.controls[i]);
        }
        const ScanOptions options{.most = most, .permutations = {.replicates = 0}};
        const auto poisson = scan_poisson(t.places, t.cases, t.population, options);
        const double p = largest(t.places, t.cases, expected, most, 2,
                                 [&](double c, double e) { return poisson_llr(c, e, t.all_cases); });
        EXPECT_NEAR(poisson->clusters.empty() ? 0 : poisson->clusters[0].llr, p, 1e-9) << seed;
        const auto bernoulli = scan_bernoulli(t.places, t.cases, t.controls, options);
        const double b = largest(t.places, t.cases, individuals, most, 2,
                                 [&](double c, double n) { return bernoulli_llr(c, n, t.all_cases, t.all); });
        EXPECT_NEAR(bernoulli->clusters.empty() ? 0 : bernoulli->clusters[0].llr, b, 1e-9) << seed;

        std::set<std::uint32_t> seen;
        for (const auto& cluster : poisson->clusters)
            for (const auto i : cluster.locations) EXPECT_TRUE(seen.insert(i).second) << "overlap";
    }
}

// The replicates, drawn again from their streams and searched circle by circle.
TEST(SpatialScan, LanesFindWhatLookingAtEveryCircleFindsInEachReplicate) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const Town t = town(seed);
        const ScanOptions options{.most = 0.5, .permutations = {.replicates = 45, .seed = seed}};
        const auto poisson = *scan_poisson(t.places, t.cases, t.population, options);
        const auto bernoulli = *scan_bernoulli(t.places, t.cases, t.controls, options);
        std::vector<double> expected, individuals;
        Counts each;
        for (std::size_t i = 0; i < t.places.size(); ++i) {
            expected.push_back(t.population[i] * t.all_cases / t.all_population);
            each.push_back(t.cases[i] + t.controls[i]);
            individuals.push_back(each.back());
        }
        const Alias alias{t.population};
        Urn urn{each};
        const auto all_cases = static_cast<std::size_t>(t.all_cases);
        for (std::size_t r = 0; r < 45; ++r) {
            Counts dealt(t.places.size()), labels(t.places.size());
            Random one{seed, r}, two{seed, r};
            for (std::size_t c = 0; c < all_cases; ++c) ++dealt[alias(one)];
            urn.draw(all_cases, two, [&](std::uint32_t i) { ++labels[i]; });
            if (!poisson.clusters.empty()) {
                EXPECT_NEAR(poisson.largest[r],
                            largest(t.places, dealt, expected, 0.5, 2,
                                    [&](double c, double e) { return poisson_llr(c, e, t.all_cases); }),
                            1e-9);
            }
            if (!bernoulli.clusters.empty()) {
                EXPECT_NEAR(
                    bernoulli.largest[r],
                    largest(t.places, labels, individuals, 0.5, 2,
                            [&](double c, double n) { return bernoulli_llr(c, n, t.all_cases, t.all); }),
                    1e-9);
            }
        }
    }
}

// Above 32767 cases the lanes are wider.
TEST(SpatialScan, ManyCasesAreCountedToo) {
    Random random{5};
    std::vector<Planar> places;
    Counts cases;
    std::vector<double> population, expected;
    for (int i = 0; i < 40; ++i) {
        places.push_back({random.uniform(), random.uniform()});
        population.push_back(1000);
        cases.push_back(1000 + static_cast<std::uint32_t>(random.below(60)));
    }
    double all = 0;
    for (const auto c : cases) all += c;
    for (int i = 0; i < 40; ++i) expected.push_back(all / 40);
    const auto scan = *scan_poisson(places, cases, population, {.permutations = {.replicates = 20}});
    const Alias alias{population};
    for (std::size_t r = 0; r < 20; ++r) {
        Counts dealt(40);
        Random again{1, r};
        for (double c = 0; c < all; ++c) ++dealt[alias(again)];
        EXPECT_NEAR(scan.largest[r],
                    largest(places, dealt, expected, 0.5, 2,
                            [&](double c, double e) { return poisson_llr(c, e, all); }),
                    1e-7);
    }
}

TEST(SpatialScan, IsTheSameForAnyNumberOfThreadsAndStopsAtTheSamePlace) {
    const Town t = town(7);
    const auto one = *scan_poisson(t.places, t.cases, t.population, {.permutations = {333, 2, 1}});
    const auto many = *scan_poisson(t.places, t.cases, t.population, {.permutations = {333, 2, 5}});
    EXPECT_EQ(one.largest, many.largest);
    ASSERT_FALSE(one.clusters.empty());
    EXPECT_EQ(one.clusters[0].p, many.clusters[0].p);
    const auto early =
        *scan_poisson(t.places, t.cases, t.population, {.permutations = {9999, 2, 1}, .stop_after = 10});
    const auto wide =
        *scan_poisson(t.places, t.cases, t.population, {.permutations = {9999, 2, 3}, .stop_after = 10});
    EXPECT_EQ(early.largest, wide.largest);
    EXPECT_TRUE(early.stopped);
    EXPECT_EQ(early.clusters[0].p, 10.0 / static_cast<double>(early.largest.size()));
    EXPECT_GE(early.largest.back(), early.clusters[0].llr);
}

// Four blocks of equal population; both cases of the far pair: E = 1, LLR = 2 ln 2 for Poisson.
TEST(SpatialScan, MatchesTheWorkedExample) {
    const std::vector<Planar> places{{0, 0}, {1, 0}, {10, 0}, {11, 0}};
    const auto scan = *scan_poisson(places, Counts{0, 0, 1, 1}, std::vector<double>{5, 5, 5, 5});
    ASSERT_EQ(scan.clusters.size(), 1u);
    EXPECT_NEAR(scan.clusters[0].llr, 2 * std::log(2.0), 1e-12);
    EXPECT_EQ(scan.clusters[0].radius, 1);
    EXPECT_FALSE(scan.clusters[0].relative_risk);
    EXPECT_EQ(scan.clusters[0].locations, (Counts{2, 3}));
}

TEST(SpatialScan, WhatCannotBeComputedSaysWhy) {
    const std::vector<Planar> two{{0, 0}, {1, 0}};
    const std::vector<double> people{5, 5};
    EXPECT_EQ(scan_poisson(two, Counts{0, 0}, people).error(), Why::no_events);
    EXPECT_EQ(scan_poisson(two, Counts{1, 0}, std::vector<double>{0, 5}).error(), Why::no_exposure);
    EXPECT_EQ(scan_poisson(two, Counts{1, 0}, std::vector<double>{NAN, 5}).error(), Why::not_a_count);
    EXPECT_EQ(scan_bernoulli({}, {}, {}).error(), Why::too_few_values);
    EXPECT_TRUE(scan_poisson(two, Counts{3, 3}, people)->clusters.empty());
    EXPECT_TRUE(scan_bernoulli(two, Counts{3, 3}, Counts{0, 0})->clusters.empty());
}

// The p of maps without a cluster are as likely to be low as they say.
TEST(SpatialScan, APOfFiveInAHundredComesFiveTimesInAHundred) {
    int low = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        Random random{seed, 9};
        std::vector<Planar> places;
        Counts cases(25);
        for (int i = 0; i < 25; ++i) places.push_back({random.uniform(), random.uniform()});
        for (int c = 0; c < 60; ++c) ++cases[random.below(25)];
        const auto scan =
            *scan_poisson(places, cases, std::vector<double>(25, 1.0), {.permutations = {99, seed, 1}});
        low += scan.clusters[0].p <= 0.1;
    }
    EXPECT_NEAR(low, 20, 3 * std::sqrt(200 * 0.09));
}

namespace {

std::set<int> ids_of(const json& cluster) {
    std::set<int> ids;
    const auto& listed = cluster.contains("location_ids") ? cluster["location_ids"] : cluster["ids"];
    if (listed.is_number()) return {listed.get<int>()};
    for (const auto& id : listed) ids.insert(id.get<int>());
    return ids;
}
std::set<int> ids_of(const Cluster& cluster) {
    std::set<int> ids;
    for (const auto i : cluster.locations) ids.insert(static_cast<int>(i) + 1);
    return ids;
}

}  // namespace

TEST_F(SharedGolden, LeukaemiaOfNewYork) {
    open("scan_poisson_ny_leukemia");
    if (IsSkipped()) return;
    const auto x = column("ny_tracts.csv", 1), y = column("ny_tracts.csv", 2),
               population = column("ny_tracts.csv", 3), counted = column("ny_tracts.csv", 4);
    std::vector<Planar> places;
    Counts cases;
    for (std::size_t i = 0; i < x.size(); ++i) {
        places.push_back({x[i], y[i]});
        cases.push_back(static_cast<std::uint32_t>(counted[i]));
    }
    for (const auto& [name, most] : {std::pair{"max10pct", 0.1}, {"max50pct", 0.5}}) {
        const auto scan =
            *scan_poisson(places, cases, population, {.most = most, .permutations = {9999, 1, 2}});
        const auto& listed = golden["recomputed"][name];
        ASSERT_GE(scan.clusters.size(), listed.size());
        for (std::size_t k = 0; k < listed.size(); ++k) {
            const std::string where = name + std::string{" "} + std::to_string(k + 1);
            const auto& found = scan.clusters[k];
            close(found.llr, listed[k]["llr"], 1e-5, where);
            close(static_cast<double>(found.cases), listed[k]["cases"], 0, where);
            near(found.expected, listed[k]["expected"], 1e-9, where);
            near(found.ratio, listed[k]["observed_over_expected"], 1e-9, where);
            close(found.radius, listed[k]["radius"], 1e-9, where);
            held(ids_of(found) == ids_of(listed[k]), where + " ids");
        }
        for (const auto& [cluster, told] : golden["published_satscan_9_6"][name].items()) {
            const auto found = std::ranges::find_if(scan.clusters, [&, &told = told](const Cluster& c) {
                return std::abs(c.llr - told["llr"].get<double>()) < 1e-5;
            });
            const std::string where = name + std::string{" published "} + cluster;
            ASSERT_NE(found, scan.clusters.end()) << where;
            close(static_cast<double>(found->cases), told["cases"], 0, where);
            if (told.contains("expected")) close(found->expected, told["expected"], 0.005, where);
            if (told.contains("relative_risk"))
                close(*found->relative_risk, told["relative_risk"], 0.005, where);
            if (told.contains("ids")) held(ids_of(*found) == ids_of(told), where + " ids");
            if (told.contains("n")) close(static_cast<double>(found->locations.size()), told["n"], 0, where);
            if (told.contains("p")) close(found->p, told["p"], 0.03, where);
        }
        held(scan.clusters[0].p <= 0.005, "first p");
        held(*scan.clusters[0].p_gumbel <= 0.005, "first p by Gumbel");
    }
}

TEST_F(SharedGolden, ChildhoodLeukaemiaOfNorthHumberside) {
    open("scan_bernoulli_nhumberside");
    if (IsSkipped()) return;
    const auto x = column("nhumberside.csv", 1), y = column("nhumberside.csv", 2),
               c = column("nhumberside.csv", 3), o = column("nhumberside.csv", 4);
    std::vector<Planar> places;
    Counts cases, controls;
    for (std::size_t i = 0; i < x.size(); ++i) {
        places.push_back({x[i], y[i]});
        cases.push_back(static_cast<std::uint32_t>(c[i]));
        controls.push_back(static_cast<std::uint32_t>(o[i]));
    }
    auto scan = *scan_bernoulli(places, cases, controls, {.permutations = {9999, 1, 2}});
    ASSERT_FALSE(scan.clusters.empty());
    close(scan.clusters[0].llr, golden["max_llr"], 1e-6, "llr");
    close(scan.clusters[0].p, golden["p"], 0.05, "p");
    for (const auto& listed : golden["clusters"]) {
        const auto ids = ids_of(listed);
        const auto found =
            std::ranges::find_if(scan.clusters, [&](const Cluster& k) { return ids_of(k) == ids; });
        ASSERT_NE(found, scan.clusters.end()) << *ids.begin();
        close(found->llr, listed["llr"], 1e-6, "llr");
        close(static_cast<double>(found->cases), listed["cases"], 0, "cases");
        near(found->expected, listed["expected"], 1e-9, "expected");
        near(found->ratio, listed["observed_over_expected"], 1e-9, "ratio");
    }
    std::ranges::sort(scan.largest);
    for (const auto& [share, at] : {std::pair{"50%", 0.5}, {"90%", 0.9}, {"95%", 0.95}, {"99%", 0.99}})
        close(scan.largest[static_cast<std::size_t>(at * 9998)], golden["quantiles_null_llr"][share], 0.4,
              share);
}

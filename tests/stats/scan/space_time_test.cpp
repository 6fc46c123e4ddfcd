#include "stats/scan/space_time.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "stats/random.hpp"
#include "stats/scan/replicates.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {

using Counts = std::vector<std::uint32_t>;

double llr(double c, double e, double all) {
    if (!(c > e) || e >= all) return 0;
    const double out = all - c;
    return c * std::log(c / e) + (out > 0 ? out * std::log(out / (all - e)) : 0);
}

// The slow twin: every centre, distance and stretch; expected(inside, first, past) of a cylinder by its definition.
template <class Expected>
double largest(std::span<const Planar> places, std::span<const std::uint32_t> cases, std::size_t periods,
               std::span<const double> population, const SpaceTimeOptions& options, Expected expected) {
    double all = 0, people = 0, best = 0;
    for (const auto c : cases) all += c;
    for (const double p : population) people += p;
    const auto apart = [&](std::size_t a, std::size_t b) {
        return std::hypot(places[a].x - places[b].x, places[a].y - places[b].y);
    };
    for (std::size_t z = 0; z < places.size(); ++z) {
        for (std::size_t edge = 0; edge < places.size(); ++edge) {
            std::vector<std::size_t> inside;
            double share = 0;
            for (std::size_t i = 0; i < places.size(); ++i) {
                if (apart(z, i) > apart(z, edge) + 1e-9) continue;
                inside.push_back(i);
                share += population[i];
            }
            if (share > options.scan.most * people + 1e-9) continue;
            for (std::size_t first = 0; first < periods; ++first) {
                for (std::size_t past = first + 1; past <= periods; ++past) {
                    if (past - first > options.longest) continue;
                    if (options.stretches == Stretches::prospective && past != periods) continue;
                    double c = 0;
                    for (const auto i : inside)
                        for (std::size_t t = first; t < past; ++t) c += cases[i * periods + t];
                    if (c >= static_cast<double>(options.scan.least_cases))
                        best = std::max(best, llr(c, expected(inside, first, past), all));
                }
            }
        }
    }
    return best;
}

struct Town {
    std::vector<Planar> places;
    Counts cases;
    std::size_t periods;
    std::vector<double> population, by_period;
};

Town town(std::uint64_t seed) {
    Random random{seed, 3};
    Town t;
    t.periods = 2 + random.below(7);
    const std::size_t n = 2 + random.below(12);
    for (std::size_t i = 0; i < n; ++i) {
        t.places.push_back({std::floor(random.uniform(0, 5)), random.uniform(0, 5)});
        t.population.push_back(std::floor(random.uniform(5, 60)));
        for (std::size_t p = 0; p < t.periods; ++p) {
            t.cases.push_back(static_cast<std::uint32_t>(random.poisson(seed % 5 == 0 ? 0.1 : 0.8)));
            t.by_period.push_back(t.population.back() * (1 + static_cast<double>(p % 3)));
        }
    }
    t.cases[0] += 1;
    return t;
}

double sum(std::span<const double> x) {
    double all = 0;
    for (const double v : x) all += v;
    return all;
}

}  // namespace

TEST(SpaceTimeScan, TheLargestRatioIsThatOfLookingAtEveryCylinder) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Town t = town(seed);
        SpaceTimeOptions options{
            .scan = {.most = seed % 3 == 0 ? 0.3 : 0.5, .permutations = {.replicates = 8, .seed = seed}},
            .stretches = seed % 2 == 0 ? Stretches::prospective : Stretches::retrospective,
            .longest = 1 + seed % t.periods};
        double all = 0;
        for (const auto c : t.cases) all += c;
        const bool steady = seed % 4 < 2;
        const double people = steady ? sum(t.population) * static_cast<double>(t.periods) : sum(t.by_period);
        std::vector<double> total, cells;
        for (std::size_t i = 0; i < t.places.size(); ++i) {
            total.push_back(0);
            for (std::size_t p = 0; p < t.periods; ++p) {
                cells.push_back(steady ? t.population[i] : t.by_period[i * t.periods + p]);
                total[i] += cells.back();
            }
        }
        const auto by_population = [&](const std::vector<std::size_t>& inside, std::size_t first,
                                       std::size_t past) {
            double e = 0;
            for (const auto i : inside)
                for (std::size_t p = first; p < past; ++p) e += cells[i * t.periods + p] * all / people;
            return e;
        };
        const auto poisson = *scan_space_time_poisson(t.places, t.cases, steady ? t.population : t.by_period,
                                                      t.periods, options);
        EXPECT_NEAR(poisson.clusters.empty() ? 0 : poisson.clusters[0].llr,
                    largest(t.places, t.cases, t.periods, total, options, by_population), 1e-9)
            << seed;

        std::vector<double> of_location(t.places.size()), of_period(t.periods);
        Counts location_of, period_of;
        for (std::size_t k = 0; k < t.cases.size(); ++k) {
            of_location[k / t.periods] += t.cases[k];
            of_period[k % t.periods] += t.cases[k];
            for (std::uint32_t c = 0; c < t.cases[k]; ++c) {
                location_of.push_back(static_cast<std::uint32_t>(k / t.periods));
                period_of.push_back(static_cast<std::uint32_t>(k % t.periods));
            }
        }
        const auto by_margins = [&](const std::vector<std::size_t>& inside, std::size_t first,
                                    std::size_t past) {
            double here = 0, then = 0;
            for (const auto i : inside) here += of_location[i];
            for (std::size_t p = first; p < past; ++p) then += of_period[p];
            return here * then / all;
        };
        const auto permuted = *scan_space_time_permutation(t.places, t.cases, t.periods, options);
        EXPECT_NEAR(permuted.clusters.empty() ? 0 : permuted.clusters[0].llr,
                    largest(t.places, t.cases, t.periods, of_location, options, by_margins), 1e-9)
            << seed;

        const Alias alias{cells};
        for (std::size_t r = 0; r < 8; ++r) {
            Random one{seed, r}, two{seed, r};
            Counts dealt(t.cases.size()), shuffled(t.cases.size()), periods = period_of;
            for (double c = 0; c < all; ++c) ++dealt[alias(one)];
            two.shuffle(std::span{periods});
            for (std::size_t c = 0; c < periods.size(); ++c)
                ++shuffled[location_of[c] * t.periods + periods[c]];
            if (r < poisson.largest.size()) {
                EXPECT_NEAR(poisson.largest[r],
                            largest(t.places, dealt, t.periods, total, options, by_population), 1e-9);
            }
            if (r < permuted.largest.size()) {
                EXPECT_NEAR(permuted.largest[r],
                            largest(t.places, shuffled, t.periods, of_location, options, by_margins), 1e-9);
            }
        }
    }
}

// A place that has always had more is a cluster by population and none against its own past.
TEST(SpaceTimeScan, OnlyANewClusterEmerges) {
    const std::vector<Planar> places{{0, 0}, {1, 0}, {9, 9}, {9, 8}, {5, 2}};
    constexpr std::size_t periods = 8;
    Counts cases(places.size() * periods, 2);
    for (std::size_t t = 0; t < periods; ++t) cases[t] = 9;
    const SpaceTimeOptions options{.scan = {.permutations = {.replicates = 199}}, .longest = 3};
    const auto population = std::vector<double>(5, 10.0);
    const auto steady = *scan_space_time_poisson(places, cases, population, periods, options);
    EXPECT_EQ(steady.clusters[0].locations, Counts{0});
    EXPECT_TRUE(scan_space_time_permutation(places, cases, periods, options)->clusters.empty());

    cases[2 * periods + 6] = cases[2 * periods + 7] = cases[3 * periods + 7] = 11;
    const auto emerging = *scan_space_time_permutation(places, cases, periods, options);
    ASSERT_FALSE(emerging.clusters.empty());
    EXPECT_EQ(emerging.clusters[0].past_period, periods);
    EXPECT_EQ(emerging.clusters[0].first_period, 6u);
    EXPECT_LT(emerging.clusters[0].p, 0.02);
    EXPECT_NEAR(recurrence_interval(0.01, 52), 100.0 / 52, 1e-12);

    auto shared = options;
    shared.scan.permutations.threads = 4;
    EXPECT_EQ(scan_space_time_permutation(places, cases, periods, shared)->largest, emerging.largest);
}

TEST(SpaceTimeScan, WhatCannotBeComputedSaysWhy) {
    const std::vector<Planar> two{{0, 0}, {1, 0}};
    EXPECT_EQ(scan_space_time_permutation(two, Counts{0, 0, 0, 0}, 2, {}).error(), Why::no_events);
    EXPECT_EQ(scan_space_time_permutation(two, Counts{1, 0}, 1, {}).error(), Why::too_few_values);
    EXPECT_EQ(scan_space_time_poisson(two, Counts{1, 0, 0, 0}, std::vector<double>{0, 1}, 2, {}).error(),
              Why::no_exposure);
}

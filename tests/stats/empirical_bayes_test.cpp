#include "stats/empirical_bayes.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "methods/shared_golden.hpp"
#include "stats/random.hpp"

using namespace atalaya;
using namespace atalaya::stats;

namespace {
using Values = std::vector<double>;
}

// Worked by hand: b = 30/2000, s2 = 0.000025, a = s2 - b/1000 = 0.00001, weight a / (a + 0.000015) = 0.4.
TEST(EmpiricalBayes, MatchesTheWorkedExample) {
    const auto rates = *empirical_bayes(Values{10, 20}, Values{1000, 1000});
    EXPECT_NEAR(rates[0]->weight, 0.4, 1e-12);
    EXPECT_NEAR(rates[0]->smoothed, 0.013, 1e-12);
    EXPECT_NEAR(rates[1]->smoothed, 0.017, 1e-12);
}

TEST(EmpiricalBayes, SmallAreasMoveFurtherThanLargeOnes) {
    const auto rates = *empirical_bayes(Values{8, 80, 10, 100}, Values{1'000, 10'000, 5'000, 50'000});
    EXPECT_DOUBLE_EQ(rates[0]->raw, rates[1]->raw);
    EXPECT_LT(rates[0]->smoothed, rates[1]->smoothed);
}

// Where all are neighbours of all, local is global; where nobody is, raw.
TEST(EmpiricalBayes, LocalIsGlobalAmongAllAndRawAlone) {
    Random random{4};
    Values counts, exposures;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t i = 0; i < 12; ++i) {
        exposures.push_back(i == 5 ? 0 : 500 + 1000 * random.uniform());
        counts.push_back(i == 5 ? 0
                                : static_cast<double>(random.poisson(exposures.back() * 0.01 * (1 + i % 3))));
        for (std::uint32_t j = 0; j < 12; ++j)
            if (i != j) links.emplace_back(i, j);
    }
    const auto global = *empirical_bayes(counts, exposures);
    const auto everyone = *local_empirical_bayes(counts, exposures, from_links(links, 12));
    const auto nobody = *local_empirical_bayes(counts, exposures, from_links({}, 12));
    for (std::size_t i = 0; i < 12; ++i) {
        if (i == 5) {
            EXPECT_EQ(global[i].error(), Why::no_exposure);
            EXPECT_EQ(everyone[i].error(), Why::no_exposure);
            continue;
        }
        EXPECT_NEAR(global[i]->smoothed, everyone[i]->smoothed, 1e-15);
        EXPECT_NEAR(nobody[i]->smoothed, counts[i] / exposures[i], 1e-15);
    }
}

// Worked by hand: three in a row, of 1000 each; the neighbourhood of the middle one is all of them.
TEST(EmpiricalBayes, LocalVarianceIsAboutOneMeanOrEachNeighboursOwn) {
    const auto row = from_links({{0, 1}, {1, 0}, {1, 2}, {2, 1}}, 3);
    const Values counts{10, 30, 80}, exposures{1000, 1000, 1000};
    // Rates .01 .03 .08, local means .02 .04 .055.
    const auto expected = [](double s2) {
        const double a = s2 - 0.04 / 1000;
        return 0.04 + (0.03 - 0.04) * a / (a + 0.04 / 1000);
    };
    const auto one = *local_empirical_bayes(counts, exposures, row, LocalMean::of_area);
    const auto own = *local_empirical_bayes(counts, exposures, row, LocalMean::of_each_neighbour);
    EXPECT_NEAR(one[1]->smoothed, expected((0.0009 + 0.0001 + 0.0016) / 3), 1e-15);
    EXPECT_NEAR(own[1]->smoothed, expected((0.0001 + 0.0001 + 0.000625) / 3), 1e-15);
}

TEST(EmpiricalBayes, WhatCannotBeComputedSaysWhy) {
    EXPECT_EQ(empirical_bayes(Values{1, -1}, Values{5, 5}).error(), Why::not_a_count);
    EXPECT_EQ(empirical_bayes(Values{1, 1}, Values{5, NAN}).error(), Why::not_a_count);
    EXPECT_EQ(empirical_bayes(Values{0, 0}, Values{5, 5}).error(), Why::no_events);
    EXPECT_EQ(empirical_bayes(Values{1, 0}, Values{0, 0}).error(), Why::no_exposure);
    EXPECT_EQ(empirical_bayes({}, {}).error(), Why::no_exposure);
    EXPECT_EQ((*empirical_bayes(Values{5, 5}, Values{9, 9}))[0]->weight, 0);  // no more apart than chance
}

// Worked by hand: E = 2 each; P(X <= 1) = 3 e^-2, P(X >= 3) = 1 - 5 e^-2.
// Weights are of the areas that have a rate: with one that has none they would be of another map.
TEST(EmpiricalBayes, ItsMoranIsOfAreasThatAllHaveARate) {
    const auto row = weighted(from_links({{0, 1}, {1, 0}, {1, 2}, {2, 1}, {2, 3}, {3, 2}, {3, 4}, {4, 3}}, 5),
                              WeightStyle::row);
    EXPECT_TRUE(empirical_bayes_moran(Values{4, 9, 3, 5, 1}, Values{90, 80, 100, 70, 60}, row).has_value());
    EXPECT_EQ(empirical_bayes_moran(Values{4, 9, 3, 5, 0}, Values{90, 80, 100, 70, 0}, row).error(),
              Why::no_exposure);
}

TEST(EmpiricalBayes, ChoynowskiTakesTheTailOnItsSide) {
    const auto areas = *choynowski(Values{1, 3}, Values{10, 10});
    EXPECT_NEAR(areas[0]->p, 3 * std::exp(-2.0), 1e-12);
    EXPECT_NEAR(areas[1]->p, 1 - 5 * std::exp(-2.0), 1e-12);
    EXPECT_NEAR(areas[1]->relative_risk, 1.5, 1e-15);
}

TEST_F(SharedGolden, SuddenDeathsOfNorthCarolina) {
    open("eb_nc_sids");
    if (IsSkipped()) return;
    const auto births = column("nc_sids.csv", 3), deaths = column("nc_sids.csv", 4);
    const auto from = column("neighbours.csv", 0), to = column("neighbours.csv", 1);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::size_t k = 0; k < from.size(); ++k)
        links.emplace_back(static_cast<std::uint32_t>(from[k] - 1), static_cast<std::uint32_t>(to[k] - 1));
    const auto beside = from_links(links, births.size());
    const auto tolerance = golden["tolerance"].get<double>();

    const auto between = *between_areas(deaths, births);
    near(between.a, golden["global"]["a"], tolerance, "a");
    near(between.b, golden["global"]["b"], tolerance, "b");
    const auto global = *empirical_bayes(deaths, births),
               local = *local_empirical_bayes(deaths, births, beside);
    const auto map = *choynowski(deaths, births);
    const auto table = rows("expected_by_county.csv");
    ASSERT_EQ(table.size(), births.size());
    for (std::size_t i = 0; i < table.size(); ++i) {
        const auto as = [&](double found, std::size_t at) {
            close(found, json::parse(table[i][at]), tolerance * std::max(1.0, std::abs(found)),
                  table[i][0] + " " + std::to_string(at));
        };
        as(global[i]->raw, 1);
        as(global[i]->smoothed, 2);
        as(local[i]->raw, 3);
        as(local[i]->smoothed, 4);
        as(map[i]->expected, 5);
        as(map[i]->relative_risk * 100, 6);
        as(map[i]->p_as_low, 7);
        as(map[i]->p, 8);
    }
    const auto moran =
        *empirical_bayes_moran(deaths, births, weighted(beside, WeightStyle::binary), {999, 1, 2});
    near(moran.value, golden["EBI_moran"]["statistic"], tolerance, "EBI");
    held(moran.permutation->high < 0.02, "EBI p");
    close(moran.permutation->high, golden["EBI_moran"]["p"], 0.008, "EBI p");
}

// The definition, by sums over a fine grid: a gamma law of mean b and variance a, times the chance of the count.
TEST(EmpiricalBayes, WereAAndBKnownItsIntervalIsTheMiddleOfTheGammaLawGivenTheCount) {
    const Values counts{10, 20, 0, 44}, exposures{1000, 1000, 700, 2500};
    const auto [a, b] = *between_areas(counts, exposures);
    const auto rates = *empirical_bayes(counts, exposures);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        auto rate_alone = *rates[i];
        rate_alone.doubt = 0;
        const auto found = *posterior_interval(rate_alone, exposures[i], 0.9);
        double all = 0, below = 0, above = 0, mean = 0;
        for (double rate = 5e-7; rate < 0.2; rate += 1e-6) {
            const double density =
                std::exp((b * b / a - 1 + counts[i]) * std::log(rate) - rate * (b / a + exposures[i]));
            all += density;
            mean += density * rate;
            below += rate < found.low ? density : 0;
            above += rate > found.high ? density : 0;
        }
        EXPECT_NEAR(mean / all, rates[i]->smoothed, 1e-7);
        EXPECT_NEAR(below / all, 0.05, 1e-3);
        EXPECT_NEAR(above / all, 0.05, 1e-3);
    }
}

// The smoothed rate as it moves with a and b, by differences, and the variances of these by sums over the areas.
TEST(EmpiricalBayes, ItsDoubtIsWhatTheRateMovesByTheVariancesOfWhatWasEstimated) {
    const Values counts{10, 20, 0, 44}, exposures{1000, 1000, 700, 2500};
    const auto [a, b] = *between_areas(counts, exposures);
    const auto rates = *empirical_bayes(counts, exposures);
    double all = 0, of_a = 0, of_b = 0;
    for (const double n : exposures) all += n;
    for (const double n : exposures) {
        of_b += n * n / all / all * (a + b / n);
        of_a += n * n / all / all * 2 * 4 / 3 * (a + b / n) * (a + b / n);
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const double n = exposures[i], raw = counts[i] / n;
        const auto at = [&](double variance, double mean) {
            return mean + variance * (raw - mean) / (variance + mean / n);
        };
        const double by_a = (at(1.0001 * a, b) - at(0.9999 * a, b)) / (2e-4 * a),
                     by_b = (at(a, 1.0001 * b) - at(a, 0.9999 * b)) / (2e-4 * b);
        const double doubt = by_a * by_a * of_a + by_b * by_b * of_b;
        EXPECT_NEAR(rates[i]->doubt / doubt, 1, 1e-5);
        auto known = *rates[i];
        known.doubt = 0;
        EXPECT_GT(posterior_interval(*rates[i], n)->high, posterior_interval(known, n)->high);
    }
}

TEST(EmpiricalBayes, AreasAlikeHaveNoInterval) {
    const auto rates = *empirical_bayes(Values{10, 10, 11}, Values{1000, 1000, 1000});
    EXPECT_EQ(posterior_interval(*rates[0], 1000).error(), Why::constant);
    EXPECT_EQ(posterior_interval({0, 0, 1}, 1000).error(), Why::no_events);
}

#include "stats/small_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "stats/distributions.hpp"
#include "stats/random.hpp"

using namespace atalaya::stats;

namespace {

// Every way to lay n events in m bins, one by one.
double p_by_enumeration(const std::vector<std::int64_t>& counts, BinsStatistic statistic = BinsStatistic::g) {
    const auto g = [&](const std::vector<std::int64_t>& bins) {
        double sum = 0, far = 0, so_far = 0, all = 0;
        for (const auto x : bins) all += static_cast<double>(x);
        for (std::size_t k = 0; k < bins.size(); ++k) {
            const auto x = static_cast<double>(bins[k]);
            so_far += x;
            far = std::max(
                far, std::abs(so_far - static_cast<double>(k + 1) * all / static_cast<double>(bins.size())));
            if (statistic == BinsStatistic::chi2) sum += x * x;
            if (statistic == BinsStatistic::g && x > 0) sum += x * std::log(x);
        }
        return statistic == BinsStatistic::ks ? far : sum;
    };
    std::int64_t n = 0;
    for (const auto x : counts) n += x;
    const double observed = g(counts) - 1e-9;
    std::vector<std::int64_t> bins(counts.size());
    double p = 0;
    const std::function<void(std::size_t, std::int64_t)> lay = [&](std::size_t at, std::int64_t left) {
        if (at + 1 == bins.size()) {
            bins[at] = left;
            if (g(bins) < observed) return;
            double ways =
                std::lgamma(n + 1.0) - static_cast<double>(n) * std::log(static_cast<double>(bins.size()));
            for (const auto x : bins) ways -= std::lgamma(static_cast<double>(x) + 1);
            p += std::exp(ways);
            return;
        }
        for (std::int64_t x = 0; x <= left; ++x) {
            bins[at] = x;
            lay(at + 1, left - x);
        }
    };
    lay(0, n);
    return p;
}

}  // namespace

// Worked by hand: three events on one day of seven: 7 / 7^3.
TEST(ExactBins, ThreeOfThreeOnAMonday) {
    const std::int64_t counts[] = {3, 0, 0, 0, 0, 0, 0};
    const auto test = *exact_bins(counts);
    EXPECT_NEAR(test.p, 1.0 / 49, 1e-14);
    EXPECT_NEAR(test.g, 6 * std::log(7), 1e-12);
    EXPECT_EQ(test.configurations, 84);
    EXPECT_TRUE(test.exact);
}

TEST(ExactBins, EqualsGoingThroughEveryLayout) {
    Random random{71};
    for (int i = 0; i < 30; ++i) {
        std::vector<std::int64_t> counts;
        for (int k = 0; k < 5; ++k) counts.push_back(random.poisson(1.5));
        if (!exact_bins(counts)) continue;
        for (const auto by : {BinsStatistic::g, BinsStatistic::chi2, BinsStatistic::ks})
            EXPECT_NEAR(exact_bins(counts, by)->p, p_by_enumeration(counts, by), 1e-10);
    }
}

// Worked by hand: two events in two bins lie both in the first, both in the second, or one in each, with 1/4, 1/4, 1/2.
TEST(ExactBins, ByChiSquareAndByTheFarthestSum) {
    const std::int64_t both[] = {2, 0};
    const auto chi2 = *exact_bins(both, BinsStatistic::chi2), ks = *exact_bins(both, BinsStatistic::ks);
    EXPECT_NEAR(chi2.statistic, 2, 1e-12);
    EXPECT_NEAR(ks.statistic, 0.5, 1e-12);
    EXPECT_NEAR(chi2.p, 0.5, 1e-12);
    EXPECT_NEAR(ks.p, 0.5, 1e-12);
}
TEST(ExactBins, OfManyEventsTheFarthestSumNearsKolmogorovsLaw) {
    std::vector<std::int64_t> counts(200, 50);
    for (std::size_t i = 0; i < 100; ++i) ++counts[i], --counts[199 - i];
    const auto test = *exact_bins(counts, BinsStatistic::ks);
    EXPECT_TRUE(test.exact);
    EXPECT_NEAR(test.statistic, 0.01, 1e-12);
    // sqrt(10000) 0.01 = 1, half an event less for whole counts, 0.5826 / sqrt(200) more for a line seen at 200 places
    // (Siegmund 1985): 2 exp(-2 1.0362^2).
    EXPECT_NEAR(test.p, 0.2335, 0.002);
}

// The slow truth is all layouts; draws come as near to it as their error says, by each statistic.
TEST(ExactBins, DrawsComeNearToGoingThroughEveryLayout) {
    for (const auto& counts :
         {std::vector<std::int64_t>{4, 1, 2, 0, 0}, {3, 0, 1}, {1, 0, 0, 0, 0, 0, 5}, {6, 9}})
        for (const auto by : {BinsStatistic::g, BinsStatistic::chi2, BinsStatistic::ks}) {
            const double p = p_by_enumeration(counts, by), drawn = p_by_draws(counts, by, {.seed = 3});
            EXPECT_NEAR(drawn, p, 4 * std::sqrt(p * (1 - p) / 10'000) + 1e-4);
            EXPECT_EQ(p_by_draws(counts, by, {.seed = 3, .threads = 3}), drawn);
        }
}

TEST(ExactBins, ManyEventsAreDrawn) {
    const std::vector<std::int64_t> hours(24, 40);
    const auto even = *exact_bins(hours);
    EXPECT_FALSE(even.exact);
    EXPECT_EQ(even.p, 1);
    EXPECT_EQ(even.p_error, 0);
    const std::int64_t none[] = {0, 0};
    EXPECT_EQ(exact_bins(none).error(), Why::no_events);
}

// Worked apart by 400,000 draws: 0.01515 by G, where chi-square with 23 degrees of freedom gives 0.01165.
TEST(ExactBins, DrawsKnowTheLawThatChiSquareMisses) {
    const std::int64_t hours[] = {9, 7, 5, 4,  3,  2,  3,  5,  6,  8,  7,  9,
                                  8, 7, 9, 10, 11, 12, 14, 13, 15, 14, 12, 11};
    const auto test = *exact_bins(hours, BinsStatistic::g, {.replicates = 99'999});
    EXPECT_FALSE(test.exact);
    EXPECT_NEAR(test.g, 41.06166386, 1e-8);
    EXPECT_NEAR(test.p, 0.01515, 4 * std::hypot(test.p_error, 0.00019));
    EXPECT_NEAR(test.p_error, 0.00039, 0.00002);
    EXPECT_NEAR(1 - chi2_cdf(test.g, 23), 0.01165, 0.00001);
}

// As far as the sources agree: their last sum stops one term before Naus's.
TEST(NausScan, GivesThePublishedValues) {
    EXPECT_NEAR(naus_scan(6, 0.6, 208), 0.03902238, 1e-6);
    EXPECT_NEAR(naus_scan(6, 1, 260, 1), 0.486814, 1e-4);
}

TEST(NausScan, MoreWindowsMakeAClusterLikelier) {
    EXPECT_LT(naus_scan(6, 1, 12), naus_scan(6, 1, 52));
    EXPECT_GT(naus_scan(5, 1, 52), naus_scan(6, 1, 52));
    EXPECT_NEAR(naus_scan(2, 30, 52), 1, 1e-9);
}

// 60 of a mean of 1: about windows times the count times the chance of one window to hold so many, and not 0.
TEST(NausScan, KeepsAChanceFarBelowOne) {
    const double one = gamma_cdf(1, 60, 1);
    EXPECT_GT(naus_scan(60, 1, 52), 51 * 58 * one);
    EXPECT_LT(naus_scan(60, 1, 52), 52 * 60 * one);
    EXPECT_NEAR(naus_scan(60, 1, 102) / naus_scan(60, 1, 52), 101.0 / 51, 0.02);
}

// The truth by drawing: 3 or more of a mean of 0.5 within one of 20 windows.
TEST(NausScan, IsNearWhatDrawingGives) {
    Random random{72};
    constexpr int draws = 20'000;
    int found = 0;
    for (int i = 0; i < draws; ++i) {
        std::vector<double> at;
        for (double t = random.exponential(2); t < 20; t += random.exponential(2)) at.push_back(t);
        bool cluster = false;
        for (std::size_t k = 2; k < at.size(); ++k) cluster |= at[k] - at[k - 2] <= 1;
        found += cluster;
    }
    EXPECT_NEAR(found / static_cast<double>(draws), naus_scan(3, 0.5, 20), 0.015);
}

// Is it chance that so few events fell together? In bins (days of the week, shifts), or in
// a window of time.
//
// Sources: Wheeler 2016, "Tables and graphs for monitoring temporal crime trends"
// and his small-sample day-of-week test (exact multinomial of G); Naus 1982, JASA
// 77, 177-183 (scan).
#pragma once

#include <cstdint>
#include <span>

#include "stats/why.hpp"

namespace atalaya::stats {

// How far counts are from even, E = n / m in each of m bins:
//
//     g      2 sum O ln(O / E)            chi2   sum (O - E)^2 / E
//     ks     max over k of |O_1 + ... + O_k - k E| / n: bins that follow one another, a tendency early or late
enum class BinsStatistic { g, chi2, ks };

struct BinsTest {
    double g{};
    double statistic{};       // the one asked for
    double p{};               // chance of one as large
    double p_error{};         // standard error of a p that was drawn; 0 of an exact one
    double configurations{};  // C(n + m - 1, m - 1): ways to lay n events in m bins
    bool exact{};             // else by draws
};

struct BinsDraws {
    std::size_t replicates = 9'999;  // 1 or more
    std::uint64_t seed = 1;
    int threads = 1;
};

// Equal bins, two or more. g and chi2 exactly by going through the partitions of n into at most m parts, each with the
// number of ways it can be laid, up to two million of them. ks exactly bin by bin, of the sums within the band that the
// statistic leaves, up to 1e8 steps; p below 1e-12 is not told from 0. Beyond those p_by_draws(). Fails: no_events, not_a_count.
Maybe<BinsTest> exact_bins(std::span<const std::int64_t> counts, BinsStatistic statistic = BinsStatistic::g,
                           const BinsDraws& draws = {});

// (1 + replicates in which the statistic is as large) / (1 + replicates), the events thrown anew on equal bins; replicate r has the
// stream r, so the same for any number of threads. Counts of 0 or more, some above. O(replicates m).
double p_by_draws(std::span<const std::int64_t> counts, BinsStatistic statistic, const BinsDraws& draws);

// Chance that some window, wherever it starts, holds `count` or more of a Poisson
// process with `mean` events a window, over `windows` window lengths:
//
//     1 - Q2 (Q3 / Q2)^(windows - spent)
//
// Q2 and Q3 being Naus's probabilities of none over 2 and 3 windows. Naus has spent = 2; a
// published figure of Wheeler's has 1. count >= 2, windows >= 2. A chance far below 1e-16 keeps its digits.
double naus_scan(std::int64_t count, double mean, double windows, double spent = 2);

}  // namespace atalaya::stats

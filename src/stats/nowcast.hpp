// What will a period's number be once the late reports are in?
//
// Rows are periods of occurrence, columns delays; C_{i,k} is what is known of period i after delay k,
// for the cells that lie in the past. Chain ladder:
//
//     f_k = sum_i C_{i,k+1} / sum_i C_{i,k}           over the periods that have both
//     C_{i,last} = C_{i,known} f_known ... f_{last-1}
//
// Standard errors are Mack's, with sigma^2_k from the spread of the individual factors. The over-dispersed
// Poisson with a level a period and one a delay has the same estimates; its phi makes the predictive
// distributions here: of counts negative binomial, or by bootstrap of its residuals.
//
// Sources: Mack 1993, ASTIN Bull. 23, 213-225; Renshaw & Verrall 1998, Br. Actuar. J. 4, 903-923; England
// & Verrall 2002, Br. Actuar. J. 8, 443-518 (bootstrap); Hoehle & an der Heiden 2014, Biometrics 70, 993-1002.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/farrington.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// Row i holds what is known of period i by delay: the same number of columns a row at most, one or more
// each, rows after the first no longer than the one before, oldest first.
using Triangle = std::vector<std::vector<double>>;

// Sums along each row.
Triangle cumulative(const Triangle& increments);

struct NowcastPeriod {
    double known{};
    double ultimate{};
    double missing{};  // ultimate - known
    double mack_se{};
    bool pooled = false;  // nothing known yet: the ultimate is the mean of the other periods'
};

struct Nowcast {
    std::vector<double> factors;   // f_k, one less than columns; 1 where no period has anything before
    std::vector<double> sigma2;    // Mack's, as many
    std::vector<double> complete;  // share known after delay k: 1 / (f_k ... f_last)
    std::vector<NowcastPeriod> periods;
    double missing{};
    double mack_se{};  // of the sum, with the correlation that shared factors make
    double phi{};      // of the over-dispersed Poisson: Pearson's chi-square / freedom; 1 without freedom
};

// Fails: too_few_values (no rows or one column), no_events (nothing known at all), not_a_count (a value
// negative or not finite, or cumulated values that fall). O(cells).
Maybe<Nowcast> chain_ladder(const Triangle& cumulated);

// The over-dispersed Poisson as the regression that it is, by iteration as R's glm stops it: the same
// missing numbers, and a phi whose sixth digit is that of published ones. O(cells (periods + columns)^2)
// a step; a way to check, not to use. Fails as chain_ladder and fit_glm do.
struct ByRegression {
    std::vector<double> missing;
    double phi{};
};
Maybe<ByRegression> over_dispersed_poisson(const Triangle& cumulated);

struct PredictiveInterval {
    double low{};
    double median{};
    double high{};
};

// Of the final count of each period: known + negative binomial of mean `missing` and variance missing phi +
// s^2, s the part of Mack's error, or what of it is there, that is of the estimate: max(0, mack_se^2 - phi missing).
// At least Poisson. Counts, not amounts.
std::vector<PredictiveInterval> predictive_intervals(const Nowcast& nowcast, double confidence = 0.95);

struct Bootstrap {
    std::uint64_t seed = 1;
    int replicates = 999;
    double confidence = 0.95;
};
// The same by bootstrap: Pearson's residuals of the Poisson fit, drawn with replacement and scaled to
// freedom, make new triangles, whose missing cells are drawn with dispersion phi. Replicate r has the stream r,
// so the order in which they run does not matter. O(replicates cells).
Maybe<std::vector<PredictiveInterval>> bootstrap_intervals(const Triangle& cumulated, const Bootstrap& how);

// Farrington on a series whose last weeks are still coming in: `nowcast[j]` is of the week `from + j`, up to
// the last. Each such week is judged at the low end, the median and the high end of what it will be, with
// the medians in place of the counts of the others.
struct NowcastAlert {
    FarringtonWeek low, median, high;
    bool alarm = false;     // also at the low end
    bool possible = false;  // at the high end
};
std::vector<NowcastAlert> farrington_nowcast(std::span<const double> counts, std::size_t from,
                                             std::span<const PredictiveInterval> nowcast,
                                             const FarringtonModel& model,
                                             std::span<const double> population = {});

}  // namespace atalaya::stats

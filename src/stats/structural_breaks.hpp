// Where do the coefficients of a regression over time change, and how sure is it? Least squares over
// all partitions of the series into segments of at least `least` observations, by dynamic programming.
//
//     RSS_m = min over m breaks of the sum of the segments' residual sums of squares
//     BIC_m = n (log RSS_m + 1 - log n + log 2 pi) + (k + 1)(m + 1) log n        k regressors
//
// Where BIC is least, there are so many breaks. The interval of a break is that of Bai 1997, for segments whose
// regressors and errors may differ (heteroskedastic), without autocorrelation of the errors.
//
// Sources: Bai & Perron 2003, J. Appl. Econom. 18, 1-22; Zeileis, Kleiber, Kraemer & Hornik 2003, Comput.
// Stat. Data Anal. 44, 109-123; Bai 1997, Rev. Econ. Stat. 79, 551-563.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/least_squares.hpp"

namespace atalaya::stats {

struct BreakModel {
    Design design;        // a row an observation; a column of ones alone for the mean
    std::size_t least{};  // observations of a segment, more than design.columns
    std::size_t most{};   // breaks looked for; fewer where n / least - 1 is less
};

// Observations before the break: 28 says that the 29th is the first of the new regime.
struct StructuralBreaks {
    std::vector<double> rss;  // of 0, 1, 2 ... breaks
    std::vector<double> bic;
    std::vector<std::vector<std::size_t>> at;  // of each number of breaks, ascending
    std::size_t chosen{};                      // number of breaks where bic is least
};

// y and the rows of the design are of one length n >= 2 least; nothing is missing.
// Nothing at all when within a stretch of `least` observations a regressor does not vary or the others explain it.
// O(n^2 (columns^2 + breaks)) time, O(n (columns + breaks)) memory.
StructuralBreaks structural_breaks(std::span<const double> y, const BreakModel& model);

struct BreakInterval {
    std::size_t low{}, at{}, high{};
};
// Of each break of `at` (ascending, from the same series and design), with `level` such as 0.95. None for a
// break whose sides are so unlike that the distribution has no such quantile. Ends are cut to 1 .. n.
std::vector<std::optional<BreakInterval>> break_intervals(std::span<const double> y, const BreakModel& model,
                                                          std::span<const std::size_t> at, double level);

// P(argmax <= x) of the process of Bai 1997 whose drifts and variances differ on both sides: xi is the ratio
// of the drifts, phi_before and phi_after the standard deviations. 0 < all. Half at 0 where both sides are alike.
double break_date_cdf(double x, double xi, double phi_before, double phi_after);

}  // namespace atalaya::stats

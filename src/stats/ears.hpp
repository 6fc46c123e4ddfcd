// Alerts for series with little history.
//
// EARS, from the mean m and standard deviation s (over baseline - 1) of `baseline` earlier periods,
// s no less than min_sigma, z the normal quantile of 1 - alpha:
//
//     C1   bound m + z s of t-7 .. t-1
//     C2   bound m + z s of t-9 .. t-3
//     C3   bound y_t + s_t (z - e_{t-1} - e_{t-2}), not below 0; e = max(0, C2 statistic - 1)
//
// Rossi's CUSUM runs S_t = max(0, S_{t-1} + x_t - k) on standardised counts x and alarms at S >= h.
// The Bayes subsystem alarms at y > the quantile 1 - alpha of the negative binomial that a Poisson mean
// with a Gamma(1/2, 0) prior predicts from n reference counts of sum s: size s + 1/2, probability n / (n + 1).
//
// Sources: Hutwagner et al. 2003, J. Urban Health 80, i89-i96; Fricker, Hegler & Dunfee 2008, Stat. Med.
// 27, 3407; Rossi, Lampugnani & Marchi 1999, Stat. Med. 18, 2111-2122; Riebler 2004; Hoehle 2007, Comput. Stat. 22.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

enum class EarsMethod { c1, c2, c3 };

struct EarsModel {
    EarsMethod method = EarsMethod::c1;
    std::size_t baseline = 7;     // 3 or more
    std::optional<double> alpha;  // none: 0.001, for c3 0.025
    double min_sigma = 0;
};

struct Alert {
    std::size_t at{};  // index in the series
    double observed{};
    double upper{};
    bool alarm = false;  // observed above upper; CUSUM: reached
};

// One entry a period of first .. past_end - 1. Fails: too_few_values when first has fewer than
// baseline (c1), + 2 (c2) or + 4 (c3) periods before it; not_a_count for a value that is not finite. A C3
// whose C2 has s = 0 counts an excess above the mean as infinite (its bound is 0) and none otherwise as 0.
// Sliding sums: O(1) a period.
Maybe<std::vector<Alert>> ears(std::span<const double> counts, const EarsModel& model, std::size_t first,
                               std::size_t past_end);

enum class CusumScale {
    rossi,     // (y - 3 m + 2 sqrt(y m)) / (2 sqrt m)
    standard,  // (y - m) / sqrt m
    anscombe,  // 3/2 (y^(2/3) - m^(2/3)) / m^(1/6)
};

struct CusumModel {
    double k = 1.04;
    double h = 2.26;
    CusumScale scale = CusumScale::rossi;
    std::optional<double> mean;  // none: of the counts before `first`
    bool reset = false;          // begin again at 0 after an alarm
};

struct CusumAlert : Alert {
    double sum{};  // S_t
};

// `upper` is the count that would bring S to h, never below 0; for the standard scale rounded up.
// Fails: too_few_values (no counts before first and no mean), no_events (mean 0), not_a_count.
Maybe<std::vector<CusumAlert>> cusum(std::span<const double> counts, const CusumModel& model,
                                     std::size_t first, std::size_t past_end);

struct BayesModel {
    std::size_t years = 0;        // b: how many years back
    std::size_t half_window = 6;  // w: periods on either side there, and before the present one here
    bool this_year = true;
    std::size_t frequency = 52;
    double alpha = 0.05;
};

// Fails: too_few_values, not_a_count. Sliding sums: O(years) and one quantile a period.
Maybe<std::vector<Alert>> bayes_alerts(std::span<const double> counts, const BayesModel& model,
                                       std::size_t first, std::size_t past_end);

}  // namespace atalaya::stats

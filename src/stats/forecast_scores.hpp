// How good were forecasts? Proper scores of one forecast and one value (lower is better), and errors of many.
//
//     crps    integral of (F(x) - 1{x >= y})^2
//     wis     (|y - median| / 2 + sum alpha_k / 2 IS_k) / (K + 1/2)
//     IS      (high - low) + 2/alpha (low - y)+ + 2/alpha (y - high)+
//     mase    mean |error| / mean |y_t - y_{t-m}| of the training series
//
// Sources: Gneiting & Raftery 2007, J. Am. Stat. Assoc. 102, 359-378; Bracher et al. 2021, PLoS Comput. Biol.
// 17, e1008618; Hyndman & Koehler 2006, Int. J. Forecast. 22, 679-688; Wei & Held 2014, TEST 23, 787-805
// (CRPS of counts); Czado, Gneiting & Held 2009, Biometrics 65, 1254-1261 (PIT of counts).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

// sd >= 0; at 0 the distance |y - mean|.
double crps_normal(double y, double mean, double sd);
// The sums over counts stop where what is left is below 1e-12. O(sd + |y - mean|) probabilities.
double crps_poisson(std::int64_t y, double mean);
double crps_negative_binomial(std::int64_t y, double mean, double size);
// mean |x - y| - mean |x - x'| / 2 over all pairs, by sorting: O(m log m). One draw or more.
double crps_sample(double y, std::span<const double> draws);

// -log of the probability or density at y; the infinity of an impossible value is the caller's to report, and
// says why: no_events.
Maybe<double> log_score_poisson(std::int64_t y, double mean);
Maybe<double> log_score_negative_binomial(std::int64_t y, double mean, double size);
Maybe<double> log_score_normal(double y, double mean, double sd);

struct CentralInterval {
    double alpha{};  // 0.1 of a 90 % interval; 0 < alpha < 1
    double low{};
    double high{};
};
double interval_score(double y, const CentralInterval& interval);
double weighted_interval_score(double y, double median, std::span<const CentralInterval> intervals);

// The probability integral transform of a count as Czado's mean over the step: heights of `bins` equal bins
// of a forecast with P(X <= y - 1) = below and P(X <= y) = at, that add up to 1. Averaged over forecasts a
// calibrated one is flat, each 1 / bins. below <= at.
std::vector<double> pit_bins(double below, double at, std::size_t bins);

struct Accuracy {
    double me{};  // mean of y - forecast
    double rmse{};
    double mae{};
    Maybe<double> mpe;  // percent of y; no_base where some y is 0
    Maybe<double> mape;
    Maybe<double> mase;  // no_base where the training series' seasonal steps are all 0 or it has none
};
// Equal lengths, one or more. `season` >= 1.
Accuracy accuracy(std::span<const double> y, std::span<const double> forecast,
                  std::span<const double> training, std::size_t season);

}  // namespace atalaya::stats

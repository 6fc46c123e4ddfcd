// Exponential smoothing with additive errors and additive seasons, ETS(A,N,A), and with a trend that goes on, ETS(A,A,A),
// or fades out, ETS(A,Ad,A):
//
//     y_t = level + d slope + season + e_t,   level += d slope + alpha e_t,   slope = d slope + beta e_t,
//     season += gamma e_t;   without a trend slope and beta are 0, with one that goes on d is 1
//
// The sum of squares is least over 0 < alpha < 1, 0 < gamma < 1 - alpha, 0 < beta < alpha, 0.8 < d < 0.98 and the first
// states; these enter the errors linearly, so that for each smoothing they come from least squares. The log-likelihood is
// -n/2 log of the sum of squares, without constants, as forecasting programs print it; the lesser AICc of two fits of one
// series is the better one. The variance h steps ahead is sigma^2 (1 + sum over j < h of c_j^2), with
// c_j = alpha + beta (d + ... + d^j) + gamma where j is a whole number of seasons; it takes all that was estimated as known,
// which stats/ets_limits.hpp does not.
//
// Source: Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential Smoothing, chapters 2, 3 and 6.
#pragma once

#include <span>
#include <vector>

#include "stats/forecasts.hpp"

namespace atalaya::stats {

enum class EtsTrend { none, additive, damped };

struct EtsFit {
    double alpha{}, gamma{};
    double beta{};                // 0 without a trend
    double damping = 1;           // d
    double level{}, slope{};      // before the first value
    std::vector<double> seasons;  // before the first value: of the first value first; they add up to 0
    double log_likelihood{};
    double aicc{};
    double sigma2{};  // sum of squares / (n - parameters)
    Forecast forecast;
};
// Fails: not_a_count; too_few_values below 2 m + 2 (with a trend 2 m + 4, damped 2 m + 5). Season 2 or more. O(n m^2) a
// trial, some hundred trials, more with a trend.
Maybe<EtsFit> fit_ets(std::span<const double> series, const Horizon& horizon,
                      EtsTrend trend = EtsTrend::none);

}  // namespace atalaya::stats

// Exponential smoothing with additive errors and additive seasons, ETS(A,N,A):
//
//     y_t = level + season + e_t,   level += alpha e_t,   season += gamma e_t
//
// The sum of squares is least over 0 < alpha < 1, 0 < gamma < 1 - alpha and the first states; these enter the
// errors linearly, so that for each alpha and gamma they come from least squares. The log-likelihood is
// -n/2 log of the sum of squares, without constants, as forecasting programs print it.
//
// Source: Hyndman, Koehler, Ord & Snyder 2008, Forecasting with Exponential Smoothing.
#pragma once

#include <span>
#include <vector>

#include "stats/forecasts.hpp"

namespace atalaya::stats {

struct EtsFit {
    double alpha{}, gamma{};
    double level{};               // before the first value
    std::vector<double> seasons;  // before the first value: of the first value first; they add up to 0
    double log_likelihood{};
    double aicc{};
    double sigma2{};  // sum of squares / (n - parameters)
    Forecast forecast;
};
// Fails: not_a_count; too_few_values below 2 m + 2. Season 2 or more. O(n m^2) a trial, some hundred trials.
Maybe<EtsFit> fit_ets(std::span<const double> series, const Horizon& horizon);

}  // namespace atalaya::stats

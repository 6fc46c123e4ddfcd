// How good a method of forecasting would have been: forecasts made again and again from earlier moments of the series,
// each from what was known then, and scored by what came.
//
// The forecast of a value is taken as normal, of its mean and sd. By step ahead and over all steps:
//
//     me, rmse, mae     of the errors y - mean
//     mase              mean of |y - mean| / mean |y_t - y_{t-m}| of what was known at that moment; no_base where
//                       one of these is 0 or cannot be told
//     crps, wis, log    means of the scores of stats/forecast_scores.hpp; wis of the median and the eleven central
//                       intervals of 98 %, 95 % and 90, 80 ... 10 %; log_score: no_events where an sd is 0
//     covered           share of the values within the limits of `horizon.confidence`
//
// Source: Tashman 2000, Int. J. Forecasting 16, 437-450 (rolling origin); of the scores, stats/forecast_scores.hpp.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "stats/forecasts.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// alpha of the central intervals of a weighted interval score as the forecast hubs take it: 0.02, 0.05, 0.1, 0.2 ...
// 0.9.
std::span<const double> hub_alphas();

double wis_normal(double y, double mean, double sd);

struct MeanScores {
    std::size_t n{};  // values forecast
    double me{}, rmse{}, mae{};
    Maybe<double> mase;
    double crps{}, wis{};
    Maybe<double> log_score;
    double covered{};
};

struct RollingScores {
    std::vector<MeanScores> by_step;  // 1 .. horizon.steps ahead; n is 0 where none was
    MeanScores all;
    std::vector<double> pit;  // shares of the probability integral transforms in equal bins; 1 in all
    std::size_t origins{};
    std::size_t failed{};  // origins at which the method could not: those are in no score
};

// The last `origins` values of the series are, one after another, the first that is not known; each forecast goes
// horizon.steps ahead or to the end of the series. Requires 1 <= origins < series, `bins` of 1 or more. Fails with the
// method's own reason where it could at no origin. Costs as many fits as there are origins.
Maybe<RollingScores> rolling_scores(std::span<const double> series, const Forecaster& method,
                                    const Horizon& horizon, std::size_t origins, std::size_t bins = 10);

}  // namespace atalaya::stats

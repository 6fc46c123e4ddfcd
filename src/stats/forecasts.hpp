// What to expect next: the forecasts that any model has to beat (two that are hard to beat are in
// stats/ets.hpp and stats/airline.hpp), and how they would have done.
//
//     mean             the mean of the series             s^2 (1 + 1/n)
//     naive            its last value                     s^2 h
//     seasonal_naive   the last value of that season      s^2 (floor((h - 1) / m) + 1)
//
// with the variance of h steps ahead. s^2 of the first three is that of the steps they would have missed
// (mean: n - 1 in the divisor; naive and seasonal naive: mean square).
//
// Source: Hyndman & Athanasopoulos 2018, Forecasting: Principles and Practice, 2nd ed., chapter 3.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Forecast {
    std::vector<double> mean;  // 1 .. h steps ahead
    std::vector<double> sd;    // of the forecast error
    // Limits mean -+ z sd; of the mean method with Student's t of n - 1.
    std::vector<double> low, high;
};

struct Horizon {
    std::size_t steps = 12;
    std::size_t season = 12;
    double confidence = 0.95;
};

// What every method asks of its series; none where it may go on.
std::optional<Why> not_to_forecast(std::span<const double> series, std::size_t needed,
                                   const Horizon& horizon);
// Appends low and high = mean -+ z sd.
void add_limits(Forecast& forecast, double z);

// All fail: not_a_count (a value that is not finite); too_few_values: mean and naive below 2 values,
// seasonal_naive below m + 1. O(n).
Maybe<Forecast> forecast_mean(std::span<const double> series, const Horizon& horizon);
Maybe<Forecast> forecast_naive(std::span<const double> series, const Horizon& horizon);
Maybe<Forecast> forecast_seasonal_naive(std::span<const double> series, const Horizon& horizon);

// Forecasts one after another as they would have been made: from each origin (the number of values known), every
// `stride` from `first` on, `horizon.steps` ahead or to the end of the series. Entry k is of k + 1
// steps ahead.
struct Rolling {
    std::vector<std::vector<double>> actual, forecast, sd;  // by step ahead
    std::size_t origins{};
    std::size_t failed{};  // origins at which the method could not
};
using Forecaster = std::function<Maybe<Forecast>(std::span<const double>, const Horizon&)>;
Rolling rolling_origin(std::span<const double> series, const Forecaster& method, const Horizon& horizon,
                       std::size_t first, std::size_t stride = 1);

}  // namespace atalaya::stats

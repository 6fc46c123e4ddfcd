// One forecast, in whatever form it was given, and what came: every score that the form allows.
//
//     form                crps   log_score   wis, interval   transform
//     normal              yes    yes         its quantiles   F(y)
//     Poisson, negative   yes    yes         its quantiles   F(y - 1), F(y)
//       binomial
//     draws               yes    none        type 7          shares of the draws below and up to y
//     quantiles           none   none        as given        none
//
// wis is of the median and the central intervals of stats/rolling_scores.hpp; of quantiles given, of the median and each
// pair of levels a / 2 and 1 - a / 2 among them. A score that a form does not have, or not these quantiles, is none.
// The interval is that of `confidence`; of whole counts, the least count that as much of the distribution reaches.
//
// Sources: stats/forecast_scores.hpp; type 7: Hyndman & Fan 1996, American Statistician 50, 361-365.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace atalaya::stats {

struct ScoredForecast {
    std::optional<double> crps, log_score, wis;
    std::optional<double> low, high, interval_score;  // of the interval of `confidence`
    std::optional<double> below, at;                  // P(X < y) and P(X <= y)
};

// sd >= 0; at 0 log_score is none.
ScoredForecast score_normal(double y, double mean, double sd, double confidence);
// y >= 0, mean >= 0; log_score is none where y was impossible. size > 0.
ScoredForecast score_poisson(std::int64_t y, double mean, double confidence);
ScoredForecast score_negative_binomial(std::int64_t y, double mean, double size, double confidence);
// One draw or more. O(m log m).
ScoredForecast score_draws(double y, std::span<const double> draws, double confidence);

struct GivenQuantile {
    double level{};  // 0 < level < 1
    double value{};
};
// In any order, each level once, values that do not fall as levels rise: a promise. Levels are the same when they differ
// by less than 1e-9.
ScoredForecast score_quantiles(double y, std::span<const GivenQuantile> quantiles, double confidence);

}  // namespace atalaya::stats

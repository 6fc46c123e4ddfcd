// Interrupted time series: did the level or the slope of a series of counts change when a measure began?
//
//     log mu_t = log population_t + a + b t + step after_t + slope after_t (t - origin) + seasons
//
// after_t is 1 from `start` on, t counts periods from 0, the seasons are sin and cos of
// 2 pi k (first_season + t) / period for k = 1 .. harmonics, at half the period one column, 1 and -1 in turn. What would
// have been without the measure is the same fit with step and slope left out.
//
// Source: Lopez Bernal, Cummins & Gasparrini 2017, Int. J. Epidemiol. 46, 348-355.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/glm.hpp"

namespace atalaya::stats {

struct InterruptedModel {
    std::size_t start{};  // the first period with the measure
    bool step = true;
    bool slope = false;
    std::optional<double> origin;  // of the slope; none: start, and then the step is the change at once
    bool trend = true;             // the slope of before
    int harmonics = 2;             // 0: no seasons; half of the period at most
    double period = 12;
    double first_season = 1;  // the season of period 0: its calendar month
    GlmModel counts = {.quasi = true};
    std::optional<Hac> hac;  // none: the model's own covariance
    double confidence = 0.95;
};

// A coefficient as the ratio it stands for. Normal limits on the log scale.
struct RatioEffect {
    double log_ratio{};
    double se{};
    double ratio{};
    double low{};
    double high{};
    double p{};  // two-sided
};

struct Interrupted {
    Glm fit;
    std::vector<double> covariance;  // of the coefficients, by hac if asked
    std::optional<RatioEffect> step, slope, trend;
    // Every period: fitted, and without the measure with the limits of that mean. Before `start` the two
    // are one.
    std::vector<double> fitted, without, without_low, without_high;
    // Events from `start` on: without the measure less fitted, limits by the delta method; below 0 more
    // came than expected. With a step and a log link the fitted sum is the observed sum.
    double expected_without{};
    double observed{};
    double prevented{};
    double prevented_low{};
    double prevented_high{};
    double durbin_watson{};  // of Pearson's residuals: near 2 when neighbours are not correlated
};

// Events >= 0; population > 0, one a period (empty: 1). Fails as fit_glm does, and with too_few_values
// when there are no 2 periods on either side of the start. O(n p^2) a step of the fit.
Maybe<Interrupted> interrupted_series(std::span<const double> events, const InterruptedModel& model,
                                      std::span<const double> population = {});

}  // namespace atalaya::stats

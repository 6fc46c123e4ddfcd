// Is this week's count above what the same season of earlier years predicts?
//
// A quasi-Poisson model of reference weeks: level, trend where it earns its place, and for periods > 1
// a seasonal factor. It is fitted, past outbreaks are given little weight by their Anscombe residuals s
// (g s^-2 where s > weights_threshold, else g, with weights that sum to n), and it is fitted again. The
// upper bound of the prediction mu0 is, with phi >= 1 the dispersion,
//
//     delta       (mu0^e + z sqrt(e^2 mu0^(2e-1) tau))^(1/e),  tau = phi + Var(mu0) / mu0,  e = 2/3, 1/2 or 1
//     nb_plugin   the quantile 1 - alpha of the negative binomial of mean mu0 and variance phi mu0
//     muan        the same at the upper limit (1 - alpha) of mu0
//
// An alarm needs a count above the bound and `cases` in the last `weeks`.
//
// Reference weeks of week k: the windows k - y frequency +- half_window of the last `years` years. The
// flexible version with periods > 1 uses all weeks from the oldest window on but for the last
// `past_excluded`; those between windows fall into periods - 1 stretches as equal as can be, the first
// ones a week longer.
//
// Sources: Farrington, Andrews, Beale & Catchpole 1996, J. R. Stat. Soc. A 159, 547-563; Noufaily et al.
// 2013, Stat. Med. 32, 1206-1222; where they leave it open, as surveillance 1.20.3 (Salmon, Schumacher & Hoehle 2016).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

enum class FarringtonBound { delta, nb_plugin, muan };
enum class FarringtonPower { none, half, two_thirds };

struct FarringtonModel {
    bool flexible = true;
    std::size_t years = 5;        // b
    std::size_t half_window = 3;  // w
    std::size_t frequency = 52;   // periods a year
    bool reweight = true;
    double weights_threshold = 2.58;
    double alpha = 0.05;  // one-sided where flexible, two-sided where original
    bool trend = true;    // only with 3 years or more, p < trend_p and a prediction no larger than any count
    double trend_p = 1;
    double cases = 5;
    std::size_t weeks = 4;
    FarringtonPower power = FarringtonPower::two_thirds;
    std::size_t periods = 10;  // of the year, the windows being one of them
    std::size_t past_excluded = 26;
    FarringtonBound bound = FarringtonBound::nb_plugin;

    // The method of 1996: windows only, weights threshold 1, delta, alpha 0.01, trend_p 0.05.
    static FarringtonModel original();
};

struct FarringtonWeek {
    std::size_t week{};  // index in the series
    double observed{};
    Maybe<double> upper;  // too_few_events below `cases`; too_few_values, no_events, no_fit as fit_glm
    bool alarm = false;
    // What follows is of the model, also where there are too few cases; 0 without one.
    double expected{};              // mu0
    double phi{};                   // >= 1
    double p{};                     // of a count this large, by the bound's distribution
    double score{};                 // (y - m) / (upper - m); m is mu0, for nb_plugin and muan its logarithm
    std::optional<double> trend{};  // of the log count a week, where it stayed
    std::size_t reference_weeks{};
};

// One entry a week of first .. past_end - 1. Counts are whole numbers >= 0; population (> 0, one a week)
// is an offset; empty is none. Cost: two to four fits of up to years * frequency rows a week.
std::vector<FarringtonWeek> farrington(std::span<const double> counts, const FarringtonModel& model,
                                       std::size_t first, std::size_t past_end,
                                       std::span<const double> population = {});

}  // namespace atalaya::stats

// Rates of small areas, steadied by what other areas tell (empirical Bayes), and how far each is from what chance allows.
//
//     smoothed_i = b + a (r_i - b) / (a + b / n_i),   r_i = O_i / n_i
//     b = sum O / sum n      s2 = sum n_i (r_i - b)^2 / sum n      a = max(0, s2 - b / mean n)
//
// Sums run over all areas (global), or over an area and its neighbours (local), each area then having its own a and
// b. a is the variance between areas that is left after the Poisson part; where it is 0 every area gets b. Rates are
// per unit of exposure.
//
// An area without exposure is in no sum and has no figure: no_exposure. All fail alike: not_a_count for a negative or
// missing number; no_exposure when no area has any; no_events when all counts are 0 (local: an area of whose
// neighbourhood all counts are 0 gets 0).
//
// Requires one exposure a count. O(n), O(n + links).
//
// Sources: Marshall 1991, Applied Statistics 40, 283-294; Assuncao & Reis 1999, Statistics in Medicine 18, 2147-2162;
// Choynowski 1959, JASA 54, 385-388.
#pragma once

#include <span>
#include <vector>

#include "stats/rates.hpp"
#include "stats/spatial/autocorrelation.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Between {
    double a{}, b{};  // variance and mean of the areas' true rates
};
// Fails as above.
Maybe<Between> between_areas(std::span<const double> counts, std::span<const double> exposures);

struct SmoothedRate {
    double raw{}, smoothed{};
    double weight{};  // of the raw rate, 0..1: a / (a + b / n_i)
    double doubt{};   // variance that the smoothed rate has because a and b are estimated
};
Maybe<std::vector<Maybe<SmoothedRate>>> empirical_bayes(std::span<const double> counts,
                                                        std::span<const double> exposures);

// The middle `confidence` of a gamma law whose mean is the smoothed rate and whose variance is
//
//     w smoothed / n + doubt,    doubt = (dS/db)^2 var b + (dS/da)^2 var a
//     var b = (a sum n^2 + b sum n) / (sum n)^2      var a = 2 k / (k - 1) sum n^2 (a + b / n)^2 / (sum n)^2
//
// The first term is the variance were a and b known (Clayton & Kaldor: the law is then exact), the second, to first order, that
// of not knowing them: S is the smoothed rate as a function of them, the sums are over the k areas that they come from.
// Fails: constant where w is 0 (areas alike: no law to speak of); no_events where the smoothed rate is 0. exposure > 0,
// 0 < confidence < 1. O(1).
//
// Sources: Clayton & Kaldor 1987, Biometrics 43, 671-681; Kass & Steffey 1989, JASA 84, 717-726; Morris 1983, JASA 78, 47-55.
Maybe<Interval> posterior_interval(const SmoothedRate& rate, double exposure, double confidence = 0.95);

// What the local variance s2 of an area is about: the mean rate of its neighbourhood (Marshall as written, and GeoDa),
// or for each neighbour the mean of the neighbour's own neighbourhood (spdep), which a slope across the map inflates less.
enum class LocalMean { of_area, of_each_neighbour };

// An area without neighbours is smoothed by itself alone: it keeps its raw rate.
Maybe<std::vector<Maybe<SmoothedRate>>> local_empirical_bayes(std::span<const double> counts,
                                                              std::span<const double> exposures,
                                                              const Neighbours& neighbours,
                                                              LocalMean mean = LocalMean::of_each_neighbour);

// Rates in units of how far they would scatter were all areas alike: (r_i - b) / sqrt(v_i), v_i = a + b / n_i,
// where a may be negative, and v_i is b / n_i where the sum then is not positive (Assuncao & Reis).
Maybe<std::vector<Maybe<double>>> standardised_rates(std::span<const double> counts,
                                                     std::span<const double> exposures);

// Moran's I of those: does risk cluster, unequal populations aside? Fails also as global_moran does, and with no_exposure
// where any area has none: it has no rate, and weights are to be made of the links between those that have one.
Maybe<Autocorrelation> empirical_bayes_moran(std::span<const double> counts,
                                             std::span<const double> exposures, const Weights& weights,
                                             const Permutations& permutations = {},
                                             Islands islands = Islands::out_of_n);

// Against the same rate everywhere: E_i = b n_i and the Poisson chance of as many or fewer where O_i < E_i, of as
// many or more otherwise.
struct ChoynowskiArea {
    double expected{};
    double relative_risk{};  // O / E
    double p{};              // of O_i or farther from E_i on its side
    double p_as_low{};       // P(X <= O_i)
};
Maybe<std::vector<Maybe<ChoynowskiArea>>> choynowski(std::span<const double> counts,
                                                     std::span<const double> exposures);

}  // namespace atalaya::stats

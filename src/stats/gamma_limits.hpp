// Limits of a weighted sum of Poisson counts, sum w_i O_i, by the gamma distribution of its mean and variance:
//
//     low   gamma(tail; shape y^2 / v, scale v / y)                    y the sum, v = sum w_i^2 O_i; 0 where y is 0
//     high  gamma(1 - tail; the same of y + w, v + w^2)                w the largest weight: one more event of that kind
//
// With phi > 1 the variance is phi times that of Poisson counts: O_i / phi then behaves as one, of weight phi w_i, and the
// limits are those of such counts. With equal weights they are Garwood's limits times the weight (rates.hpp). They hold their promise with few events too, where
// limits that lean on the sum of events alone may not, and are rather wide than narrow.
//
// Source: Fay & Feuer 1997, Statistics in Medicine 16, 791-801.
#pragma once

#include <span>

#include "core/quantity.hpp"
#include "stats/rates.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// value >= 0, variance >= 0, heaviest > 0 (its variance is heaviest^2), 0 < confidence < 1; `phi` >= 1 times the
// variance of Poisson counts. O(1).
Interval gamma_limits(double value, double variance, double heaviest, double confidence, double phi = 1);

// Direct standardisation as directly_standardised(), with these limits: w_i / n_i over the sum of the w_i are the weights.
// Any number of events will do, none too. Fails: no_exposure when a stratum of weight above 0 has no exposure, or none
// has weight; not_a_count for a negative number. A missing count (NaN) is 0 events.
Maybe<Rate> directly_standardised_gamma(std::span<const double> events, std::span<const PersonYears> exposure,
                                        std::span<const double> standard, double per = 100'000,
                                        double confidence = 0.95);

}  // namespace atalaya::stats

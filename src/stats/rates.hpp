// How many per so many, and how sure: intervals of counts, rates, proportions and
// standardised rates.
//
// Sources: Garwood 1936, Biometrika 28, 437-442 (exact); Breslow & Day 1987,
// Statistical Methods in Cancer Research II, 2.3 (Byar); Wilson 1927, JASA 22,
// 209-212; Dobson, Kuulasmaa, Eberle & Scherer 1991, Statistics in Medicine 10,
// 457-462; the UK Health Security Agency's rule of when to use which.
// Counts need not be whole: weighted and halved counts have intervals too.
#pragma once

#include <span>

#include "core/quantity.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Interval {
    double low{};
    double high{};
};

// Garwood: [chi2(a/2, 2O)/2, chi2(1 - a/2, 2O + 2)/2]; O = 0 has low 0. O(1).
Interval poisson_exact(double count, double confidence = 0.95);

// Byar: O (1 - 1/(9O) - z/(3 sqrt O))^3 and the same with O + 1 and +z. Where the
// cube is of a negative number (O = 1 at 99.8 %), and at O = 0, low is 0.
Interval poisson_byar(double count, double confidence = 0.95);

// UKHSA: exact when O < 10, Byar otherwise.
//
// With phi > 1 the variance is phi times the Poisson's: O / phi then behaves as a
// Poisson count, so the interval is phi times that of O / phi (and the rule looks
// at O / phi). At O = 0 the upper limit grows with phi, as it should.
Interval poisson_interval(double count, double confidence = 0.95, double phi = 1);

struct Rate {
    double value{};
    double low{};
    double high{};
};

// per * count / exposure with poisson_interval. Fails: no_exposure when exposure
// is 0 or missing (NaN), not_a_count when the count is negative or missing.
Maybe<Rate> rate(double count, PersonYears exposure, double per = 100'000, double confidence = 0.95,
                 double phi = 1);

// The same over anything else: dwellings, registered vehicles.
Maybe<Rate> rate(double count, double exposure, double per, double confidence = 0.95, double phi = 1);

// Wilson's interval of successes / of, 0 <= successes <= of. Fails: no_exposure when `of` is 0.
Maybe<Rate> proportion(double successes, double of, double confidence = 0.95);

// Direct standardisation, sum_i w_i O_i / n_i / sum_i w_i, with Dobson's limits
//
//     DSR + sqrt(Var(DSR) / O) (O_limit - O),   Var(DSR) = sum w_i^2 O_i / n_i^2 / (sum w)^2
//
// O being the sum of events and O_limit its Poisson limits. A missing count (NaN)
// is 0 events. Fails: too_few_events below 10 events in all; no_exposure when a
// stratum of weight above 0 has no exposure; not_a_count for a negative number.
Maybe<Rate> directly_standardised(std::span<const double> events, std::span<const PersonYears> exposure,
                                  std::span<const double> standard, double per = 100'000,
                                  double confidence = 0.95);

struct Indirect {
    double observed{};
    double expected{};        // sum n_i * reference events_i / reference exposure_i
    double reference_rate{};  // crude, times per
    Rate ratio;               // O / E
    Rate rate;                // ratio * reference rate
};

// Indirect standardisation: the events there would be at the reference's rates.
// Limits of O by the UKHSA rule. Fails: no_exposure when a reference stratum that
// the area has residents in is empty; no_events when nothing is expected;
// not_a_count for a negative number.
Maybe<Indirect> indirectly_standardised(std::span<const double> events, std::span<const PersonYears> exposure,
                                        std::span<const double> reference_events,
                                        std::span<const PersonYears> reference_exposure, double per = 100'000,
                                        double confidence = 0.95);

}  // namespace atalaya::stats

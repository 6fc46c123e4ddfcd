// Where the funnel of a ratio or of a proportion has its limits: what an area of a given size shows by chance alone.
//
//     ratio       observed / expected; at `expected` E the limits are k / E with   P(X >= k | E) = tail  (high)
//                                                                                   P(X <= k | E) = tail  (low)
//                 X Poisson, k any number (by the gamma distribution), so that an observed k lies on a limit exactly
//                 where E = chi2(tail, 2 k) / 2 (high) or E = chi2(1 - tail, 2 k + 2) / 2 (low)
//     proportion  baseline -+ z sqrt(baseline (1 - baseline) / of), held inside 0 .. 1: the proportions whose interval
//                 of Wilson ends at the baseline
//
// `tail` is the chance on one side: 0.025 and 0.001 in use. `phi` >= 1 is how many times the variance is that of
// chance: a Poisson count of E / phi is taken phi times, and the other's standard deviation grows by sqrt(phi).
//
// Sources: Spiegelhalter 2005, Statistics in Medicine 24, 1185-1202; the UK Health Security Agency's funnel plots
// (PHEindicatormethods 2.1.0, calculate_funnel_limits).
#pragma once

#include "stats/rates.hpp"

namespace atalaya::stats {

// expected > 0, 0 < tail <= 0.25, phi >= 1. Low is 0 where not even a count of 0 would be that seldom. Some fifty
// evaluations of the gamma distribution a limit.
Interval ratio_limits(double expected, double tail, double phi = 1);

// The expected events at whose limits `observed` lies: fewer than low, and the area is above; more than high, below.
// observed >= 0; low is 0 for none.
Interval expected_limits(double observed, double tail, double phi = 1);

// 0 < baseline < 1, of > 0.
Interval proportion_limits(double baseline, double of, double tail, double phi = 1);

// Two-sided: twice the lesser of P(X >= observed) and P(X <= observed), 1 at most.
double ratio_p(double observed, double expected, double phi = 1);

}  // namespace atalaya::stats

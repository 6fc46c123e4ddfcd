// By how much monthly counts vary more than a Poisson's: variance = phi * mean.
//
// Model: the usable months are quasi-Poisson with log mean = effect of the month
// of the year + a level that is linear on the log scale between knots 12 months
// apart. So season and slow change are taken out, month-to-month noise stays.
//
//     phi = X2 / df,   X2 = sum (count - mean)^2 / mean,   df = months - parameters
//
// and 1 when that is 1.3 or less: over three to five years a Poisson series gives up
// to so much by chance alone. Held at 1 from below only, phi would be too large on
// the average for series that are Poisson, and their tests would find 3 % where
// they promise 5 %; with the bound they find 4 to 6 % for every truth from 1 to 4
// (docs/campaigns.md; 3.7 % when there are but 24 months).
//
// Why X2 / df also serves for 24 months: with one pair of years the fit of a month
// effect is its pair's mean, and (a - b)^2 / (a + b), one degree of freedom a pair,
// has expectation phi exactly given a + b for any Poisson (phi = 1), and to order
// 1/mean otherwise; dividing by the months instead would halve phi. What a short
// series lacks is not centre but precision, and that travels along as df, so that
// tests can use Student's t in place of the normal. Months of the year without
// any event say nothing about the variance: they are left out, and their
// parameter with them.
//
// Source: McCullagh & Nelder 1989, Generalized Linear Models, 4.5 and 9.2.
#pragma once

#include <limits>
#include <span>
#include <vector>

#include "core/day.hpp"

namespace atalaya::stats {

inline constexpr int months_for_dispersion = 24;
inline constexpr double phi_within_chance = 1.3;
inline constexpr double phi_of_property = 2.0;
inline constexpr double phi_of_persons = 1.5;

struct Dispersion {
    double phi = 1;  // >= 1
    // Degrees of freedom of phi; infinity when it is the default or the Poisson's 1.
    double df = std::numeric_limits<double>::infinity();
    int months = 0;          // that were used
    bool estimated = false;  // else the indicator's default, which is to be stated
    // For a table of tests: X2 / df as it is, at least 1, with its degrees of freedom.
    // The table looks at the smallest of many p-values, far out in the tail, where taking
    // 1.2 for 1 would show. Equal to phi and df when these are not estimated.
    double phi_in_table = phi;
    double df_in_table = df;
};

// counts[i] belongs to the month first + i; usable[i] is false for months after a
// break, within an event or not (fully) delivered. `fallback` (>= 1) is returned
// when fewer than 24 months are usable, when they are of fewer than two years, or
// when they hold less than one event a month. Same lengths. O(months), some
// twenty rounds of a 12 + years square system: about 40 us for 60 months.
Dispersion estimate_dispersion(Month first, std::span<const double> counts, const std::vector<bool>& usable,
                               double fallback);

}  // namespace atalaya::stats

// Whether several groups have one share of successes: all at once by chi-square, each against the rest exactly.
//
//     chi_square      X2 = sum (observed - expected)^2 / expected over successes and failures of each group that has
//                     any trial, expected = of_i * pooled share;   df = groups - 1
//     one_against_rest  Fisher's exact test of successes and failures of a group and of the rest, two-sided: the sum
//                     of the probabilities of all tables of those margins that are no more likely than the one seen
//                     (to a relative 1e-7, for equal ones are equal up to rounding)
//
// chi_square is for expected numbers of 5 or more; least_expected tells. It fails with constant when the pooled share
// is 0 or 1, too_few_values when fewer than two groups have trials. one_against_rest is 1 where nothing can differ.
// Requires 0 <= successes <= of, equal lengths. O(groups); Fisher O(least margin of the two by two).
//
// Sources: Pearson 1900, Philosophical Magazine 50, 157-175; Fisher 1935, Journal of the Royal Statistical Society
// 98, 39-54.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct ChiSquare {
    double statistic{}, df{}, p{};
    double least_expected{};
};
Maybe<ChiSquare> chi_square(std::span<const std::int64_t> successes, std::span<const std::int64_t> of);

// p of a group with `successes` of `of` against the others with `rest_successes` of `rest_of`.
double fisher(std::int64_t successes, std::int64_t of, std::int64_t rest_successes, std::int64_t rest_of);
// p of each group.
std::vector<double> one_against_rest(std::span<const std::int64_t> successes,
                                     std::span<const std::int64_t> of);

}  // namespace atalaya::stats

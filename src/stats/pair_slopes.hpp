// The k-th smallest of the slopes of all pairs of a series, without a list of them.
//
//     slope of i < j = (y_j - y_i) / (j - i)        as a double: of two that differ by less than a rounding, the rounded
//
// The values less b times their index stand, pair by pair, the right way round where the slope is above b. So how many slopes
// are below a bound is how many pairs a sort turns round, and those between two bounds are the pairs that one order
// turns round and the other does not. Bounds that likely hold the rank come from slopes of random pairs; what lies
// between them is told pair by pair, so that nothing but the time depends on the draw.
//
// Values finite; ranks from 0. O(n) memory; O(n^1.5) time with a small factor where few pairs share a slope other than 0;
// O(n^2) where most share one (a straight line), and O(n^2) memory too with values beyond 1e290
// or less than 1e-290 apart.
//
// Source: Matousek 1991, Inf. Process. Lett. 39, 183-187 (randomised slope selection); Cole, Salowe, Steiger & Szemeredi 1989.
#pragma once

#include <cstdint>
#include <span>

namespace atalaya::stats {

// 0 <= rank < n (n - 1) / 2.
double pair_slope_at(std::span<const double> y, std::int64_t rank);

}  // namespace atalaya::stats

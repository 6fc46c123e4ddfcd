// Does a series go up or down? Mann-Kendall's test for a monotone trend, and Sen's slope.
//
//     S = sum over i < j of sign(y_j - y_i)       E S = 0
//     Var S = (n (n - 1) (2n + 5) - sum over ties t (t - 1) (2t + 5)) / 18
//     z = (S - sign(S)) / sqrt(Var S)             with continuity correction; p two-sided, normal
//     tau_b = S / sqrt(n0 (n0 - sum over ties t (t - 1) / 2)),   n0 = n (n - 1) / 2
//     slope = median over i < j of (y_j - y_i) / (j - i), per step
//
// Equal values give S 0, z 0, p 1 and slope 0; their tau_b is 0 / 0, not a number. The slope's limits are those ranks of the slopes that
// (n0 -+ z_c sqrt(Var S)) / 2 leave outside (Sen), the nearest outside where they fall between two. Values should be
// independent in time: a series that follows itself gives p that are too small.
//
// Fails: too_few_values below 2; not_a_number for a missing value. Test O(n log n); slope O(n) memory, time as pair_slopes.hpp.
//
// Sources: Mann 1945, Econometrica 13, 245-259; Kendall 1975, Rank Correlation Methods; Sen 1968, JASA 63, 1379-1389.
#pragma once

#include <cstdint>
#include <span>

#include "stats/why.hpp"

namespace atalaya::stats {

struct MonotoneTrend {
    std::int64_t s{};
    double variance{}, z{}, p = 1, tau_b{};
};
Maybe<MonotoneTrend> mann_kendall(std::span<const double> y);

struct SenSlope {
    double slope{}, low{}, high{};  // per step
};
Maybe<SenSlope> sen_slope(std::span<const double> y, double confidence = 0.95);

}  // namespace atalaya::stats

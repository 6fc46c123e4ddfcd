// Which areas are hot, cold or unlike their neighbours? Local statistics of values x_i under weights w_ij.
//
//     Moran       I_i = z_i / m2  sum_j w_ij z_j              z = x - mean, m2 = sum z^2 / n
//     Gi          z = (sum_{j != i} w_ij x_j - W m_i) / (s_i sqrt(((n - 1) W2 - W^2) / (n - 2)))
//     Gi*         z = (sum_j w_ij x_j - W mean) / (s sqrt((n W2 - W^2) / (n - 1)))     weights with the area itself
//     Geary       c_i = sum_j w_ij (x_i - x_j)^2 / s1^2       s1^2 = sum z^2 / (n - 1)
//     join count  BB_i = x_i sum_j w_ij x_j                   x of 0 and 1
//
// m_i and s_i^2 are mean and variance (over n - 1) of all values but that of i, s^2 the variance over n.
// `conditional` moments hold x_i and deal the rest; z is of those. `permutation` tails are of the conditional deals
// of stats/spatial/conditional.hpp. q is Benjamini & Hochberg's over the areas that have neighbours, of the two-sided
// p of the permutations, or of z where there are none (of the upper tail for join counts).
//
// An area without neighbours: no_neighbours. All areas fail alike: not_a_number for a missing value, constant when
// all are equal, too_few_values below 3 areas, not_a_count for a join count's value other than 0 and 1.
// A variance of 0 gives z 0 and p 1.
//
// Requires one row of weights a value. O(links + R sum of the different k + n log R) with equal weights a row.
//
// Sources: Anselin 1995, Geographical Analysis 27, 93-115; Ord & Getis 1995, ibid. 286-306; Sokal, Oden & Thomson
// 1998, ibid. 30, 331-354 (conditional moments); Sauer et al. 2021, ibid. 53; Anselin 2019, ibid. 51, 133-150 (Geary);
// Anselin & Li 2019, J. Geographical Systems 21, 189-210 (join counts).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::stats {

struct LocalTest {
    double value{}, expectation{}, variance{}, z{};
    Tails p;            // of z
    Tails permutation;  // of the value; 1 each when none was asked for
    double q = 1;
};

// Where an area lies against the mean, then where its neighbours do. At the mean itself is low.
enum class Quadrant { high_high, low_low, low_high, high_low };
std::string_view code(Quadrant quadrant);  // "high_high", ...

struct LocalMoran {
    LocalTest test;  // high: like its neighbours; low: unlike them
    Quadrant quadrant{};
    // Moments where all values are dealt, that of i too (Anselin 1995).
    double total_expectation{}, total_variance{};
};
Maybe<std::vector<Maybe<LocalMoran>>> local_moran(std::span<const double> x, const Weights& weights,
                                                  const Permutations& permutations = {});

// Gi, or Gi* for weights that hold every area itself (with_self): their value is sum w x / sum of x (but x_i for Gi),
// its moments are of that. high: a hot spot; low: a cold one. Links to the area itself are left out by Gi.
enum class Local { g, g_star };
Maybe<std::vector<Maybe<LocalTest>>> local_g(std::span<const double> x, const Weights& weights, Local which,
                                             const Permutations& permutations = {});

// high: unlike its neighbours; low: like them. Moments are conditional.
Maybe<std::vector<Maybe<LocalTest>>> local_geary(std::span<const double> x, const Weights& weights,
                                                 const Permutations& permutations = {});

// high: a 1 among more 1s than chance gives. Areas of 0 have value 0, p 1 and no part in q.
Maybe<std::vector<Maybe<LocalTest>>> local_join_counts(std::span<const double> x, const Weights& weights,
                                                       const Permutations& permutations = {});

}  // namespace atalaya::stats

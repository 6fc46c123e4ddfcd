// Is a quantity alike in areas that are near each other? Global statistics of values x_i under weights w_ij.
//
//     Moran    I = n / S0  sum w_ij z_i z_j / sum z_i^2                 z_i = x_i - mean;  E = -1 / (n - 1)
//     Geary    C = (n - 1) / (2 S0)  sum w_ij (x_i - x_j)^2 / sum z_i^2                    E = 1
//     G        G = sum w_ij x_i x_j / sum over i != j of x_i x_j        x >= 0;            E = S0 / (n (n - 1))
//     joins    J_ab = 1/2 sum w_ij [one is a, the other b]              categories
//
// S0 is the sum of weights. Variances are exact: under randomisation, where the values that are there are dealt to
// the areas at random, and (Moran, Geary) under normality. z > 0 is clustering for I, C (whose z is (1 - C) / sd),
// and G above its expectation; for joins it is more of them than chance gives. Permutations deal the values anew.
//
// An area without neighbours (no link of its own) is not counted in n, and how many there are is said. Moran and Geary keep
// its value in the mean and in what is dealt (spdep's adjust.n), unless `islands` leaves it out of the data as well; G and
// joins leave it out: what they divide by and how many areas a category has would otherwise count what cannot be joined.
//
// Fails: not_a_number for a missing value; no_neighbours when there are no weights; too_few_values below 4
// areas with neighbours; constant when all values are equal; not_a_count when G meets a negative value.
// Where a variance is 0, as when everybody is everybody's neighbour, z is 0 and p is 1. Where it comes out below 0, as the mixed
// n of out_of_n can make it when an area without neighbours is far from all others, variance, z and p are NaN.
//
// Requires one row of weights a value, weights >= 0. O(links log links + R (n + links)); memory O(n + R).
//
// Sources: Cliff & Ord 1981, Spatial Processes, chapters 1 and 2; Getis & Ord 1992, Geographical Analysis 24, 189-206.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/spatial/weights.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

// Replicate r is drawn from stream r of the seed: the same answer for any number of threads.
struct Permutations {
    std::size_t replicates = 999;  // 0: none
    std::uint64_t seed = 1;
    int threads = 1;
};

// The chance of a value as low as this one or lower, and as high or higher.
struct Tails {
    double low = 1, high = 1;
    double two_sided() const;  // twice the smaller, at most 1
};
// (1 + how many as far out) / (1 + replicates).
Tails tails_of(std::size_t as_low, std::size_t as_high, std::size_t replicates);
// Of a standard normal; of 0 where `variance` is 0.
Tails normal_tails(double z);

struct AgainstChance {
    double variance{}, z{};
    Tails p;  // high: of clustering as strong as this or stronger (for joins: of as many or more)
};

struct Autocorrelation {
    double value{}, expectation{};
    AgainstChance randomisation;
    std::optional<AgainstChance> normality;  // of Moran and Geary
    std::optional<Tails> permutation;        // high is clustering, as above
    std::size_t n{}, islands{};
};

enum class Islands { out_of_n, out_of_data };

Maybe<Autocorrelation> global_moran(std::span<const double> x, const Weights& weights,
                                    const Permutations& permutations = {},
                                    Islands islands = Islands::out_of_n);
Maybe<Autocorrelation> global_geary(std::span<const double> x, const Weights& weights,
                                    const Permutations& permutations = {},
                                    Islands islands = Islands::out_of_n);
// Usual with binary weights of a distance band.
Maybe<Autocorrelation> global_g(std::span<const double> x, const Weights& weights,
                                const Permutations& permutations = {});

struct JoinCount {
    int a{}, b{};  // a <= b
    double value{}, expectation{};
    AgainstChance randomisation;  // non-free sampling: the categories that are there, dealt anew
    std::optional<Tails> permutation;
};
struct JoinCounts {
    std::vector<JoinCount> pairs;  // of all pairs of categories, by a, then b
    JoinCount unlike;  // all joins of two different ones; its a and b are the least and the largest
    std::size_t n{}, islands{};
};
// Fails: constant when there is one category only.
Maybe<JoinCounts> join_counts(std::span<const int> categories, const Weights& weights,
                              const Permutations& permutations = {});

// S0 = sum w, S1 = 1/2 sum (w_ij + w_ji)^2, S2 = sum over i of (sum_j w_ij + sum_j w_ji)^2.
struct WeightSums {
    double s0{}, s1{}, s2{};
};
WeightSums sums_of(const Weights& weights);

// Weights among some of the areas, renumbered; links that leave them are dropped.
Weights among(const Weights& weights, const std::vector<bool>& kept);

}  // namespace atalaya::stats

// Whether events follow one another near and soon: a test of the process in time and space (stats/hawkes_space.hpp) that is of its
// level whatever the background. Where nothing follows, which time belongs to which place is chance, so times are dealt anew
// among the places, which keeps both the map and the season (Knox 1964; Besag & Diggle 1977). What is compared is the gain
// in log-likelihood
//
//     gain = max over omega, sigma and q of  sum over i of log(1 - q + q c_i / (S b_i)),   0 <= q < 1
//     c_i = sum over the j that may have brought i of g(t_i - t_j) k(s_i - s_j),   S what of all that is seen
//
// with g, k as there; b the background of the places alone, by the likeliest of Scott's bandwidth and its half, fourth
// and eighth, which no deal changes; q the share that was brought. omega: 1, 3, 10 and 30 in a memory; sigma: a half, 1/4, .. 1/32 of
// the reach, none below least_sigma. p = (1 + deals that gain as much) / (1 + deals).
//
// A chi-square of three degrees is no measure of it: omega and sigma are not there where nothing follows (Davies 1987).
//
// Sources: Knox 1964, Applied Statistics 13, 25-29; Besag & Diggle 1977, Applied Statistics 26, 327-333; Davies 1987, Biometrika
// 74, 33-43.
#pragma once

#include <cstddef>
#include <span>

#include "core/place.hpp"
#include "stats/hawkes_space.hpp"
#include "stats/points/region.hpp"
#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::stats {

struct Contagion {
    double gain{};
    double p = 1;
};

// Events as fit_hawkes_space takes them; replicate r has the stream r. The same for any number of threads. O(deals x 20 x
// pairs within reach and memory). Throws std::length_error above most_hawkes_pairs.
Contagion test_contagion(std::span<const double> times, std::span<const Planar> places, const Region& region,
                         double end, const HawkesSpaceModel& model, const Permutations& deals);

}  // namespace atalaya::stats

// A density that is sharp where events are many and smooth where they are few: each event spreads by a width of its own.
//
//     factor_i = min(most, sqrt(g / f(x_i)))        f the pilot density at the event, g the geometric mean of all f(x_i)
//     density(u) = sum over i of  w_i k_i(u - x_i),  k_i the kernel widened by factor_i
//
//     none     w_i = 1         uniform   w_i = 1 / e_i(u)         diggle   w_i = 1 / e_i(x_i), which adds up to n
//
// e_i(u) is the part of k_i at u that lies inside the window. The pilot is the density of one width with the same
// correction. Fails: not_a_number for a point that is missing or outside the window; too_few_values without points.
// Requires most >= 1 (keeps lone events from covering the city). O(n^2) for the factors, O(n m) for m places.
//
// Sources: Abramson 1982, Annals of Statistics 10, 1217-1223; Silverman 1986, Density Estimation, section 5.3; Davies &
// Hazelton 2010, Statistics in Medicine 29, 2423-2437.
#pragma once

#include <span>
#include <vector>

#include "stats/points/density.hpp"

namespace atalaya::stats {

Maybe<std::vector<double>> abramson_factors(std::span<const Planar> points, const Window& window,
                                            Gaussian pilot, EdgeCorrection edge, double most = 5);

// At places within the window. One factor above 0 a point.
Maybe<std::vector<double>> adaptive_density(std::span<const Planar> points, std::span<const double> factors,
                                            std::span<const Planar> places, const Window& window,
                                            Gaussian kernel, EdgeCorrection edge = EdgeCorrection::diggle);

}  // namespace atalaya::stats

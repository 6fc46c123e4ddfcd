// A density that is sharp where events are many and smooth where they are few: each event spreads by a width of its own.
//
//     factor_i = min(most, sqrt(g / f(x_i)))        f the pilot density at the event, g the geometric mean of all f(x_i)
//     density(u) = sum over i of  w_i k_i(u - x_i),  k_i the kernel widened by factor_i
//
//     none     w_i = 1         uniform   w_i = 1 / e_i(u)         diggle   w_i = 1 / e_i(x_i), which adds up to n
//
// e_i(u) is the part of k_i at u that lies inside the window. The pilot is the density of one width with the same
// correction. Fails: not_a_number for a point that is missing or outside the window; too_few_values without points.
// Requires most >= 1 (keeps lone events from covering the city).
//
// Up to ten million pairs each is added as it is. Beyond, each event is told by six whose widths are steps of a ladder, twelve
// to a factor of e, with the weights of Lagrange's interpolation in the logarithm of the width, and each step is one Gaussian
// transform (stats/points/gauss_transform.hpp). Then the density is within 3e-6 of the sum of what the events give at their
// own places (w_i top_i):
//
//     widths        3.516 / 720 * max |d^6/ds^6 exp(-r^2 e^(-2s) / 2)| / 12^6 = 3.516 / 720 * 650.1 / 12^6 = 1.06e-6
//     transforms    1.39 * 1e-6, 1.39 the sum of the weights' sizes
//
// Uniform correction, which is of the place and the width together, is taken at the steps too: 1e-5. O(n + steps (m + nodes)),
// about forty steps where factors lie between 0.2 and 5.
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

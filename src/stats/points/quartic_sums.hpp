// Sums of quartic kernels of many points:
//
//     f(u) = sum over i of  w_i (1 - |u - x_i|^2 / h^2)^2,  of the points nearer than h
//
// At the centres of cells each point is laid on the rows of cells that it reaches; at places, the points of the
// squares about each are added. All pairs are added as they are, several at once: the same bytes with vectors of any
// width, the order of the sums being that of squares of the plane and not that of the points.
//
// Cells of more than ten million pairs are added in single precision, at most 32 points that reach nearly the same cells at a
// time, and those sums in double precision. Then f(u) is within 4e-6 of the sum of the weights of the points nearer than h:
//
//     a pair     places told from the first of the 32, |x - u| <= 1.5 h: t^2 to 2 (4 * 2 + 3) 2^-24 = 1.4e-6
//     a sum      31 additions and the weight's root squared: 33 * 2^-24 = 2.0e-6
//
// Finite points and places; h above 0; one weight a point, 0 or more. Cells O(n cells of a square of 2 h), places O(m points of such
// a square), each beside O(n + m).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/place.hpp"

namespace atalaya::stats {

inline constexpr double few_quartic_pairs = 1e7;

bool adds_each_quartic(std::size_t points, std::span<const double> xs, std::span<const double> ys,
                       double radius);

// At each of xs at each of ys, row by row: xs and ys equally spaced, ascending.
std::vector<double> quartic_at_cells(std::span<const Planar> points, std::span<const double> weights,
                                     std::span<const double> xs, std::span<const double> ys, double radius);

std::vector<double> quartic_at_places(std::span<const Planar> points, std::span<const double> weights,
                                      std::span<const Planar> places, double radius);

}  // namespace atalaya::stats

// Sums of quartic kernels of many points at the centres of cells that are small beside the radius:
//
//     f(u) = sum over i of  w_i (1 - |u - x_i|^2 / h^2)^2,  of the points nearer than h
//
// Each point is laid on the 4 x 4 cells about it by the weights of Lagrange's interpolation, and the cells are convolved with the
// kernel as it is at their centres. With r the radius in cells of the axis on which there are fewer, f(u) is within
//
//     1.3 / r^4  of the weight of each point whose 4 x 4 cells are all nearer than h: along an axis
//                max |product of s - node| / 4! |k^(4)| = 0.5625 / 24 * 24 / r^4, on both with 1 + 1.25 the sum of the weights' sizes
//     0.4 / r^2  of that of a point whose 4 x 4 cells are on both sides of the edge, where the kernel is 0 and its second derivative
//                goes from 8 / r^2 to 0; above and below by turns, so that those of many points cancel
//     2e-6       of all in reach, for sums of a row in single precision
//
// With 20 cells to a radius and a point a cell that is some 1e-5 of f(u).
//
// Source: Wand 1994, Journal of Computational and Graphical Statistics 3, 433-445 (binned kernel estimators).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/place.hpp"

namespace atalaya::stats {

// Whether there are enough cells to a radius (16 on each axis), and points to a cell (one in four), for this to be near and quick.
bool suits_quartic_nodes(std::size_t points, std::span<const double> xs, std::span<const double> ys,
                         double radius);

// As quartic_at_cells. O(n + cells of a square of the radius), 12 bytes a cell besides. The same bytes with vectors of any width.
std::vector<double> quartic_by_nodes(std::span<const Planar> points, std::span<const double> weights,
                                     std::span<const double> xs, std::span<const double> ys, double radius);

}  // namespace atalaya::stats

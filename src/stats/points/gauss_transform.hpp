// Sums of Gaussians of many points at many places:
//
//     f(u) = sum over i of  w_i exp(-(u_x - x_i)^2 / (2 sd_x^2) - (u_y - y_i)^2 / (2 sd_y^2))
//
// Up to ten million pairs each is added as it is. Beyond, each point is laid on 6 x 6 nodes of a grid, nine to an sd, by
// the weights of Lagrange's interpolation; the nodes are convolved with the Gaussian cut at 6 sd, one axis at a time; each
// place is read off 6 x 6 nodes by the same weights. Then f(u) is within 1e-6 of the sum of the |w_i|:
//
//     one interpolation   e <= max |g^(6)| max |product of s - node| / 6! h^6 = 15 * 3.516 / 720 / 9^6 = 1.38e-7
//     laid and read       (1 + L) e an axis, L = 1.39 the sum of the weights' sizes; both axes 2 (1 + L) e = 6.6e-7
//     cut                 2 L^4 exp(-18) = 1.1e-7
//
// and nearer where points are far, as e falls off with them. Where the plane has too many nodes for its points (sd small
// beside it) pairs farther apart than 5.5 sd are left out instead, each worth less than 3e-7.
//
// Finite points and places; sd above 0; one weight a point. O(n + m + nodes), 8 bytes a node. The same bytes with vectors
// of any width.
//
// Sources: Wand 1994, Journal of Computational and Graphical Statistics 3, 433-445 (binned kernel estimators); Davis 1975,
// Interpolation and Approximation, section 3.1 (the remainder).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/points/gaussian_kernel.hpp"

namespace atalaya::stats {

inline constexpr double few_pairs = 1e7;
bool adds_each_pair(std::size_t points, std::size_t places);

std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    std::span<const Planar> places, Gaussian kernel);

// Each of xs at each of ys, both ascending: read a row at a time.
struct Lattice {
    std::span<const double> xs, ys;
    std::size_t count() const { return xs.size() * ys.size(); }
};
// At the lattice, row by row, and after it at the places. Who asks many times may say that fewer pairs are to be added each.
std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    const Lattice& cells, std::span<const Planar> places, Gaussian kernel,
                                    double few = few_pairs);

}  // namespace atalaya::stats

// Sums of Gaussians of many points at many places:
//
//     f(u) = sum over i of  w_i exp(-(u_x - x_i)^2 / (2 sd_x^2) - (u_y - y_i)^2 / (2 sd_y^2))
//
// Up to ten million pairs each is added as it is. Beyond, points are gathered in boxes of half an sd a side as the
// Hermite expansion of their sum about its centre, boxes are carried to boxes one axis at a time, and each place
// is read off the Taylor expansion of its box. Then f(u) is within 1e-6 of the sum of the |w_i|. Where the plane has
// too many boxes for its points (sd small beside it) pairs farther apart than 5.5 sd are left out instead, each worth
// less than 3e-7.
//
// Finite points and places; sd above 0; one weight a point. O(n + m + boxes). The same bytes on any machine.
//
// Sources: Greengard & Strain 1991, SIAM J. Sci. Stat. Comput. 12, 79-94 (fast Gauss transform).
#pragma once

#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/points/gaussian_kernel.hpp"

namespace atalaya::stats {

std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    std::span<const Planar> places, Gaussian kernel);

}  // namespace atalaya::stats

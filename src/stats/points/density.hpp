// Where do events concentrate? Kernel density of points in a window, whose edges hide what lies beyond them.
//
//     none       sum over i of  k(u - x_i)                            falls off at the edges
//     uniform    sum over i of  k(u - x_i) / e(u)                     right for a flat density; does not add up to n
//     diggle     sum over i of  k(u - x_i) / e(x_i)                   adds up to n over the window (Jones, Diggle)
//
// e(u) is the part of the kernel at u that lies inside. Densities are points per unit of area (m^2 for metres). Kernels:
// Gaussian of a standard deviation on each axis, cut nowhere (gauss_transform.hpp: pairs beyond ten million add up to
// 1e-6 of the kernel's top a point, or nearer); quartic of a radius (quartic_sums.hpp: each pair is added; quartic_nodes.hpp for
// more than ten million pairs of cells that are small beside the radius), k = 3 / (pi h^2) (1 - d^2 / h^2)^2 within h.
//
// Fails: not_a_number for a point that is missing or outside the window. Points that coincide add up. Requires
// bandwidths above 0. Gaussian O(n + m + nodes, 81 to a square sd) for n points, m places; quartic O(n + m + pairs within h).
//
// Sources: Diggle 1985, Applied Statistics 34, 138-147; Jones 1993, Statistics and Computing 3, 135-146; Berman & Diggle
// 1989, J. R. Stat. Soc. B 51, 81-92 (bandwidth); Scott 1992, Multivariate Density Estimation; Loader 1999, Local
// Regression and Likelihood (likelihood cross-validation).
#pragma once

#include <span>
#include <vector>

#include "stats/points/gauss_transform.hpp"
#include "stats/points/gaussian_kernel.hpp"
#include "stats/points/window.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

enum class EdgeCorrection { none, uniform, diggle };

struct Quartic {
    double radius{};
};

// At places within the window.
Maybe<std::vector<double>> density(std::span<const Planar> points, std::span<const Planar> places,
                                   const Window& window, Gaussian kernel,
                                   EdgeCorrection edge = EdgeCorrection::diggle);
Maybe<std::vector<double>> density(std::span<const Planar> points, std::span<const Planar> places,
                                   const Window& window, Quartic kernel,
                                   EdgeCorrection edge = EdgeCorrection::diggle);

struct CellCount {
    std::size_t columns{}, rows{};
};
// How quartics, and kernels of widths of their own, were added: each pair as it is, or within a bound that has to be told.
enum class Added { each_pair, in_groups, on_cells };
// At the centres of equal cells of the window, in the order of cell_centres, and at the points themselves (none unless
// asked for): both from one sum.
struct DensityMap {
    std::vector<double> cells, points;
    Added added = Added::each_pair;
};
Maybe<DensityMap> density_map(std::span<const Planar> points, const Window& window, CellCount cells,
                              Gaussian kernel, EdgeCorrection edge = EdgeCorrection::diggle,
                              bool at_points = true);
Maybe<DensityMap> density_map(std::span<const Planar> points, const Window& window, CellCount cells,
                              Quartic kernel, EdgeCorrection edge = EdgeCorrection::diggle,
                              bool at_points = true);

// The centres of columns x rows equal cells of the window, row by row from the lowest y.
std::vector<Planar> cell_centres(const Window& window, std::size_t columns, std::size_t rows);

// Scott's rule, n^(-1/6) times the standard deviation on each axis. Fails: too_few_values below 2 points, constant where
// an axis has no spread.
Maybe<Gaussian> bandwidth_by_scott(std::span<const Planar> points);

// The least mean square error of a flat kernel of radius h on a Cox process (Berman & Diggle), as a Gaussian: sd = h / 2.
// Looked for among 512 radii up to an eighth of the shorter side. Fails: too_few_values below 3 points.
Maybe<double> bandwidth_by_error(std::span<const Planar> points, const Window& window);

// The largest likelihood of each point under the diggle density of the others, among 128 sd in equal ratios from `least` to
// `most`; 0 stands for a hundredth, and for a half, of the shorter side. Fails: too_few_values below 3 points. 128 times
// all pairs up to a hundred thousand of them; beyond, 128 times gauss_transform, the logarithm of each point's density being
// within 1e-4, so that of two sd as likely as that the other may be told.
Maybe<double> bandwidth_by_likelihood(std::span<const Planar> points, const Window& window, double least = 0,
                                      double most = 0);

}  // namespace atalaya::stats

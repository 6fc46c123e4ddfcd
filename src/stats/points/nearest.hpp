// Are points clustered or spread out? The mean distance to the nearest other, and counts in quadrats.
//
//     R = mean distance / (1 / (2 sqrt(n / A)))               Clark & Evans: 1 by chance, below 1 clustered
//     z = (mean - expected) / sqrt((4 - pi) A / (4 pi) / n^2)
//     Donnelly: expected + (0.0514 + 0.0412 / sqrt n) P / n instead, A and P area and perimeter; it allows for
//     points whose nearest other lies outside the window
//     z = (mean - that) / sqrt(0.0703 A / n^2 + 0.037 P sqrt(A / n^5))
//
// Fails: too_few_values below 2 points; not_a_number for one that is missing or outside the window. O(n) where
// points are spread evenly.
//
//     quadrats: X2 = sum (O - n / k)^2 / (n / k) of k equal rectangles, chi2 with k - 1 degrees; the variance-mean ratio
//
// Sources: Clark & Evans 1954, Ecology 35, 445-453; Donnelly 1978, in Hodder (ed.), Simulation Methods in Archaeology.
#pragma once

#include <span>
#include <vector>

#include "stats/points/window.hpp"
#include "stats/spatial/autocorrelation.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct NearestIndex {
    double ratio{}, expected{}, z{};
    Tails p;  // low: of points as near as these or nearer; 1 each where nothing can vary
};
struct NearestNeighbours {
    double mean{};
    NearestIndex plain, donnelly;
};
Maybe<NearestNeighbours> nearest_neighbour_index(std::span<const Planar> points, const Window& window);

// From each point to its nearest other. Two points at least.
std::vector<double> nearest_distances(std::span<const Planar> points);

struct Quadrats {
    std::vector<std::size_t> counts;  // row by row from the lowest y, columns from the lowest x
    double chi2{};
    int df{};
    Tails p;  // high: of counts as uneven or more
    double variance_to_mean{};
};
// Fails also: too_few_values without points or with fewer than two quadrats.
Maybe<Quadrats> quadrat_test(std::span<const Planar> points, const Window& window, std::size_t columns,
                             std::size_t rows);

}  // namespace atalaya::stats

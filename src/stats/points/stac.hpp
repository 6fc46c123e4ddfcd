// Spatial and Temporal Analysis of Crime (STAC): the densest circles of a lattice, and what of them runs together.
//
// A circle of radius sqrt(2) `radius` lies about each node of a square lattice over the window. Of those with two points or
// more the `circles` with most points are taken (of equal ones the first from the lower left, row by row); circles that
// share a point are one cluster, which keeps all points of its circles. Clusters of fewer than `least` points are none.
//
// The original lays 20 x 20 nodes whatever the radius; here nodes are `spacing` apart, the radius unless said, so that the
// circles leave no gap. Clusters are numbered by their first point. Fails: not_a_number for a point that is missing or
// outside the window. radius > 0, spacing >= 0 (0: the radius), circles >= 1, least >= 2. O(nodes + points within reach of each).
//
// Sources: Illinois Criminal Justice Information Authority 1996, STAC User Manual; Block 1995, in Crime Analysis
// Through Computer Mapping, 15-32; Levine 2015, CrimeStat IV, chapter 8.
#pragma once

#include <span>

#include "stats/points/dbscan.hpp"
#include "stats/points/window.hpp"

namespace atalaya::stats {

struct StacModel {
    double radius{};
    double spacing = 0;
    std::size_t circles = 25;
    std::size_t least = 5;
};

struct Stac {
    std::vector<std::int32_t> of;  // of each point, 0 .. count - 1 or Clusters::noise
    std::size_t count{};
    std::size_t circles{};  // taken
};

Maybe<Stac> stac(std::span<const Planar> points, const Window& window, const StacModel& model);

// Nodes that a lattice over the window has.
double stac_nodes(const Window& window, const StacModel& model);

}  // namespace atalaya::stats

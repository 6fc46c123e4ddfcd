// Groups of points that last over many densities (HDBSCAN*): no radius to choose, clusters of different density.
//
// The core distance of a point is that to the `neighbours`-th nearest, itself included; two points are joined at
//
//     w = max(core of a, core of b, distance of a and b)
//
// From loose to tight (w falling) components split; a part of at least `least` points is a cluster of its own where two or
// more such parts split at once, and goes on being its parent where it is the only one; smaller parts fall out. Edges of
// equal w go together, so the answer does not depend on the order of the points. The stability of a cluster,
//
//     sum over its points of 1 / w at which it leaves - 1 / w at which the cluster begins
//
// decides which are told: those, never one within another, whose stabilities add up to most (a parent wins a tie). The whole
// is told only where `whole` allows. Where w is 0, half of the least w above it stands for it; all equal points are
// one cluster where `whole` allows it. Points of no told cluster are noise.
//
// Fails: not_a_number for a missing coordinate. Requires least >= 2, neighbours >= 1. O(n^2) time, O(n) memory.
//
// Source: Campello, Moulavi & Sander 2013, PAKDD, LNCS 7819, 160-172.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/points/dbscan.hpp"

namespace atalaya::stats {

struct LastingClusters {
    std::vector<std::int32_t> of;   // of each point, by first point, or Clusters::noise
    std::vector<double> stability;  // of each cluster, per unit of distance
};

struct HdbscanOptions {
    std::size_t least = 5;       // points of a cluster
    std::size_t neighbours = 5;  // of the core distance
    bool whole = false;
};

Maybe<LastingClusters> hdbscan(std::span<const Planar> points, const HdbscanOptions& options = {});

}  // namespace atalaya::stats

// Which events lie so close together that they form groups of any shape (DBSCAN)?
//
// A point is core when at least `least` points, itself included, are within `radius` of it (closed). Core points within the
// radius of each other are of one cluster; a point that is not core but within the radius of one joins the cluster of
// the nearest (of equally near ones, of the first), and is noise otherwise. Clusters are numbered by their first core
// point. Cores and noise do not depend on any order; which cluster a border point joins, by the rule above, neither.
//
// Fails: not_a_number for a missing coordinate. radius > 0, least >= 1. Squares of radius / sqrt 2 hold only points within reach
// of each other, and clusters are joined by union-find: O(n) squares, near O(n) where points are not packed at the
// edge of the radius.
//
// Source: Ester, Kriegel, Sander & Xu 1996, KDD-96, 226-231.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Clusters {
    static constexpr std::int32_t noise = -1;
    std::vector<std::int32_t> of;  // of each point, 0 .. count - 1 or noise
    std::vector<bool> core;
    std::size_t count{};
};

Maybe<Clusters> dbscan(std::span<const Planar> points, double radius, std::size_t least);

}  // namespace atalaya::stats

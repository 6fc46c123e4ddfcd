// Clusters of points under numbers that do not depend on the order of the rows.
#pragma once

#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/points/dbscan.hpp"

namespace atalaya::methods {

// New numbers of clusters 0 .. count - 1: the largest first, of equals the one with the least (x, y). O(n log n).
std::vector<std::size_t> numbers_by_size(std::span<const std::int32_t> of, std::span<const Planar> places,
                                         std::size_t count);

}  // namespace atalaya::methods

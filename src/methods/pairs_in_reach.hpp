// How many pairs of places are near one another, without looking at pairs: what work on them will take.
#pragma once

#include <vector>

#include "core/place.hpp"

namespace atalaya::methods {

// Pairs that a grid of cells as wide as `reach` (metres, above 0) has to try, as if the cells about each held as many places as it does:
// 4.5 n^2 for a cell of n, so never fewer than the pairs within a cell. O(n log n).
double pairs_in_reach(const std::vector<Planar>& places, double reach);

}  // namespace atalaya::methods

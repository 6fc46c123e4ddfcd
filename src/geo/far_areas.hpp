// Which areas lie so far from all others that a map of them all shows little but the way there.
#pragma once

#include <set>
#include <span>

#include "geo/area.hpp"

namespace atalaya::geo {

// Those beyond an empty stretch, from west to east or from south to north, that is longer than all that lies on its
// other side, where they are at most one in fifty of the areas: islands an ocean away. Indices into `boxes`, in
// degrees; none of fewer than fifty areas, nor of none. O(n log n).
std::set<std::size_t> far_areas(std::span<const Box> boxes);

}  // namespace atalaya::geo

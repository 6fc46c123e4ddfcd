// Whether a border crosses itself.
#pragma once

#include <optional>

#include "core/place.hpp"
#include "geo/area.hpp"

namespace atalaya::geo {

// A place where two edges of one polygon cross, each with an end on either side of the other: a bow tie, or a hole
// that leaves its border. Edges that touch, or lie on each other, do not cross. Nothing of a border as it should be, of a
// shape without area, or of an empty one. Edges are compared with those whose longitudes they share: O(n log n) for
// borders of ordinary shape, O(n^2) at worst.
std::optional<LonLat> crossing(const MultiPolygon& shape);

}  // namespace atalaya::geo

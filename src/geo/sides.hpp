// Sides that are straight where they were drawn and are curves elsewhere: from the plane of a projection to degrees, and
// from degrees (RFC 7946: a side is straight in longitude and latitude) to the plane of equal areas or of a system.
#pragma once

#include <vector>

#include "core/place.hpp"
#include "core/quantity.hpp"
#include "geo/area.hpp"
#include "geo/overlap.hpp"

namespace atalaya::geo {

class Projection;
class SystemPlane;

// A side is halved until the middle of each part lies no farther than this beside the line through its ends. Sides of half a
// kilometre need no point more; one of 80 km some 100. Two areas that share a part of a border and not its corners
// come as near to each other as twice this.
inline constexpr Metres side_tolerance{0.01};

// The points, in degrees, between the ends of a side that is straight in the system of `from`; the ends are left out. Ends before where
// the system has no such place. O(points), each of Projection::to_degrees().
std::vector<LonLat> between(Planar first, Planar last, const Projection& from);

// A shape on the plane of equal_area(). O(vertices + points between them).
PlanarShape on_equal_area(const MultiPolygon& shape);

// The same on the plane of a projected system. Throws Error{bad_input} where the system has no such place.
PlanarShape on_plane(const MultiPolygon& shape, const SystemPlane& plane);

}  // namespace atalaya::geo

// A plane on which areas are those of the ellipsoid.
#pragma once

#include "core/place.hpp"

namespace atalaya::geo {

// Lambert's cylindrical equal-area projection with authalic latitudes (Snyder 1987, eq. 3-12), in metres of the equator
// and of the axis: shapes are stretched away from the equator, their areas are right to rounding. Of no use for distances.
Planar equal_area(LonLat place);

}  // namespace atalaya::geo

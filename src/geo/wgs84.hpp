// The ellipsoid that positions are given on (NIMA TR8350.2, 2000, table 3.1).
#pragma once

#include <numbers>

namespace atalaya::geo::wgs84 {

inline constexpr double semi_major = 6378137.0;  // metres
inline constexpr double flattening = 1 / 298.257223563;
inline constexpr double eccentricity_squared = flattening * (2 - flattening);
inline constexpr double radians = std::numbers::pi / 180;  // in a degree

}  // namespace atalaya::geo::wgs84

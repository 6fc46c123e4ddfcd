#include "geo/plane.hpp"

#include <cmath>

#include "geo/wgs84.hpp"

namespace atalaya::geo {

LocalPlane::LocalPlane(LonLat origin) : origin_{origin} {
    using namespace wgs84;
    const double sine = std::sin(origin.lat * radians);
    const double bend = 1 - eccentricity_squared * sine * sine;
    const double across = semi_major / std::sqrt(bend);
    const double along = semi_major * (1 - eccentricity_squared) / (bend * std::sqrt(bend));
    metres_per_lon_ = across * std::cos(origin.lat * radians) * radians;
    metres_per_lat_ = along * radians;
}

}  // namespace atalaya::geo

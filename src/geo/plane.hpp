// A local plane in metres: equirectangular about an origin, with the ellipsoid's two
// radii of curvature there (WGS 84). Distances within 20 km of the origin are
// within 0.2 % at the latitudes of our cities; good for drawing and for tolerances, not for areas.
#pragma once

#include "core/place.hpp"

namespace atalaya::geo {

class LocalPlane {
  public:
    explicit LocalPlane(LonLat origin);

    Planar to(LonLat place) const {
        return {(place.lon - origin_.lon) * metres_per_lon_, (place.lat - origin_.lat) * metres_per_lat_};
    }
    LonLat back(Planar point) const {
        return {origin_.lon + point.x / metres_per_lon_, origin_.lat + point.y / metres_per_lat_};
    }

  private:
    LonLat origin_;
    double metres_per_lon_;
    double metres_per_lat_;
};

}  // namespace atalaya::geo

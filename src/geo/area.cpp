#include "geo/area.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "geo/equal_area.hpp"
#include "geo/wgs84.hpp"

namespace atalaya::geo {

namespace {

// q of Snyder 1987 (Map Projections, USGS PP 1395), eq. 3-12: an area between the
// equator and a latitude on the ellipsoid is a^2 / 2 * q * (width in radians).
double authalic_q(double lat) {
    using namespace wgs84;
    const double e = std::sqrt(eccentricity_squared);
    const double sine = std::sin(lat * radians);
    const double es = e * sine;
    return (1 - eccentricity_squared) * (sine / (1 - es * es) + std::atanh(es) / e);
}

double square_metres(const Ring& ring) {
    if (ring.empty()) return 0;
    const Planar origin = equal_area(ring.front());
    double twice = 0;
    Planar before{};
    for (const LonLat& place : ring) {
        const Planar there = equal_area(place);
        const Planar now{there.x - origin.x, there.y - origin.y};
        twice += before.x * now.y - now.x * before.y;
        before = now;
    }
    return std::abs(twice) / 2;
}

double square_metres(const Polygon& polygon) {
    double area = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        area += i == 0 ? square_metres(polygon[i]) : -square_metres(polygon[i]);
    }
    return area;
}

}  // namespace

Planar equal_area(LonLat place) {
    using namespace wgs84;
    return {semi_major * place.lon * radians, semi_major / 2 * authalic_q(place.lat)};
}

const std::string* Feature::property(std::string_view name) const {
    const auto found = std::ranges::find(properties, name, &std::pair<std::string, std::string>::first);
    return found == properties.end() ? nullptr : &found->second;
}

Box box_of(const MultiPolygon& shape) {
    constexpr double far = std::numeric_limits<double>::infinity();
    Box box{far, far, -far, -far};
    for (const Polygon& polygon : shape) {
        for (const Ring& ring : polygon) {
            for (const auto [lon, lat] : ring) {
                box.west = std::min(box.west, lon);
                box.east = std::max(box.east, lon);
                box.south = std::min(box.south, lat);
                box.north = std::max(box.north, lat);
            }
        }
    }
    return box;
}

double square_metres(const MultiPolygon& shape) {
    double area = 0;
    for (const Polygon& polygon : shape) area += square_metres(polygon);
    return area;
}

}  // namespace atalaya::geo

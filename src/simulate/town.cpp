#include "simulate/town.hpp"

#include <fmt/format.h>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"

namespace atalaya::simulate {
namespace {

// Degrees of the sphere of 6,371,008.8 m at the towns' latitude. Constants, so that no
// library's cosine can move a point.
constexpr double metres_per_degree = 111195.08;
constexpr double cosine_of_latitude = 0.802817;

double distance(Planar a, Planar b) {
    return std::sqrt((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y));
}

}  // namespace

int Town::residents() const {
    int sum = 0;
    for (const auto& barrio : barrios) sum += barrio.residents;
    return sum;
}

Planar Town::middle(const Segment& segment) const {
    const auto a = corners[segment.first], b = corners[segment.last];
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}

Planar Town::centre(int block) const {
    const int north_west = block / columns * (columns + 1) + block % columns;
    Planar sum;
    for (const int corner :
         {north_west, north_west + 1, north_west + columns + 1, north_west + columns + 2}) {
        sum = {sum.x + corners[corner].x, sum.y + corners[corner].y};
    }
    return {sum.x / 4, sum.y / 4};
}

Spot Town::spot(int segment, int block, double along) const {
    const auto& street = segments[segment];
    expects(block >= 0 && (block == street.left || block == street.right),
            "Town::spot: a block beside the street");
    constexpr double into_the_block = 6;
    const auto a = corners[street.first], b = corners[street.last], inside = centre(block);
    const Planar kerb{a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)};
    const double share = into_the_block / distance(kerb, inside);
    return {segment, block, {kerb.x + share * (inside.x - kerb.x), kerb.y + share * (inside.y - kerb.y)}};
}

LonLat Town::lonlat(Planar at) const {
    return {origin.lon + at.x / (metres_per_degree * cosine_of_latitude),
            origin.lat + at.y / metres_per_degree};
}

Planar Town::planar(LonLat at) const {
    return {(at.lon - origin.lon) * metres_per_degree * cosine_of_latitude,
            (at.lat - origin.lat) * metres_per_degree};
}

std::string segment_code(int segment) {
    return fmt::format("C{:04}", segment + 1);
}

std::string area_code(std::string_view name) {
    return replaced(folded(name), " ", "-");
}

geo::MultiPolygon frontage(const Town& town, const Segment& segment) {
    const auto point = [&](Planar at) { return town.lonlat(at); };
    const auto a = point(town.corners[segment.first]), b = point(town.corners[segment.last]);
    geo::Ring ring{a};
    if (segment.right >= 0) ring.push_back(point(town.centre(segment.right)));
    ring.push_back(b);
    if (segment.left >= 0) ring.push_back(point(town.centre(segment.left)));
    ring.push_back(a);
    return {{ring}};
}

}  // namespace atalaya::simulate

#include "geo/sides.hpp"

#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "geo/equal_area.hpp"
#include "geo/plane.hpp"
#include "geo/projection.hpp"
#include "geo/system_plane.hpp"

namespace atalaya::geo {

namespace {

constexpr int most_halvings = 12;
// Below this no projection in use bends a side by side_tolerance, nor does the plane of equal areas.
constexpr double straight_degrees = 0.005;

bool is_short(LonLat a, LonLat b) {
    return std::abs(a.lon - b.lon) < straight_degrees && std::abs(a.lat - b.lat) < straight_degrees;
}

Planar midway(Planar a, Planar b) {
    return {(a.x + b.x) / 2, (a.y + b.y) / 2};
}
LonLat midway(LonLat a, LonLat b) {
    return {(a.lon + b.lon) / 2, (a.lat + b.lat) / 2};
}

// How far a point lies beside the line through two others.
double off_line(Planar a, Planar b, Planar point) {
    const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
    if (length == 0) return std::hypot(point.x - a.x, point.y - a.y);
    return std::abs((point.x - a.x) * dy - (point.y - a.y) * dx) / length;
}

struct Projected {
    const Projection& from;
    std::vector<LonLat> points;

    void divide(Planar a, LonLat there_a, Planar b, LonLat there_b, int left) {
        if (left == 0 || is_short(there_a, there_b)) return;
        const Planar middle = midway(a, b);
        const auto there = from.to_degrees(middle.x, middle.y);
        if (!there) return;
        const LocalPlane plane{*there};
        if (off_line(plane.to(there_a), plane.to(there_b), {}) <= side_tolerance.value) return;
        divide(a, there_a, middle, *there, left - 1);
        points.push_back(*there);
        divide(middle, *there, b, there_b, left - 1);
    }
};

// The places of a ring on a plane that `to` leads to, and those between them.
template <class To>
struct Laid {
    const To& to;
    std::vector<Planar> ring;

    void add_side(LonLat a, Planar at_a, LonLat b, Planar at_b, int left) {
        if (left == 0 || is_short(a, b)) return;
        const LonLat middle = midway(a, b);
        const Planar at = to(middle);
        if (off_line(at_a, at_b, at) <= side_tolerance.value) return;
        add_side(a, at_a, middle, at, left - 1);
        ring.push_back(at);
        add_side(middle, at, b, at_b, left - 1);
    }
};

template <class To>
std::vector<Planar> laid(const Ring& ring, const To& to) {
    Laid<To> out{to, {}};
    out.ring.reserve(ring.size());
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Planar at = to(ring[i]);
        if (i > 0) out.add_side(ring[i - 1], to(ring[i - 1]), ring[i], at, most_halvings);
        out.ring.push_back(at);
    }
    return std::move(out.ring);
}

template <class To>
PlanarShape laid(const MultiPolygon& shape, const To& to) {
    PlanarShape out;
    for (const auto& polygon : shape) {
        auto& rings = out.emplace_back();
        for (const auto& ring : polygon) rings.push_back(laid(ring, to));
    }
    return out;
}

}  // namespace

std::vector<LonLat> between(Planar first, Planar last, const Projection& from) {
    Projected side{from, {}};
    const auto begin = from.to_degrees(first.x, first.y), end = from.to_degrees(last.x, last.y);
    if (begin && end) side.divide(first, *begin, last, *end, most_halvings);
    return std::move(side.points);
}

PlanarShape on_equal_area(const MultiPolygon& shape) {
    return laid(shape, [](LonLat place) { return equal_area(place); });
}

PlanarShape on_plane(const MultiPolygon& shape, const SystemPlane& plane) {
    return laid(shape, [&](LonLat place) {
        if (const auto at = plane.to(place)) return *at;
        throw Error{
            Fault::bad_input,
            message("plane: expected places that the projected system has, found longitude {}, latitude {}",
                    place.lon, place.lat)};
    });
}

}  // namespace atalaya::geo

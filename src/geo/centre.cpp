// The point of a polygon that is farthest from its border, found by cutting squares
// in four and looking first where the best could be: branch and bound on
//     distance anywhere in a square <= distance at its middle + half its diagonal.
#include <algorithm>
#include <cmath>
#include <queue>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "geo/plane.hpp"

namespace atalaya::geo {

namespace {

using Outline = std::vector<std::vector<Planar>>;  // rings in metres

struct Square {
    Planar middle;
    double half;      // of a side
    double distance;  // of the middle to the border; negative outside
    double bound() const { return distance + half * std::sqrt(2.0); }
};

struct Promising {
    bool operator()(const Square& a, const Square& b) const { return a.bound() < b.bound(); }
};

double distance_squared(Planar p, Planar a, Planar b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    const double t = length == 0 ? 0 : std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0);
    const double x = a.x + t * dx - p.x, y = a.y + t * dy - p.y;
    return x * x + y * y;
}

// To the nearest border; negative outside.
double distance_inside(Planar p, const Outline& outline) {
    bool inside = false;
    double nearest = std::numeric_limits<double>::infinity();
    for (const auto& ring : outline) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const Planar a = ring[i - 1], b = ring[i];
            if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y))
                inside = !inside;
            nearest = std::min(nearest, distance_squared(p, a, b));
        }
    }
    return inside ? std::sqrt(nearest) : -std::sqrt(nearest);
}

Square square_at(Planar middle, double half, const Outline& outline) {
    return {middle, half, distance_inside(middle, outline)};
}

Planar farthest_from_border(const Outline& outline, Planar low, Planar high) {
    const Planar middle{(low.x + high.x) / 2, (low.y + high.y) / 2};
    const double half = std::max(high.x - low.x, high.y - low.y) / 2;
    const double precision = half / 200;

    Square best = square_at(middle, half, outline);
    std::priority_queue<Square, std::vector<Square>, Promising> open;
    open.push(best);
    while (!open.empty() && open.top().bound() > best.distance + precision) {
        const Square square = open.top();
        open.pop();
        const double quarter = square.half / 2;
        for (const auto [x, y] : {Planar{-1, -1}, Planar{1, -1}, Planar{-1, 1}, Planar{1, 1}}) {
            const Planar at{square.middle.x + x * quarter, square.middle.y + y * quarter};
            const Square part = square_at(at, quarter, outline);
            if (part.distance > best.distance) best = part;
            if (part.bound() > best.distance + precision && quarter > precision / 4) open.push(part);
        }
    }
    return best.middle;
}

}  // namespace

LonLat centre_of(const MultiPolygon& shape) {
    expects(!shape.empty(), "centre_of: a shape with at least one polygon");
    const Polygon& largest = *std::ranges::max_element(
        shape, {}, [](const Polygon& polygon) { return square_metres(MultiPolygon{polygon}); });

    const Box box = box_of({largest});
    const LocalPlane plane{{(box.west + box.east) / 2, (box.south + box.north) / 2}};
    Outline outline;
    for (const Ring& ring : largest) {
        auto& points = outline.emplace_back();
        for (const LonLat& place : ring) points.push_back(plane.to(place));
    }
    return plane.back(
        farthest_from_border(outline, plane.to({box.west, box.south}), plane.to({box.east, box.north})));
}

}  // namespace atalaya::geo

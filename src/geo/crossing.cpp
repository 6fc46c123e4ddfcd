#include "geo/crossing.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace atalaya::geo {
namespace {

struct Edge {
    LonLat from, to;  // from west to east
};

// Twice the area of the triangle; 0 where it is too thin to say on which side of the line `p` is.
double side(const Edge& edge, LonLat p) {
    const double along = (edge.to.lon - edge.from.lon) * (p.lat - edge.from.lat);
    const double across = (edge.to.lat - edge.from.lat) * (p.lon - edge.from.lon);
    const double twice = along - across;
    // Coordinates have some seven decimals: below that a point is on the line.
    const double length = std::hypot(edge.to.lon - edge.from.lon, edge.to.lat - edge.from.lat);
    return std::abs(twice) <= 1e-7 * length ? 0 : twice;
}

bool apart(double a, double b) {
    return (a < 0 && b > 0) || (a > 0 && b < 0);
}

std::optional<LonLat> meeting(const Edge& a, const Edge& b) {
    const double from = side(a, b.from), to = side(a, b.to);
    if (!apart(from, to) || !apart(side(b, a.from), side(b, a.to))) return {};
    const double share = from / (from - to);
    return LonLat{b.from.lon + share * (b.to.lon - b.from.lon), b.from.lat + share * (b.to.lat - b.from.lat)};
}

std::optional<LonLat> crossing_of(const Polygon& polygon) {
    std::vector<Edge> edges;
    for (const auto& ring : polygon) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            Edge edge{ring[i - 1], ring[i]};
            if (edge.to.lon < edge.from.lon) std::swap(edge.from, edge.to);
            edges.push_back(edge);
        }
    }
    std::sort(edges.begin(), edges.end(),
              [](const Edge& a, const Edge& b) { return a.from.lon < b.from.lon; });
    std::vector<Edge> open;  // those that reach the longitude of the next one
    for (const auto& edge : edges) {
        std::erase_if(open, [&](const Edge& other) { return other.to.lon < edge.from.lon; });
        for (const auto& other : open)
            if (const auto place = meeting(other, edge)) return place;
        open.push_back(edge);
    }
    return {};
}

}  // namespace

std::optional<LonLat> crossing(const MultiPolygon& shape) {
    for (const auto& polygon : shape)
        if (const auto place = crossing_of(polygon)) return place;
    return {};
}

}  // namespace atalaya::geo

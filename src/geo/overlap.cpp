#include "geo/overlap.hpp"

#include <algorithm>
#include <limits>

namespace atalaya::geo {

namespace {

constexpr double sliver = 1e-9;

struct PlanarBox {
    double west = std::numeric_limits<double>::infinity(), south = west, east = -west, north = -west;

    void take(Planar at) {
        west = std::min(west, at.x), east = std::max(east, at.x);
        south = std::min(south, at.y), north = std::max(north, at.y);
    }
};

// From west to east; `sign` is +1 where the shape lies below it.
struct Edge {
    double x0, y0, x1, y1;
    double sign;

    double at(double x) const { return y0 + (y1 - y0) * ((x - x0) / (x1 - x0)); }
};

struct Edges {
    std::vector<Edge> edges;
    PlanarBox box;
    double area = 0;
};

// Twice the area, positive where the ring turns as a clock does.
double turning(const std::vector<Planar>& ring) {
    double twice = 0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Planar &a = ring[i], &b = ring[(i + 1) % ring.size()];
        twice += (b.x - a.x) * ((a.y - ring[0].y) + (b.y - ring[0].y));
    }
    return twice;
}

void add_ring(Edges& out, const std::vector<Planar>& ring, bool hole) {
    const double twice = turning(ring);
    const double way = (twice < 0 ? -1 : 1) * (hole ? -1.0 : 1.0);
    out.area += way * twice / 2;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const Planar &a = ring[i], &b = ring[(i + 1) % ring.size()];
        out.box.take(a);
        if (a.x < b.x) out.edges.push_back({a.x, a.y, b.x, b.y, way});
        if (a.x > b.x) out.edges.push_back({b.x, b.y, a.x, a.y, -way});
    }
}

Edges edges_of(const PlanarShape& shape) {
    Edges out;
    for (const auto& polygon : shape) {
        for (std::size_t i = 0; i < polygon.size(); ++i) add_ring(out, polygon[i], i > 0);
    }
    std::ranges::sort(out.edges, {}, &Edge::x0);
    return out;
}

// Of the lower of both, above `baseline`, between `from` and `to`.
double below_both(const Edge& a, const Edge& b, double from, double to, double baseline) {
    const double a0 = a.at(from), b0 = b.at(from), a1 = a.at(to), b1 = b.at(to);
    const auto under = [&](double y0, double y1, double width) {
        return ((y0 - baseline) + (y1 - baseline)) / 2 * width;
    };
    const double before = a0 - b0, after = a1 - b1;
    if (before * after >= 0) {
        const bool first = before + after <= 0;
        return under(first ? a0 : b0, first ? a1 : b1, to - from);
    }
    const double share = before / (before - after);
    const double middle = from + share * (to - from), y = a0 + share * (a1 - a0);
    return under(std::min(a0, b0), y, middle - from) + under(y, std::min(a1, b1), to - middle);
}

double overlap(const Edges& a, const Edges& b) {
    const double from = std::max(a.box.west, b.box.west), to = std::min(a.box.east, b.box.east);
    const double low = std::max(a.box.south, b.box.south), high = std::min(a.box.north, b.box.north);
    if (!(from < to && low < high)) return 0;
    const double baseline = std::min(a.box.south, b.box.south);
    double sum = 0;
    for (const Edge& one : a.edges) {
        if (one.x0 >= to) break;
        if (one.x1 <= from) continue;
        for (const Edge& other : b.edges) {
            if (other.x0 >= one.x1) break;
            const double left = std::max(one.x0, other.x0), right = std::min(one.x1, other.x1);
            if (left < right) sum += one.sign * other.sign * below_both(one, other, left, right, baseline);
        }
    }
    return std::max(0.0, sum);
}

}  // namespace

double area(const PlanarShape& shape) {
    return edges_of(shape).area;
}

double overlap(const PlanarShape& a, const PlanarShape& b) {
    return overlap(edges_of(a), edges_of(b));
}

std::vector<Overlap> overlaps(std::span<const PlanarShape> sources, std::span<const PlanarShape> targets) {
    std::vector<Edges> of_targets;
    for (const auto& target : targets) of_targets.push_back(edges_of(target));
    std::vector<Overlap> out;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const Edges source = edges_of(sources[i]);
        for (std::size_t j = 0; j < targets.size(); ++j) {
            const double common = overlap(source, of_targets[j]);
            if (common > sliver * std::min(source.area, of_targets[j].area)) out.push_back({i, j, common});
        }
    }
    return out;
}

}  // namespace atalaya::geo

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>

#include "core/error.hpp"
#include "geo/area.hpp"
#include "geo/point_grid.hpp"
#include "geo/topology.hpp"

namespace atalaya::geo {

namespace {

constexpr double weld_metres = 1;

// Twice the signed area of the triangle.
double turn(Planar a, Planar b, Planar c) {
    return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

bool holds(Planar a, Planar b, Planar c, Planar p) {
    const double u = turn(a, b, p), v = turn(b, c, p), w = turn(c, a, p);
    return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
}

// One place of an arc. The ends of an arc stay.
struct Node {
    Vertex vertex;
    std::uint32_t arc;
    std::uint32_t before, after;
    std::uint32_t stamp;  // grows when the triangle changes; older entries of the queue are void
    bool end;
};

struct Candidate {
    double area;
    std::uint32_t node;
    std::uint32_t stamp;

    // The smallest first; of equals, the first in order.
    friend bool operator<(const Candidate& a, const Candidate& b) {
        return a.area != b.area ? a.area > b.area : a.node > b.node;
    }
};

// How many inner vertices each arc may lose and still bound something: a loop keeps
// two, arcs that join the same two junctions one each.
std::vector<int> spare_vertices(const std::vector<std::vector<Vertex>>& arcs) {
    std::map<std::pair<Vertex, Vertex>, int> between;
    for (const auto& arc : arcs) ++between[std::minmax(arc.front(), arc.back())];

    std::vector<int> spare;
    for (const auto& arc : arcs) {
        const bool loop = arc.front() == arc.back();
        const bool twin = between[std::minmax(arc.front(), arc.back())] > 1;
        spare.push_back(static_cast<int>(arc.size()) - 2 - (loop ? 2 : twin ? 1 : 0));
    }
    return spare;
}

class Simplifier {
  public:
    explicit Simplifier(const Topology& topology)
        : topology_{topology},
          grid_{grid_over(topology.points)},
          gone_(topology.points.size(), false),
          spare_{spare_vertices(topology.arcs)} {
        for (Vertex v = 0; v < topology.points.size(); ++v) grid_.add(v, topology.points[v]);
        for (std::uint32_t arc = 0; arc < topology.arcs.size(); ++arc) add(arc);
    }

    std::vector<std::vector<Vertex>> run(double smallest_area) {
        for (std::uint32_t i = 0; i < nodes_.size(); ++i) offer(i);
        while (!queue_.empty() && queue_.top().area < smallest_area) {
            const Candidate next = queue_.top();
            queue_.pop();
            const Node& node = nodes_[next.node];
            if (gone_[node.vertex] || node.stamp != next.stamp) continue;
            if (spare_[node.arc] > 0 && !triangle_holds_another(node)) remove(node);
        }
        return remaining();
    }

  private:
    static PointGrid grid_over(const std::vector<Planar>& points) {
        Planar low = points.front(), high = low;
        for (const auto [x, y] : points) {
            low = {std::min(low.x, x), std::min(low.y, y)};
            high = {std::max(high.x, x), std::max(high.y, y)};
        }
        return {low, high, points.size()};
    }

    void add(std::uint32_t arc) {
        const auto& vertices = topology_.arcs[arc];
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            const auto at = static_cast<std::uint32_t>(nodes_.size());
            nodes_.push_back({vertices[i], arc, at - 1, at + 1, 0, i == 0 || i + 1 == vertices.size()});
        }
    }

    Planar point(std::uint32_t node) const { return topology_.points[nodes_[node].vertex]; }

    void offer(std::uint32_t at) {
        Node& node = nodes_[at];
        if (node.end) return;
        const double area = std::abs(turn(point(node.before), point(at), point(node.after))) / 2;
        queue_.push({area, at, ++node.stamp});
    }

    // Taking the corner off would then carry the line over that vertex.
    bool triangle_holds_another(const Node& node) const {
        const Vertex ids[] = {nodes_[node.before].vertex, node.vertex, nodes_[node.after].vertex};
        const Planar a = topology_.points[ids[0]], b = topology_.points[ids[1]], c = topology_.points[ids[2]];
        bool found = false;
        grid_.near({std::min({a.x, b.x, c.x}), std::min({a.y, b.y, c.y})},
                   {std::max({a.x, b.x, c.x}), std::max({a.y, b.y, c.y})}, [&](Vertex v) {
                       if (gone_[v] || std::ranges::find(ids, v) != std::end(ids)) return;
                       found = found || holds(a, b, c, topology_.points[v]);
                   });
        return found;
    }

    void remove(const Node& node) {
        gone_[node.vertex] = true;
        --spare_[node.arc];
        nodes_[node.before].after = node.after;
        nodes_[node.after].before = node.before;
        offer(node.before);
        offer(node.after);
    }

    std::vector<std::vector<Vertex>> remaining() const {
        std::vector<std::vector<Vertex>> arcs(topology_.arcs.size());
        for (const Node& node : nodes_) {
            if (!gone_[node.vertex]) arcs[node.arc].push_back(node.vertex);
        }
        return arcs;
    }

    const Topology& topology_;
    PointGrid grid_;
    std::vector<bool> gone_;
    std::vector<int> spare_;
    std::vector<Node> nodes_;
    std::priority_queue<Candidate> queue_;
};

}  // namespace

std::vector<MultiPolygon> simplified_together(std::span<const MultiPolygon> shapes, double tolerance) {
    expects(tolerance >= 0, "simplified_together: tolerance >= 0");
    Topology topology = topology_of(shapes, weld_metres);
    if (topology.points.empty()) return std::vector<MultiPolygon>(shapes.size());
    topology.arcs = Simplifier{topology}.run(tolerance * tolerance / 2);
    return shapes_of(topology);
}

}  // namespace atalaya::geo

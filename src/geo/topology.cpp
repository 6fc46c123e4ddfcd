#include "geo/topology.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "core/error.hpp"
#include "geo/plane.hpp"
#include "geo/point_grid.hpp"

namespace atalaya::geo {

namespace {

using VertexRing = std::vector<Vertex>;  // open: the last vertex is joined to the first

constexpr Vertex none = std::numeric_limits<Vertex>::max();

double squared(Planar a, Planar b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

// Where along a-b the point p lies, 0..1, if it is within `reach` of the line between them.
std::optional<double> place_along(Planar a, Planar b, Planar p, double reach) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double t = ((p.x - a.x) * dx + (p.y - a.y) * dy) / (dx * dx + dy * dy);
    if (!(t > 0 && t < 1) || squared(p, {a.x + t * dx, a.y + t * dy}) > reach * reach) return std::nullopt;
    return t;
}

class Welder {
  public:
    Welder(Topology& topology, Planar low, Planar high, std::size_t vertices, double weld)
        : topology_{topology}, grid_{low, high, vertices}, weld_{weld} {}

    Vertex vertex_at(LonLat place, Planar point) {
        Vertex nearest = none;
        double least = weld_ * weld_;
        around(point, point, [&](Vertex other) {
            const double distance = squared(point, topology_.points[other]);
            if (distance < least || (distance == least && other < nearest)) nearest = other, least = distance;
        });
        if (nearest != none) return nearest;
        const auto fresh = static_cast<Vertex>(topology_.points.size());
        topology_.places.push_back(place);
        topology_.points.push_back(point);
        grid_.add(fresh, point);
        return fresh;
    }

    // The ring with the vertices of others that lie on its lines.
    VertexRing joined(const VertexRing& ring) {
        mark_.resize(topology_.points.size(), 0);
        ++round_;
        for (const Vertex v : ring) mark_[v] = round_;

        VertexRing longer;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            longer.push_back(ring[i]);
            append_between(ring[i], ring[(i + 1) % ring.size()], longer);
        }
        return longer;
    }

  private:
    template <class Visit>
    void around(Planar a, Planar b, Visit visit) const {
        grid_.near({std::min(a.x, b.x) - weld_, std::min(a.y, b.y) - weld_},
                   {std::max(a.x, b.x) + weld_, std::max(a.y, b.y) + weld_}, visit);
    }

    void append_between(Vertex from, Vertex to, VertexRing& ring) {
        const Planar a = topology_.points[from], b = topology_.points[to];
        std::vector<std::pair<double, Vertex>> between;
        around(a, b, [&](Vertex v) {
            if (mark_[v] == round_) return;
            if (const auto t = place_along(a, b, topology_.points[v], weld_)) {
                between.emplace_back(*t, v);
                mark_[v] = round_;
            }
        });
        std::ranges::sort(between);
        for (const auto& [t, v] : between) ring.push_back(v);
    }

    Topology& topology_;
    PointGrid grid_;
    double weld_;
    std::vector<std::uint32_t> mark_;
    std::uint32_t round_ = 0;
};

// Drops repeated vertices and spikes (a, b, a), around the ring's end too.
VertexRing cleaned(const VertexRing& ring) {
    VertexRing clean;
    const auto push = [&clean](Vertex v) {
        if (clean.size() >= 2 && clean[clean.size() - 2] == v) {
            clean.pop_back();
        } else if (clean.empty() || clean.back() != v) {
            clean.push_back(v);
        }
    };
    for (const Vertex v : ring) push(v);
    while (clean.size() >= 2 && clean.front() == clean.back()) clean.pop_back();
    while (clean.size() >= 3 && clean[1] == clean.back()) {
        clean.erase(clean.begin());
        clean.pop_back();
    }
    return clean.size() >= 3 ? clean : VertexRing{};
}

// Which vertices have other than two neighbours.
class Junctions {
  public:
    explicit Junctions(std::size_t vertices) : neighbours_(vertices, {none, none}), many_(vertices, false) {}

    void add(const VertexRing& ring) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Vertex a = ring[i], b = ring[(i + 1) % ring.size()];
            meet(a, b);
            meet(b, a);
        }
    }
    bool operator[](Vertex v) const { return many_[v]; }

  private:
    void meet(Vertex v, Vertex other) {
        auto& [first, second] = neighbours_[v];
        if (first == other || second == other) return;
        if (first == none)
            first = other;
        else if (second == none)
            second = other;
        else
            many_[v] = true;
    }

    std::vector<std::pair<Vertex, Vertex>> neighbours_;
    std::vector<bool> many_;
};

class ArcBook {
  public:
    explicit ArcBook(std::vector<std::vector<Vertex>>& arcs) : arcs_{arcs} {}

    ArcUse use(std::vector<Vertex> arc) {
        std::vector<Vertex> turned{arc.rbegin(), arc.rend()};
        const bool reversed = turned < arc;
        if (reversed) arc.swap(turned);
        const auto [at, fresh] = known_.emplace(std::move(arc), static_cast<std::uint32_t>(arcs_.size()));
        if (fresh) arcs_.push_back(at->first);
        return {at->second, reversed};
    }

  private:
    std::vector<std::vector<Vertex>>& arcs_;
    std::map<std::vector<Vertex>, std::uint32_t> known_;
};

Topology::RingArcs cut(VertexRing ring, const Junctions& junctions, ArcBook& book) {
    auto start = std::ranges::find_if(ring, [&](Vertex v) { return junctions[v]; });
    if (start == ring.end()) start = std::ranges::min_element(ring);  // the same place for whoever shares it
    std::ranges::rotate(ring, start);
    ring.push_back(ring.front());

    Topology::RingArcs uses;
    std::size_t first = 0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        if (i + 1 < ring.size() && !junctions[ring[i]]) continue;
        uses.push_back(book.use({ring.begin() + static_cast<std::ptrdiff_t>(first),
                                 ring.begin() + static_cast<std::ptrdiff_t>(i) + 1}));
        first = i;
    }
    return uses;
}

Box joint_box(std::span<const MultiPolygon> shapes) {
    MultiPolygon all;
    for (const MultiPolygon& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    return box_of(all);
}

std::size_t vertices_in(std::span<const MultiPolygon> shapes) {
    std::size_t n = 0;
    for (const MultiPolygon& shape : shapes) {
        for (const Polygon& polygon : shape) {
            for (const Ring& ring : polygon) n += ring.size();
        }
    }
    return n;
}

}  // namespace

Topology topology_of(std::span<const MultiPolygon> shapes, double weld) {
    expects(weld > 0, "topology_of: weld > 0");
    Topology topology;
    topology.shapes.resize(shapes.size());
    const std::size_t vertices = vertices_in(shapes);
    if (vertices == 0) return topology;

    const Box box = joint_box(shapes);
    const LocalPlane plane{{(box.west + box.east) / 2, (box.south + box.north) / 2}};
    Welder welder{topology, plane.to({box.west, box.south}), plane.to({box.east, box.north}), vertices, weld};

    std::vector<std::vector<std::vector<VertexRing>>> rings(shapes.size());
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        for (const Polygon& polygon : shapes[i]) {
            auto& welded = rings[i].emplace_back();
            for (const Ring& ring : polygon) {
                auto& vertex_ring = welded.emplace_back();
                for (const LonLat& place : ring)
                    vertex_ring.push_back(welder.vertex_at(place, plane.to(place)));
            }
        }
    }

    Junctions junctions{topology.points.size()};
    for (auto& shape : rings) {
        for (auto& polygon : shape) {
            for (VertexRing& ring : polygon) {
                ring = cleaned(welder.joined(cleaned(ring)));
                junctions.add(ring);
            }
        }
    }

    ArcBook book{topology.arcs};
    for (std::size_t i = 0; i < rings.size(); ++i) {
        for (auto& polygon : rings[i]) {
            if (polygon.front().empty()) continue;  // the outer ring is gone, its holes with it
            auto& cut_polygon = topology.shapes[i].emplace_back();
            for (VertexRing& ring : polygon) {
                if (!ring.empty()) cut_polygon.push_back(cut(std::move(ring), junctions, book));
            }
        }
    }
    return topology;
}

std::vector<MultiPolygon> shapes_of(const Topology& topology) {
    const auto append = [&topology](Ring& ring, const ArcUse& use) {
        std::vector<Vertex> arc = topology.arcs[use.arc];
        if (use.reversed) std::ranges::reverse(arc);
        if (!ring.empty()) ring.pop_back();  // the junction, which the arc repeats
        for (const Vertex v : arc) ring.push_back(topology.places[v]);
    };

    std::vector<MultiPolygon> shapes;
    for (const auto& arcs_of_shape : topology.shapes) {
        MultiPolygon& shape = shapes.emplace_back();
        for (const auto& arcs_of_polygon : arcs_of_shape) {
            Polygon& polygon = shape.emplace_back();
            for (const auto& uses : arcs_of_polygon) {
                Ring& ring = polygon.emplace_back();
                for (const ArcUse& use : uses) append(ring, use);
            }
        }
    }
    return shapes;
}

}  // namespace atalaya::geo

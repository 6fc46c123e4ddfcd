// Streets as lines that meet at nodes: places on them, and how far they are along the streets.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

struct Segment {
    Planar from, to;
};

// A place on an edge, so far from its first node.
struct OnEdge {
    std::uint32_t edge{};
    double along{};
    friend auto operator<=>(const OnEdge&, const OnEdge&) = default;
};

class LineNetwork {
  public:
    struct Edge {
        std::uint32_t nodes[2];
        double length;
        std::uint32_t segment;  // which of those given
    };
    // An edge as a node sees it: the end at which they meet. A loop is seen twice.
    struct End {
        std::uint32_t edge;
        int end;  // 0 or 1
    };
    struct Nearest {
        OnEdge at;
        double away;  // metres
    };

    // Ends that round to the same millimetre are one node; lines that cross elsewhere do not meet. Segments of no length
    // are left out. Finite coordinates, at least one segment with a length. O(n log n).
    explicit LineNetwork(std::span<const Segment> segments);

    std::size_t nodes() const { return first_.size() - 1; }
    std::span<const Edge> edges() const { return edges_; }
    std::span<const End> at(std::uint32_t node) const {
        return {ends_.data() + first_[node], first_[node + 1] - first_[node]};
    }
    double length() const { return length_; }
    Planar place(OnEdge at) const;

    // The place of an edge nearest to a point.
    Nearest nearest(std::uint32_t edge, Planar point) const;

    // The shortest way along the network from a place to every node, infinity where it is longer than `reach` or there is
    // none. O(edges within reach, times log).
    std::vector<double> ways(OnEdge from, double reach) const;
    // The shortest way from `from`, whose ways() these are, to another place.
    double way(std::span<const double> ways, OnEdge from, OnEdge to) const;
    // How many places of the network lie at exactly this distance > 0 from `from`; those nearer to each
    // other than a thousandth of the shortest street are one.
    std::size_t places_at(std::span<const double> ways, OnEdge from, double distance) const;

  private:
    std::vector<Segment> segments_;  // of each edge
    std::vector<Edge> edges_;
    std::vector<std::size_t> first_;
    std::vector<End> ends_;
    double length_ = 0;
    double one_place_ = std::numeric_limits<double>::infinity();
};

// Finds the street that a point lies on.
class NearestStreet {
  public:
    // The network outlives it.
    explicit NearestStreet(const LineNetwork& network);
    NearestStreet(const NearestStreet&) = delete;
    NearestStreet& operator=(const NearestStreet&) = delete;

    // The nearest place of the network, of equally near ones the first edge's. O(edges within reach of the longest one).
    LineNetwork::Nearest to(Planar point) const;

  private:
    static std::vector<Planar> middles(const LineNetwork& network);

    const LineNetwork& network_;
    std::vector<Planar> middles_;
    PlaceGrid grid_;
    double longest_ = 0;
};

}  // namespace atalaya::stats

// Streets as lines that meet at nodes: places on them, and how far they are along the streets.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
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

    // Ends nearer to each other than this are one place: a thousandth of the shortest street.
    double one_place() const { return one_place_; }

  private:
    std::vector<Segment> segments_;  // of each edge
    std::vector<Edge> edges_;
    std::vector<std::size_t> first_;
    std::vector<End> ends_;
    double length_ = 0;
    double one_place_ = std::numeric_limits<double>::infinity();
};

// The shortest ways from one place after another, as far as a reach: what is farther is not looked at, and nothing is
// allocated anew.
class WaysWithin {
  public:
    // The network outlives it.
    explicit WaysWithin(const LineNetwork& network);
    WaysWithin(const WaysWithin&) = delete;
    WaysWithin& operator=(const WaysWithin&) = delete;

    // O(edges within reach, times log).
    void start(OnEdge from, double reach);
    // The shortest way from there to a node, and to another place; infinity where it is longer than the reach. To a place on an
    // edge of which an end is within it, a longer one may be told.
    double to(std::uint32_t node) const { return ways_[node]; }
    double to(OnEdge place) const;
    // Edges of which an end is within reach, and that of the start; each once, in no order.
    std::span<const std::uint32_t> edges() const { return edges_; }
    // How many places of the network lie at exactly this distance, above 0 and no more than the reach; those nearer to each
    // other than one_place() are one. O(edges within reach).
    std::size_t places_at(double distance) const;

  private:
    void go(std::uint32_t node, double way, double reach);

    const LineNetwork& network_;
    OnEdge from_{};
    std::vector<double> ways_;        // one a node, infinity where it was not reached
    std::vector<std::uint32_t> met_;  // nodes that were
    std::vector<std::uint32_t> edges_;
    std::vector<char> has_edge_;
    std::vector<std::pair<double, std::uint32_t>> steps_;  // a heap
};

// Finds the street that a point lies on.
class NearestStreet {
  public:
    // The network outlives it.
    explicit NearestStreet(const LineNetwork& network);
    NearestStreet(const NearestStreet&) = delete;
    NearestStreet& operator=(const NearestStreet&) = delete;

    // The nearest place of the network, of equally near ones the first edge's. O(pieces of street within reach), pieces no
    // longer than two streets of the mean length.
    LineNetwork::Nearest to(Planar point) const;

  private:
    struct Piece {
        Planar middle;
        std::uint32_t edge;
    };
    static double piece_length(const LineNetwork& network);
    static std::vector<Piece> pieces(const LineNetwork& network);
    static std::vector<Planar> middles(const std::vector<Piece>& pieces);

    const LineNetwork& network_;
    std::vector<Piece> pieces_;
    std::vector<Planar> middles_;
    PlaceGrid grid_;
};

}  // namespace atalaya::stats

#include "stats/points/line_network.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <tuple>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

using Millimetres = std::pair<std::int64_t, std::int64_t>;
Millimetres rounded(Planar p) {
    return {std::llround(p.x * 1000), std::llround(p.y * 1000)};
}

// Of places at exactly this distance, those within one edge whose ends are `a` and `b` away: not at its ends.
std::size_t within_edge(double a, double b, double length, double distance, double one_place) {
    const auto from = [&](double start, double other) {
        const double along = distance - start;
        // Beyond where the ways from both ends meet it is nearer by the other end.
        const double meeting = std::isfinite(other) ? (other + length - start) / 2 : length;
        return along > one_place && along < length - one_place && along <= meeting + one_place;
    };
    const bool first = std::isfinite(a) && from(a, b), second = std::isfinite(b) && from(b, a);
    // Near the furthest place, (a + b + length) / 2 away, both sides tell of the same one.
    if (first && second && std::abs(2 * distance - a - b - length) <= 2 * one_place) return 1;
    return std::size_t{first} + std::size_t{second};
}

}  // namespace

LineNetwork::LineNetwork(std::span<const Segment> segments) {
    std::vector<Millimetres> nodes;
    for (const auto& one : segments) {
        nodes.push_back(rounded(one.from));
        nodes.push_back(rounded(one.to));
    }
    std::ranges::sort(nodes);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    const auto number = [&](Planar p) {
        return static_cast<std::uint32_t>(std::ranges::lower_bound(nodes, rounded(p)) - nodes.begin());
    };
    first_.assign(nodes.size() + 1, 0);
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
        const auto& one = segments[i];
        const double length = std::hypot(one.to.x - one.from.x, one.to.y - one.from.y);
        if (!(length > 0)) continue;
        edges_.push_back({{number(one.from), number(one.to)}, length, i});
        segments_.push_back(one);
        length_ += length;
        one_place_ = std::min(one_place_, length / 1000);
        for (const auto node : edges_.back().nodes) ++first_[node + 1];
    }
    expects(!edges_.empty(), "a network has a line with a length");
    for (std::size_t n = 1; n < first_.size(); ++n) first_[n] += first_[n - 1];
    ends_.resize(first_.back());
    auto next = first_;
    for (std::uint32_t e = 0; e < edges_.size(); ++e)
        for (const int end : {0, 1}) ends_[next[edges_[e].nodes[end]]++] = {e, end};
}

Planar LineNetwork::place(OnEdge at) const {
    const auto& [from, to] = segments_[at.edge];
    const double part = at.along / edges_[at.edge].length;
    return {from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)};
}

LineNetwork::Nearest LineNetwork::nearest(std::uint32_t edge, Planar point) const {
    const auto& [from, to] = segments_[edge];
    const double dx = to.x - from.x, dy = to.y - from.y, length = edges_[edge].length;
    const double along =
        std::clamp(((point.x - from.x) * dx + (point.y - from.y) * dy) / length, 0.0, length);
    const Planar foot = place({edge, along});
    return {{edge, along}, std::hypot(point.x - foot.x, point.y - foot.y)};
}

NearestStreet::NearestStreet(const LineNetwork& network)
    : network_{network},
      pieces_{pieces(network)},
      middles_{middles(pieces_)},
      grid_{middles_, piece_length(network)} {}

double NearestStreet::piece_length(const LineNetwork& network) {
    return 2 * network.length() / static_cast<double>(network.edges().size());
}

std::vector<NearestStreet::Piece> NearestStreet::pieces(const LineNetwork& network) {
    std::vector<Piece> out;
    for (std::uint32_t e = 0; e < network.edges().size(); ++e) {
        const double length = network.edges()[e].length, count = std::ceil(length / piece_length(network));
        for (double i = 0; i < count; ++i) out.push_back({network.place({e, (i + 0.5) * length / count}), e});
    }
    return out;
}

std::vector<Planar> NearestStreet::middles(const std::vector<Piece>& pieces) {
    std::vector<Planar> out;
    for (const auto& piece : pieces) out.push_back(piece.middle);
    return out;
}

LineNetwork::Nearest NearestStreet::to(Planar point) const {
    LineNetwork::Nearest best{{}, infinity};
    // A piece lies within half its length of its middle.
    const double length = piece_length(network_);
    for (double reach = length;; reach *= 2) {
        grid_.within(point, reach, [&](std::uint32_t at, double) {
            const auto edge = pieces_[at].edge;
            const auto found = network_.nearest(edge, point);
            if (std::tie(found.away, edge) < std::tie(best.away, best.at.edge)) best = found;
        });
        if (best.away + length / 2 <= reach) return best;
    }
}

WaysWithin::WaysWithin(const LineNetwork& network)
    : network_{network}, ways_(network.nodes(), infinity), has_edge_(network.edges().size(), 0) {}

void WaysWithin::go(std::uint32_t node, double way, double reach) {
    if (way > reach || way >= ways_[node]) return;
    if (ways_[node] == infinity) met_.push_back(node);
    ways_[node] = way;
    steps_.emplace_back(way, node);
    std::ranges::push_heap(steps_, std::greater<>{});
}

void WaysWithin::start(OnEdge from, double reach) {
    for (const auto node : met_) ways_[node] = infinity;
    for (const auto edge : edges_) has_edge_[edge] = 0;
    met_.clear();
    edges_.assign(1, from.edge);
    has_edge_[from.edge] = 1;
    from_ = from;
    const auto& edge = network_.edges()[from.edge];
    go(edge.nodes[0], from.along, reach);
    go(edge.nodes[1], edge.length - from.along, reach);
    while (!steps_.empty()) {
        std::ranges::pop_heap(steps_, std::greater<>{});
        const auto [way, node] = steps_.back();
        steps_.pop_back();
        if (way > ways_[node]) continue;
        for (const auto [e, end] : network_.at(node)) {
            if (!has_edge_[e]) edges_.push_back(e), has_edge_[e] = 1;
            const auto& next = network_.edges()[e];
            go(next.nodes[1 - end], way + next.length, reach);
        }
    }
}

double WaysWithin::to(OnEdge place) const {
    const auto& edge = network_.edges()[place.edge];
    const double round =
        std::min(ways_[edge.nodes[0]] + place.along, ways_[edge.nodes[1]] + edge.length - place.along);
    return from_.edge == place.edge ? std::min(round, std::abs(from_.along - place.along)) : round;
}

std::size_t WaysWithin::places_at(double distance) const {
    const double one_place = network_.one_place();
    std::size_t count = 0;
    for (const auto node : met_) count += std::abs(ways_[node] - distance) <= one_place;
    for (const auto e : edges_) {
        const auto& [nodes, length, segment] = network_.edges()[e];
        const double a = ways_[nodes[0]], b = ways_[nodes[1]];
        if (e == from_.edge) {
            count += within_edge(a, 0, from_.along, distance, one_place);
            count += within_edge(0, b, length - from_.along, distance, one_place);
        } else {
            count += within_edge(a, b, length, distance, one_place);
        }
    }
    return count;
}

}  // namespace atalaya::stats

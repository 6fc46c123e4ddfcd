#include "stats/points/line_network.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <queue>
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
      middles_{middles(network)},
      grid_{middles_, network.length() / static_cast<double>(middles_.size())} {
    for (const auto& edge : network.edges()) longest_ = std::max(longest_, edge.length);
}

std::vector<Planar> NearestStreet::middles(const LineNetwork& network) {
    std::vector<Planar> out;
    for (std::uint32_t e = 0; e < network.edges().size(); ++e)
        out.push_back(network.place({e, network.edges()[e].length / 2}));
    return out;
}

LineNetwork::Nearest NearestStreet::to(Planar point) const {
    LineNetwork::Nearest best{{}, infinity};
    // An edge lies within half its length of its middle.
    for (double reach = longest_;; reach *= 2) {
        grid_.within(point, reach, [&](std::uint32_t edge, double) {
            const auto found = network_.nearest(edge, point);
            if (std::tie(found.away, edge) < std::tie(best.away, best.at.edge)) best = found;
        });
        if (best.away + longest_ / 2 <= reach) return best;
    }
}

std::vector<double> LineNetwork::ways(OnEdge from, double reach) const {
    std::vector<double> out(nodes(), infinity);
    using Step = std::pair<double, std::uint32_t>;
    std::priority_queue<Step, std::vector<Step>, std::greater<>> steps;
    const auto go = [&](std::uint32_t node, double way) {
        if (way > reach || way >= out[node]) return;
        out[node] = way;
        steps.emplace(way, node);
    };
    const auto& edge = edges_[from.edge];
    go(edge.nodes[0], from.along);
    go(edge.nodes[1], edge.length - from.along);
    while (!steps.empty()) {
        const auto [way, node] = steps.top();
        steps.pop();
        if (way > out[node]) continue;
        for (const auto [e, end] : at(node)) go(edges_[e].nodes[1 - end], way + edges_[e].length);
    }
    return out;
}

double LineNetwork::way(std::span<const double> ways, OnEdge from, OnEdge to) const {
    const auto& edge = edges_[to.edge];
    const double round =
        std::min(ways[edge.nodes[0]] + to.along, ways[edge.nodes[1]] + edge.length - to.along);
    return from.edge == to.edge ? std::min(round, std::abs(from.along - to.along)) : round;
}

std::size_t LineNetwork::places_at(std::span<const double> ways, OnEdge from, double distance) const {
    std::size_t count = 0;
    for (const double way : ways) count += std::abs(way - distance) <= one_place_;
    for (std::uint32_t e = 0; e < edges_.size(); ++e) {
        const auto& [nodes, length, segment] = edges_[e];
        const double a = ways[nodes[0]], b = ways[nodes[1]];
        if (e == from.edge) {
            count += within_edge(a, 0, from.along, distance, one_place_);
            count += within_edge(0, b, length - from.along, distance, one_place_);
        } else {
            count += within_edge(a, b, length, distance, one_place_);
        }
    }
    return count;
}

}  // namespace atalaya::stats

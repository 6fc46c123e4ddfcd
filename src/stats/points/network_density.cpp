#include "stats/points/network_density.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

double pieces_of(const LineNetwork::Edge& edge, double piece) {
    return std::max(1.0, std::ceil(edge.length / piece));
}

// A millionth of a metre: ways whose lengths differ by rounding alone are of one length.
std::int64_t micrometres(double length) {
    return std::llround(length * 1e6);
}

class Spreading {
  public:
    Spreading(const LineNetwork& network, double radius, double piece, Split split, std::size_t most_ways)
        : network_{network}, radius_{radius}, split_{split}, left_{most_ways} {
        for (const auto& edge : network.edges()) {
            first_.push_back(pieces_.size());
            const auto count = static_cast<std::size_t>(pieces_of(edge, piece));
            const double length = edge.length / static_cast<double>(count);
            const auto number = static_cast<std::uint32_t>(first_.size() - 1);
            for (std::size_t i = 0; i < count; ++i)
                pieces_.push_back({number, length * static_cast<double>(i),
                                   i + 1 == count ? edge.length : length * static_cast<double>(i + 1), 0});
        }
        first_.push_back(pieces_.size());
    }

    // False when there were more ways than allowed.
    bool add(OnEdge event) {
        const double length = network_.edges()[event.edge].length;
        deposit(event.edge, event.along, 1, 0, 1);
        deposit(event.edge, event.along, -1, 0, 1);
        arrive({event.edge, 0}, event.along, 1);
        arrive({event.edge, 1}, length - event.along, 1);
        while (!waiting_.empty()) {
            if (left_-- == 0) return false;
            const auto [key, front] = *waiting_.begin();
            waiting_.erase(waiting_.begin());
            const LineNetwork::End end{std::get<1>(key), std::get<2>(key)};
            const double edge_length = network_.edges()[end.edge].length;
            deposit(end.edge, end.end == 0 ? 0 : edge_length, end.end == 0 ? 1 : -1, front.way, front.weight);
            arrive({end.edge, 1 - end.end}, front.way + edge_length, front.weight);
        }
        return true;
    }

    std::vector<StreetPiece> done() && {
        for (auto& one : pieces_) one.density /= one.to - one.from;
        return std::move(pieces_);
    }

  private:
    struct Front {
        double way, weight;
    };

    // The part of the kernel between 0 and so far.
    double within(double way) const {
        const double t = std::min(way / radius_, 1.0);
        return 15.0 / 16 * (t - 2 * t * t * t / 3 + t * t * t * t * t / 5);
    }

    // Leaves what falls on the pieces of an edge from a place on it towards one end.
    void deposit(std::uint32_t edge, double start, int direction, double way, double weight) {
        const std::size_t first = first_[edge], past_end = first_[edge + 1];
        const double size = pieces_[first].to - pieces_[first].from;
        auto at = static_cast<std::ptrdiff_t>(
            std::min(start / size, static_cast<double>(past_end - first - 1)) + static_cast<double>(first));
        double before = within(way);
        for (; at >= static_cast<std::ptrdiff_t>(first) && at < static_cast<std::ptrdiff_t>(past_end);
             at += direction) {
            auto& piece = pieces_[static_cast<std::size_t>(at)];
            const double there = way + std::max(0.0, direction > 0 ? piece.to - start : start - piece.from);
            const double after = within(there);
            piece.density += weight * (after - before);
            before = after;
            if (there >= radius_) return;
        }
    }

    // What comes to an end of an edge is split over the ends that meet there.
    void arrive(LineNetwork::End end, double way, double weight) {
        if (way >= radius_) return;
        const auto meeting = network_.at(network_.edges()[end.edge].nodes[end.end]);
        const double n = static_cast<double>(meeting.size());
        const bool continuous = split_ == Split::continuous;
        for (const auto& next : meeting) {
            const bool back = next.edge == end.edge && next.end == end.end;
            if (back && (!continuous || meeting.size() == 2)) continue;
            const double share = continuous ? 2 / n - back : 1 / (n - 1);
            auto& front = waiting_[{micrometres(way), next.edge, next.end}];
            front = {way, front.weight + weight * share};
        }
    }

    const LineNetwork& network_;
    double radius_;
    Split split_;
    std::size_t left_;
    std::vector<StreetPiece> pieces_;
    std::vector<std::size_t> first_;  // piece of each edge
    std::map<std::tuple<std::int64_t, std::uint32_t, int>, Front> waiting_;
};

}  // namespace

double street_pieces(const LineNetwork& network, double piece) {
    double sum = 0;
    for (const auto& edge : network.edges()) sum += pieces_of(edge, piece);
    return sum;
}

std::optional<std::vector<StreetPiece>> network_density(const LineNetwork& network,
                                                        std::span<const OnEdge> events, double radius,
                                                        double piece, Split split, std::size_t most_ways) {
    expects(radius > 0 && piece > 0, "network_density: a radius and pieces above 0");
    Spreading spreading{network, radius, piece, split, most_ways};
    for (const auto event : events)
        if (!spreading.add(event)) return {};
    return std::move(spreading).done();
}

}  // namespace atalaya::stats

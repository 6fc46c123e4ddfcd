#include "stats/points/network_density.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <tuple>

#include "core/error.hpp"
#include "stats/points/network_waves.hpp"
#include "stats/points/street_kernel.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t times_without_waves = 200;  // some minutes of a processor

double pieces_of(const LineNetwork::Edge& edge, double piece) {
    return std::max(1.0, std::ceil(edge.length / piece));
}

// A millionth of a metre: ways whose lengths differ by rounding alone are of one length.
std::int64_t micrometres(double length) {
    return std::llround(length * 1e6);
}

class Spreading {
  public:
    Spreading(const LineNetwork& network, const NetworkKernel& kernel)
        : network_{network},
          kernel_{kernel},
          left_{kernel.most_ways},
          pieces_{network, kernel.piece, kernel.radius} {}

    // So many events at one place. False when there were more ways than allowed.
    bool add(OnEdge event, double count) {
        const double length = network_.edges()[event.edge].length;
        pieces_.deposit(event.edge, event.along, 1, 0, count);
        pieces_.deposit(event.edge, event.along, -1, 0, count);
        arrive({event.edge, 0}, event.along, count);
        arrive({event.edge, 1}, length - event.along, count);
        while (!waiting_.empty()) {
            if (left_-- == 0) return false;
            Front front = next();
            while (!waiting_.empty() && waiting_.front().along(front)) front.weight += next().weight;
            follow(front.end, front.way, front.weight);
        }
        return true;
    }

    std::vector<StreetPiece> done() && { return std::move(pieces_).done(); }

  private:
    // What goes along an edge from an end of it. Those of one length along the same edge are one.
    struct Front {
        std::int64_t rounded;
        LineNetwork::End end;
        double way, weight;

        bool along(const Front& other) const {
            return rounded == other.rounded && end.edge == other.end.edge && end.end == other.end.end;
        }
        // The longest way first, as a heap has its last on top; equal ones by what they are, so that sums have one order.
        bool operator<(const Front& other) const {
            return std::tie(rounded, end.edge, end.end, way, weight) >
                   std::tie(other.rounded, other.end.edge, other.end.end, other.way, other.weight);
        }
    };
    Front next() {
        std::ranges::pop_heap(waiting_, std::less<>{});
        const Front front = waiting_.back();
        waiting_.pop_back();
        return front;
    }

    // Along an edge from an end of it, and on where only one other edge goes on, to where edges meet.
    void follow(LineNetwork::End end, double way, double weight) {
        const double still = weight * (0.5 - pieces_.within(way));
        if (std::abs(still) < kernel_.negligible) return pieces_.leave(end, still);
        while (way < kernel_.radius) {
            const auto& edge = network_.edges()[end.edge];
            pieces_.deposit(end.edge, end.end == 0 ? 0 : edge.length, end.end == 0 ? 1 : -1, way, weight);
            way += edge.length;
            const LineNetwork::End far{end.edge, 1 - end.end};
            const auto meeting = network_.at(edge.nodes[far.end]);
            if (meeting.size() != 2) return arrive(far, way, weight);
            const bool first = meeting[0].edge == far.edge && meeting[0].end == far.end;
            end = meeting[first ? 1 : 0];
        }
    }

    // What comes to an end of an edge is split over the ends that meet there.
    void arrive(LineNetwork::End end, double way, double weight) {
        if (way >= kernel_.radius) return;
        const auto meeting = network_.at(network_.edges()[end.edge].nodes[end.end]);
        const double n = static_cast<double>(meeting.size());
        const bool continuous = kernel_.split == Split::continuous;
        for (const auto& next : meeting) {
            const bool back = next.edge == end.edge && next.end == end.end;
            if (back && (!continuous || meeting.size() == 2)) continue;
            const double share = continuous ? 2 / n - back : 1 / (n - 1);
            waiting_.push_back({micrometres(way), next, way, weight * share});
            std::ranges::push_heap(waiting_, std::less<>{});
        }
    }

    const LineNetwork& network_;
    NetworkKernel kernel_;
    std::size_t left_;
    StreetPieces pieces_;
    std::vector<Front> waiting_;  // a heap
};

}  // namespace

double street_pieces(const LineNetwork& network, double piece) {
    double sum = 0;
    for (const auto& edge : network.edges()) sum += pieces_of(edge, piece);
    return sum;
}

std::optional<std::vector<StreetPiece>> network_density(const LineNetwork& network,
                                                        std::span<const OnEdge> events,
                                                        const NetworkKernel& kernel) {
    expects(kernel.radius > 0 && kernel.piece > 0, "network_density: a radius and pieces above 0");
    const bool waves = has_room_for_waves(network, kernel.radius);
    NetworkKernel followed = kernel;
    if (!waves) followed.most_ways *= times_without_waves;
    Spreading spreading{network, followed};
    for (std::size_t i = 0, past = 0; i < events.size(); i = past) {
        while (past < events.size() && events[past] == events[i]) ++past;
        if (!spreading.add(events[i], static_cast<double>(past - i)))
            return waves ? std::optional{network_waves(network, events, kernel)} : std::nullopt;
    }
    return std::move(spreading).done();
}

}  // namespace atalaya::stats

#include "stats/points/network_waves.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

#include "core/error.hpp"
#include "stats/points/street_kernel.hpp"

namespace atalaya::stats {

namespace {

constexpr int steps_to_radius = 512;
constexpr double most_steps = 2e7;  // of all edges
constexpr int together = 8;         // steps that a node takes at once where nothing comes back within them

// What is on its way along an edge to one of its ends: a ring in which step t is the place t modulo its size.
struct Arrivals {
    std::size_t first{};  // in the room of all
    std::uint32_t size{}, delay{};
    double later{};  // the part of what sets out that arrives a step after the delay
};

// A place in such a ring.
struct Turning {
    double* ring;
    std::uint32_t size, at;

    double& next() {
        double& here = ring[at];
        at = at + 1 == size ? 0 : at + 1;
        return here;
    }
    double& after() const { return ring[at]; }
};

// The part of the kernel up to a step, its growth in one step and half of what that grows by.
struct Within {
    double sum, slope, curve;
};

class Waves {
  public:
    Waves(const LineNetwork& network, const NetworkKernel& kernel)
        : network_{network},
          kernel_{kernel},
          step_{kernel.radius / steps_to_radius},
          pieces_{network, kernel.piece, kernel.radius} {
        std::size_t room = 0;
        for (const auto& edge : network.edges()) {
            const double delay = std::max(1.0, edge.length / step_), whole = std::floor(delay);
            // What is on its way for longer than the radius arrives too late to matter.
            const auto held = static_cast<std::uint32_t>(std::min<double>(whole, steps_to_radius + 2));
            for (int end = 0; end < 2; ++end) {
                arrivals_.push_back({room, held + 2 + together, held, delay - whole});
                room += arrivals_.back().size;
            }
        }
        held_.resize(room);
        for (std::uint32_t node = 0; node < network.nodes(); ++node)
            (waits(node) ? steady_ : hasty_).push_back(node);
        for (int step = 0; step <= steps_to_radius; ++step) {
            const double t = static_cast<double>(step) / steps_to_radius, left = 1 - t * t;
            within_.push_back({pieces_.within(step * step_), 15.0 / 16 / steps_to_radius * left * left,
                               -15.0 / 8 / steps_to_radius / steps_to_radius * t * left});
        }
    }

    void add(OnEdge event, double count) {
        const double length = network_.edges()[event.edge].length;
        pieces_.deposit(event.edge, event.along, 1, 0, count);
        pieces_.deposit(event.edge, event.along, -1, 0, count);
        set_out({event.edge, 0}, event.along, count);
        set_out({event.edge, 1}, length - event.along, count);
    }

    std::vector<StreetPiece> run() && {
        for (int step = 0; step < steps_to_radius; step += together) {
            for (const auto node : steady_) split_at(node, step, together);
            for (int k = 0; k < together; ++k)
                for (const auto node : hasty_) split_at(node, step + k, 1);
        }
        return std::move(pieces_).done();
    }

  private:
    const Arrivals& to(LineNetwork::End end) const {
        return arrivals_[2 * std::size_t{end.edge} + static_cast<std::size_t>(end.end)];
    }
    Turning turning(const Arrivals& line, std::uint32_t step) {
        return {held_.data() + line.first, line.size, step % line.size};
    }

    // Whether all that leaves a node is on its way for longer than the steps that it takes at once.
    bool waits(std::uint32_t node) const {
        return std::ranges::all_of(network_.at(node),
                                   [&](const auto& end) { return to(end).delay >= together; });
    }

    // Before the first step: what is `way` from an end.
    void set_out(LineNetwork::End end, double way, double weight) {
        if (way >= kernel_.radius) return;
        const double at = way / step_, whole = std::floor(at);
        auto line = turning(to(end), static_cast<std::uint32_t>(whole));
        line.next() += weight * (1 - (at - whole));
        line.after() += weight * (at - whole);
    }

    // Leaves what falls on the pieces of an edge from an end of it, as deposit() does, by steps.
    void leave_along(LineNetwork::End end, double piece, std::size_t count, int step, double weight) {
        double before = within_[static_cast<std::size_t>(step)].sum;
        for (std::size_t k = 0; k < count; ++k) {
            const double at = step + piece * static_cast<double>(k + 1);
            if (at >= steps_to_radius) {
                pieces_.at(end, k).density += weight * (within_.back().sum - before);
                return;
            }
            const auto below = static_cast<std::uint32_t>(at);
            const double part = at - below;
            const Within& near = within_[below];
            const double after = near.sum + part * (near.slope + part * near.curve);
            pieces_.at(end, k).density += weight * (after - before);
            before = after;
        }
    }

    struct Meeting {
        LineNetwork::End end;
        Turning in, out;
        double later, piece;  // of a piece in steps
        std::size_t count;
        double arrived;
    };

    void split_at(std::uint32_t node, int first, int steps) {
        meeting_.clear();
        for (const auto& end : network_.at(node)) {
            const auto& there = to({end.edge, 1 - end.end});
            const std::size_t count = pieces_.count(end.edge);
            const auto step = static_cast<std::uint32_t>(first);
            meeting_.push_back(
                {.end = end,
                 .in = turning(to(end), step),
                 .out = turning(there, step + there.delay),
                 .later = there.later,
                 .piece = network_.edges()[end.edge].length / (step_ * static_cast<double>(count)),
                 .count = count,
                 .arrived = 0});
        }
        const auto n = static_cast<double>(meeting_.size());
        const bool continuous = kernel_.split == Split::continuous;
        const double of_all = continuous ? 2 / n : n > 1 ? 1 / (n - 1) : 0, of_one = continuous ? 1 : of_all;
        for (int step = first; step < first + steps; ++step) {
            double all = 0, most = 0;
            for (auto& one : meeting_) {
                one.arrived = std::exchange(one.in.next(), 0.0);
                all += one.arrived;
                most = std::max(most, std::abs(one.arrived));
            }
            for (auto& one : meeting_) {
                const double out = of_all * all - of_one * one.arrived;
                one.out.next() += out * (1 - one.later);
                one.out.after() += out * one.later;
                if (most > 0) leave_along(one.end, one.piece, one.count, step, out);
            }
        }
    }

    const LineNetwork& network_;
    NetworkKernel kernel_;
    double step_;
    StreetPieces pieces_;
    std::vector<Arrivals> arrivals_;  // at end 0 and 1 of each edge
    std::vector<double> held_;
    std::vector<std::uint32_t> steady_, hasty_;  // nodes
    std::vector<Within> within_;                 // of each step
    std::vector<Meeting> meeting_;
};

}  // namespace

bool has_room_for_waves(const LineNetwork& network, double radius) {
    double steps = 0;
    for (const auto& edge : network.edges())
        steps += std::min(edge.length / radius, 1.0) * steps_to_radius + 3;
    return steps <= most_steps;
}

std::vector<StreetPiece> network_waves(const LineNetwork& network, std::span<const OnEdge> events,
                                       const NetworkKernel& kernel) {
    expects(kernel.radius > 0 && kernel.piece > 0, "network_waves: a radius and pieces above 0");
    expects(has_room_for_waves(network, kernel.radius),
            "network_waves: streets of twenty million steps at most");
    Waves waves{network, kernel};
    for (std::size_t i = 0, past = 0; i < events.size(); i = past) {
        while (past < events.size() && events[past] == events[i]) ++past;
        waves.add(events[i], static_cast<double>(past - i));
    }
    return std::move(waves).run();
}

}  // namespace atalaya::stats

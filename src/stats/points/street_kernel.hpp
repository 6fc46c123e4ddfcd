// The pieces of streets that a density is told of, and what a kernel leaves on them along an edge.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "stats/points/network_density.hpp"

namespace atalaya::stats {

// Pieces of all edges, each edge cut into equal ones. `density` is what has fallen on a piece until done() divides it by its length.
class StreetPieces {
  public:
    StreetPieces(const LineNetwork& network, double piece, double radius) : radius_{radius} {
        for (const auto& edge : network.edges()) {
            first_.push_back(pieces_.size());
            const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(edge.length / piece)));
            const double length = edge.length / static_cast<double>(count);
            const auto number = static_cast<std::uint32_t>(first_.size() - 1);
            for (std::size_t i = 0; i < count; ++i)
                pieces_.push_back({number, length * static_cast<double>(i),
                                   i + 1 == count ? edge.length : length * static_cast<double>(i + 1), 0});
        }
        first_.push_back(pieces_.size());
    }

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
    // On the piece at an end of an edge, all of it.
    void leave(LineNetwork::End end, double weight) { at(end, 0).density += weight; }

    std::size_t count(std::uint32_t edge) const { return first_[edge + 1] - first_[edge]; }
    // The k-th piece from an end of an edge on.
    StreetPiece& at(LineNetwork::End end, std::size_t k) {
        return pieces_[end.end == 0 ? first_[end.edge] + k : first_[end.edge + 1] - 1 - k];
    }

    std::vector<StreetPiece> done() && {
        for (auto& one : pieces_) one.density /= one.to - one.from;
        return std::move(pieces_);
    }

  private:
    double radius_;
    std::vector<StreetPiece> pieces_;
    std::vector<std::size_t> first_;  // piece of each edge
};

}  // namespace atalaya::stats

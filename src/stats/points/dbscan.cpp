#include "stats/points/dbscan.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <numeric>
#include <unordered_map>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

class Sets {
  public:
    explicit Sets(std::size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0U); }
    std::uint32_t find(std::uint32_t i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::uint32_t a, std::uint32_t b) {
        a = find(a);
        b = find(b);
        parent_[std::max(a, b)] = std::min(a, b);
    }

  private:
    std::vector<std::uint32_t> parent_;
};

// Points by squares so small that any two of one square are within the radius.
class Squares {
  public:
    struct Square {
        std::int64_t x, y;
        std::vector<std::uint32_t> points;
    };

    Squares(std::span<const Planar> points, double radius) {
        const double side = radius * std::sqrt(0.5) * (1 - 1e-12);
        Planar low = points.empty() ? Planar{} : points.front();
        for (const Planar p : points) low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        for (std::uint32_t i = 0; i < points.size(); ++i) {
            const auto x = static_cast<std::int64_t>((points[i].x - low.x) / side);
            const auto y = static_cast<std::int64_t>((points[i].y - low.y) / side);
            const auto [at, fresh] = at_.emplace(key(x, y), static_cast<std::uint32_t>(squares_.size()));
            if (fresh) squares_.push_back({x, y, {}});
            squares_[at->second].points.push_back(i);
        }
    }

    const std::vector<Square>& all() const { return squares_; }

    // Calls visit(square) for those whose points may be within the radius of one in `of`, itself included, in a fixed
    // order, until it says true.
    template <class Visit>
    void around(const Square& of, Visit visit) const {
        for (std::int64_t dy = -2; dy <= 2; ++dy) {
            for (std::int64_t dx = -2; dx <= 2; ++dx) {
                const auto found = at_.find(key(of.x + dx, of.y + dy));
                if (found == at_.end()) continue;
                const Square& square = squares_[found->second];
                if (square.x == of.x + dx && square.y == of.y + dy && visit(square)) return;
            }
        }
    }

  private:
    static std::uint64_t key(std::int64_t x, std::int64_t y) {
        return static_cast<std::uint64_t>(x + 4) << 32 ^ static_cast<std::uint64_t>(y + 4);
    }
    std::vector<Square> squares_;
    std::unordered_map<std::uint64_t, std::uint32_t> at_;
};

double squared(Planar a, Planar b) {
    return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y);
}

std::vector<bool> cores_of(std::span<const Planar> points, const Squares& squares, double radius,
                           std::size_t least) {
    std::vector<bool> core(points.size());
    for (const auto& square : squares.all()) {
        for (const auto i : square.points) {
            std::size_t near = square.points.size();
            if (near < least) {
                squares.around(square, [&](const Squares::Square& other) {
                    if (&other == &square) return false;
                    for (auto j = other.points.begin(); j != other.points.end() && near < least; ++j)
                        near += squared(points[i], points[*j]) <= radius * radius;
                    return near >= least;
                });
            }
            core[i] = near >= least;
        }
    }
    return core;
}

// Whether some of `these` is within the radius of one of `those`, all of a square each.
bool near(std::span<const Planar> points, std::span<const std::uint32_t> these,
          std::span<const std::uint32_t> those, double radius) {
    Planar low = points[these.front()], high = low;
    for (const auto i : these) {
        low = {std::min(low.x, points[i].x), std::min(low.y, points[i].y)};
        high = {std::max(high.x, points[i].x), std::max(high.y, points[i].y)};
    }
    for (const auto j : those) {
        const Planar p = points[j], nearest{std::clamp(p.x, low.x, high.x), std::clamp(p.y, low.y, high.y)};
        if (squared(p, nearest) > radius * radius * (1 + 1e-12)) continue;
        for (const auto i : these)
            if (squared(points[i], p) <= radius * radius) return true;
    }
    return false;
}

// Core points that are within the radius of each other, and so on, are of one set. Those of one square all are; squares that touch
// are joined before those that do not, of which most then are of one set already.
Sets joined(std::span<const Planar> points, const Squares& squares, const std::vector<bool>& core,
            double radius) {
    Sets sets{points.size()};
    const auto& all = squares.all();
    std::vector<std::vector<std::uint32_t>> cores(all.size());
    for (std::size_t s = 0; s < all.size(); ++s) {
        for (const auto i : all[s].points)
            if (core[i]) cores[s].push_back(i);
        for (const auto i : cores[s]) sets.join(cores[s].front(), i);
    }
    for (const bool touching : {true, false}) {
        for (std::size_t s = 0; s < all.size(); ++s) {
            if (cores[s].empty()) continue;
            squares.around(all[s], [&](const Squares::Square& other) {
                const auto o = static_cast<std::size_t>(&other - all.data());
                if (o <= s || cores[o].empty()) return false;  // each pair once
                const bool touches = std::abs(other.x - all[s].x) <= 1 && std::abs(other.y - all[s].y) <= 1;
                if (touches != touching || sets.find(cores[o].front()) == sets.find(cores[s].front()))
                    return false;
                if (near(points, cores[s], cores[o], radius)) sets.join(cores[s].front(), cores[o].front());
                return false;
            });
        }
    }
    return sets;
}

}  // namespace

Maybe<Clusters> dbscan(std::span<const Planar> points, double radius, std::size_t least) {
    expects(radius > 0 && std::isfinite(radius) && least >= 1, "dbscan: a radius, a number of points");
    Planar low = points.empty() ? Planar{} : points.front(), high = low;
    for (const Planar p : points) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return std::unexpected{Why::not_a_number};
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    expects(std::max(high.x - low.x, high.y - low.y) / radius < 2e9,
            "dbscan: a radius that the map can be squared by");
    const Squares squares{points, radius};
    Clusters out{.of = std::vector<std::int32_t>(points.size(), Clusters::noise),
                 .core = cores_of(points, squares, radius, least)};

    Sets sets = joined(points, squares, out.core, radius);

    std::vector<std::int32_t> number(points.size(), Clusters::noise);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        if (!out.core[i]) continue;
        auto& of_set = number[sets.find(i)];
        if (of_set == Clusters::noise) of_set = static_cast<std::int32_t>(out.count++);
        out.of[i] = of_set;
    }
    for (const auto& square : squares.all()) {
        for (const auto i : square.points) {
            if (out.core[i]) continue;
            double nearest = radius * radius;
            std::uint32_t by = std::numeric_limits<std::uint32_t>::max();
            squares.around(square, [&](const Squares::Square& other) {
                for (const auto j : other.points) {
                    if (!out.core[j]) continue;
                    const double d = squared(points[i], points[j]);
                    if (d < nearest || (d == nearest && j < by)) nearest = d, by = j;
                }
                return false;
            });
            if (by != std::numeric_limits<std::uint32_t>::max()) out.of[i] = out.of[by];
        }
    }
    return out;
}

}  // namespace atalaya::stats

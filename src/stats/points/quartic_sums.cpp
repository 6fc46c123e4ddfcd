#include "stats/points/quartic_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t lanes = 8;         // pairs that are added side by side
constexpr double squares_to_radius = 3;  // of those that places look for points in

// Eight numbers side by side, in vectors of the processor's own width: wider ones would be taken apart.
template <std::size_t bytes>
struct Eight {
    typedef double Vector __attribute__((vector_size(bytes)));
    static constexpr std::size_t parts = lanes * sizeof(double) / bytes;
    Vector part[parts];

    [[gnu::always_inline]] inline void load(const double* from) { std::memcpy(part, from, sizeof part); }
    [[gnu::always_inline]] inline void store(double* to) const { std::memcpy(to, part, sizeof part); }
};

// Points in the order of their squares, coordinates over `unit`, and as many zeros as a vector may read past the last.
struct Sorted {
    std::vector<double> x, y, weight;

    Sorted(std::span<const Planar> points, std::span<const double> weights,
           std::span<const std::uint32_t> order, double unit = 1) {
        for (auto* column : {&x, &y, &weight}) column->resize(order.size() + lanes);
        for (std::size_t k = 0; k < order.size(); ++k) {
            x[k] = points[order[k]].x / unit;
            y[k] = points[order[k]].y / unit;
            weight[k] = weights[order[k]];
        }
    }
};

// A point and the cells that it may reach: whole eights of columns, whose places go on beyond the last of a row with some
// that are out of reach.
struct Laid {
    Planar point;
    double root, by;  // of its weight; 1 / radius
    const double *xs, *ys;
    std::size_t columns, rows, stride;
    double* first;       // cell
    double* dx_squared;  // room for a row
};

// w (1 - dy^2 - dx^2)^2 where that is above 0, the root of w on each side of the square.
template <std::size_t bytes>
[[gnu::always_inline]] inline void lay(const Laid& to) {
    for (std::size_t c = 0; c < to.columns; c += lanes) {
        Eight<bytes> x;
        x.load(to.xs + c);
#pragma GCC unroll 4
        for (auto& part : x.part) {
            const auto dx = (part - to.point.x) * to.by;
            part = dx * dx * to.root;
        }
        x.store(to.dx_squared + c);
    }
    for (std::size_t row = 0; row < to.rows; ++row) {
        const double dy = (to.ys[row] - to.point.y) * to.by, left = (1 - dy * dy) * to.root;
        double* cells = to.first + row * to.stride;
        for (std::size_t c = 0; c < to.columns; c += lanes) {
            Eight<bytes> squared, sums;
            squared.load(to.dx_squared + c);
            sums.load(cells + c);
#pragma GCC unroll 4
            for (std::size_t k = 0; k < Eight<bytes>::parts; ++k) {
                auto t = left - squared.part[k];
                t = t > 0 ? t : typename Eight<bytes>::Vector{};
                sums.part[k] += t * t;
            }
            sums.store(cells + c);
        }
    }
}

using Runs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

template <std::size_t bytes>
[[gnu::always_inline]] inline void add_eight(Planar u, const double* x, const double* y, const double* weight,
                                             Eight<bytes>& sums) {
    Eight<bytes> xs, ys, ws;
    xs.load(x);
    ys.load(y);
    ws.load(weight);
#pragma GCC unroll 4
    for (std::size_t k = 0; k < Eight<bytes>::parts; ++k) {
        const auto dx = xs.part[k] - u.x, dy = ys.part[k] - u.y;
        auto t = 1 - (dx * dx + dy * dy);
        t = t > 0 ? t : typename Eight<bytes>::Vector{};
        sums.part[k] += ws.part[k] * (t * t);
    }
}

template <std::size_t bytes>
[[gnu::always_inline]] inline double sum(Planar u, const Sorted& sorted, const Runs& runs) {
    const double *x = sorted.x.data(), *y = sorted.y.data(), *weight = sorted.weight.data();
    Eight<bytes> sums{};
    for (const auto& [begin, end] : runs) {
        std::size_t k = begin;
        for (; k + lanes <= end; k += lanes) add_eight<bytes>(u, x + k, y + k, weight + k, sums);
        if (k == end) continue;
        double rest[lanes]{};
        for (std::size_t j = 0; k + j < end; ++j) rest[j] = weight[k + j];
        add_eight<bytes>(u, x + k, y + k, rest, sums);
    }
    double s[lanes];
    sums.store(s);
    return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

void lay_by_two(const Laid& to) {
    lay<16>(to);
}
double sum_by_two(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<16>(u, sorted, runs);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] void lay_by_four(const Laid& to) {
    lay<32>(to);
}
[[gnu::target("avx2")]] double sum_by_four(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<32>(u, sorted, runs);
}
[[gnu::target("avx512f")]] void lay_by_eight(const Laid& to) {
    lay<64>(to);
}
[[gnu::target("avx512f")]] double sum_by_eight(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<64>(u, sorted, runs);
}
#endif

struct Widest {
    void (*lay)(const Laid&) = lay_by_two;
    double (*sum)(Planar, const Sorted&, const Runs&) = sum_by_two;
};
Widest widest() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512f")) return {lay_by_eight, sum_by_eight};
    if (__builtin_cpu_supports("avx2")) return {lay_by_four, sum_by_four};
#endif
    return {};
}

// Which of equally spaced places are within `radius` of one; and those that only rounding leaves out.
std::pair<std::size_t, std::size_t> reached(std::span<const double> at, double centre, double radius) {
    const auto n = static_cast<double>(at.size());
    const double step = at.size() > 1 ? (at.back() - at.front()) / (n - 1) : 2 * radius;
    const double first = std::clamp(std::ceil((centre - radius - at.front()) / step - 1e-9), 0.0, n),
                 past = std::clamp(std::floor((centre + radius - at.front()) / step + 1e-9) + 1, first, n);
    return {static_cast<std::size_t>(first), static_cast<std::size_t>(past)};
}

}  // namespace

std::vector<double> quartic_at_cells(std::span<const Planar> points, std::span<const double> weights,
                                     std::span<const double> xs, std::span<const double> ys, double radius) {
    expects(radius > 0 && points.size() == weights.size(),
            "quartic sums: a radius above 0, a weight a point");
    const std::size_t stride = xs.size() + lanes;
    std::vector<double> sums(ys.size() * stride), dx_squared(stride), columns{xs.begin(), xs.end()};
    columns.resize(stride, std::numeric_limits<double>::infinity());
    const Widest by = widest();
    const PlaceGrid order{points, radius / 4};
    const Sorted sorted{points, weights, order.ids()};
    for (std::size_t k = 0; k < points.size(); ++k) {
        const auto [left, right] = reached(xs, sorted.x[k], radius);
        const auto [low, high] = reached(ys, sorted.y[k], radius);
        by.lay({.point = {sorted.x[k], sorted.y[k]},
                .root = std::sqrt(sorted.weight[k]),
                .by = 1 / radius,
                .xs = columns.data() + left,
                .ys = ys.data() + low,
                .columns = (right - left + lanes - 1) / lanes * lanes,
                .rows = high - low,
                .stride = stride,
                .first = sums.data() + low * stride + left,
                .dx_squared = dx_squared.data()});
    }
    std::vector<double> out(ys.size() * xs.size());
    for (std::size_t row = 0; row < ys.size(); ++row)
        std::copy_n(sums.data() + row * stride, xs.size(), out.data() + row * xs.size());
    return out;
}

std::vector<double> quartic_at_places(std::span<const Planar> points, std::span<const double> weights,
                                      std::span<const Planar> places, double radius) {
    expects(radius > 0 && points.size() == weights.size(),
            "quartic sums: a radius above 0, a weight a point");
    std::vector<double> out(places.size());
    if (points.empty()) return out;
    const PlaceGrid grid{points, radius / squares_to_radius}, order{places, radius / squares_to_radius};
    const Sorted sorted{points, weights, grid.ids(), radius};
    const Sorted wanted{places, out, order.ids()};
    const Widest by = widest();
    Runs runs;
    std::vector<double> told(places.size());
    for (std::size_t k = 0; k < places.size(); ++k) {
        const Planar u{wanted.x[k], wanted.y[k]};
        runs.clear();
        grid.runs_about(u, radius,
                        [&](std::uint32_t begin, std::uint32_t end) { runs.emplace_back(begin, end); });
        told[k] = by.sum({u.x / radius, u.y / radius}, sorted, runs);
    }
    for (std::size_t k = 0; k < places.size(); ++k) out[order.ids()[k]] = told[k];
    return out;
}

}  // namespace atalaya::stats

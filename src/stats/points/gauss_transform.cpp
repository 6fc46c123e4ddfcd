#include "stats/points/gauss_transform.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "core/error.hpp"
#include "core/vector_bytes.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

constexpr double most_nodes = 3.2e7;
constexpr double per_sd = 9;             // nodes
constexpr std::size_t laid = 6;          // nodes along each axis
constexpr std::ptrdiff_t reach = 6 * 9;  // nodes
constexpr double reach_sd = 5.5;         // of pairs that are added one by one
constexpr std::size_t block = 16;        // nodes that are added up side by side
constexpr std::size_t band = 16;         // rows of nodes that points are gathered by

using Six = std::array<double, laid>;
typedef double Two __attribute__((vector_size(16)));

// Nodes along one axis: two before the lowest place, three after the highest.
class Axis {
  public:
    Axis(double low, double high, double sd)
        : low_{low}, scale_{per_sd / sd}, count_{std::floor((high - low) * scale_) + laid} {}

    double count() const { return count_; }
    std::size_t nodes() const { return static_cast<std::size_t>(count_); }

    std::size_t first(double x) const {
        return static_cast<std::size_t>(std::clamp(std::floor((x - low_) * scale_), 0.0, count_ - laid));
    }
    // Lagrange's weights of the nodes -2 .. 3 about x, x between 0 and 1.
    Six weights(double x, std::size_t first) const {
        const double t = (x - low_) * scale_ - static_cast<double>(first);
        const double a = t + 2, b = t + 1, d = t - 1, e = t - 2, f = t - 3;
        const double ab = a * b, td = t * d, ef = e * f;
        return {b * td * ef * (-1.0 / 120), a * td * ef * (1.0 / 24),  ab * d * ef * (-1.0 / 12),
                ab * t * ef * (1.0 / 12),   ab * td * f * (-1.0 / 24), ab * td * e * (1.0 / 120)};
    }

  private:
    double low_, scale_, count_;
};

struct Plane {
    Axis x, y;
    double nodes() const { return x.count() * y.count(); }
};

Plane plane_of(std::span<const Planar> points, const Lattice& cells, std::span<const Planar> places,
               Gaussian sd) {
    Planar low = points.front(), high = low;
    const auto hold = [&](Planar p) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    };
    for (const Planar p : points) hold(p);
    for (const Planar p : places) hold(p);
    if (cells.count() > 0)
        for (const Planar p :
             {Planar{cells.xs.front(), cells.ys.front()}, {cells.xs.back(), cells.ys.back()}})
            hold(p);
    return {{low.x, high.x, sd.sd_x}, {low.y, high.y, sd.sd_y}};
}

// Values at the nodes, row by row; a row is of whole blocks.
struct Nodes {
    std::size_t rows, columns, stride;
    std::vector<double> values;

    explicit Nodes(const Plane& plane)
        : rows{plane.y.nodes()},
          columns{plane.x.nodes()},
          stride{(columns + block - 1) / block * block},
          values(rows * stride) {}
    double* at(std::size_t row, std::size_t column) { return values.data() + row * stride + column; }
    const double* at(std::size_t row, std::size_t column) const {
        return values.data() + row * stride + column;
    }
};

// Something told of each place, by the band of rows of nodes that it is in, so that neighbours in the list are neighbours
// in memory: the list is read as it lies.
template <class Told>
struct Banded {
    Planar place;
    Told told;
};
template <class Tell>
auto by_bands(const Axis& axis, std::span<const Planar> places, const Tell& tell) {
    std::vector<Banded<decltype(tell(std::size_t{}))>> out(places.size());
    std::vector<std::size_t> next(axis.nodes() / band + 2);
    for (const Planar p : places) ++next[axis.first(p.y) / band + 1];
    for (std::size_t b = 1; b < next.size(); ++b) next[b] += next[b - 1];
    for (std::size_t i = 0; i < places.size(); ++i)
        out[next[axis.first(places[i].y) / band]++] = {places[i], tell(i)};
    return out;
}

void lay(const Plane& plane, std::span<const Planar> points, std::span<const double> weights, Nodes& nodes) {
    for (const auto& [p, weight] : by_bands(plane.y, points, [&](std::size_t i) { return weights[i]; })) {
        const std::size_t column = plane.x.first(p.x), row = plane.y.first(p.y);
        const Six x = plane.x.weights(p.x, column), y = plane.y.weights(p.y, row);
        const Two across[] = {weight * Two{x[0], x[1]}, weight * Two{x[2], x[3]}, weight * Two{x[4], x[5]}};
        double* values = nodes.at(row, column);
        for (std::size_t r = 0; r < laid; ++r, values += nodes.stride) {
            Two sums[laid / 2];
            std::memcpy(sums, values, sizeof sums);
#pragma GCC unroll 3
            for (std::size_t c = 0; c < laid / 2; ++c) sums[c] += y[r] * across[c];
            std::memcpy(values, sums, sizeof sums);
        }
    }
}

void read(const Plane& plane, std::span<const Planar> places, const Nodes& nodes, double* out) {
    std::vector<double> told;
    told.reserve(places.size());
    const auto banded = by_bands(plane.y, places, [](std::size_t i) { return i; });
    for (const auto& [p, _] : banded) {
        const std::size_t column = plane.x.first(p.x), row = plane.y.first(p.y);
        const Six x = plane.x.weights(p.x, column), y = plane.y.weights(p.y, row);
        Two sums[laid / 2]{};
        const double* values = nodes.at(row, column);
        for (std::size_t r = 0; r < laid; ++r, values += nodes.stride) {
            Two here[laid / 2];
            std::memcpy(here, values, sizeof here);
#pragma GCC unroll 3
            for (std::size_t c = 0; c < laid / 2; ++c) sums[c] += y[r] * here[c];
        }
        const Two sum = sums[0] * Two{x[0], x[1]} + sums[1] * Two{x[2], x[3]} + sums[2] * Two{x[4], x[5]};
        told.push_back(sum[0] + sum[1]);
    }
    for (std::size_t k = 0; k < banded.size(); ++k) out[banded[k].told] = told[k];
}

// At all xs of one y after the other: first across six rows of nodes, then along what they gave.
void read(const Plane& plane, const Lattice& cells, const Nodes& nodes, double* out) {
    struct Column {
        std::size_t first;
        Six weights;
    };
    std::vector<Column> columns;
    for (const double x : cells.xs) {
        const auto first = plane.x.first(x);
        columns.push_back({first, plane.x.weights(x, first)});
    }
    std::vector<double> line(nodes.stride);
    for (const double place : cells.ys) {
        const std::size_t row = plane.y.first(place);
        const Six y = plane.y.weights(place, row);
        for (std::size_t c = 0; c < nodes.stride; c += 2) {
            const double* values = nodes.at(row, c);
            Two sum{};
            for (std::size_t r = 0; r < laid; ++r, values += nodes.stride) {
                Two here;
                std::memcpy(&here, values, sizeof here);
                sum += y[r] * here;
            }
            std::memcpy(line.data() + c, &sum, sizeof sum);
        }
        for (const Column& column : columns) {
            const double* at = line.data() + column.first;
            const Six& x = column.weights;
            *out++ =
                (at[0] * x[0] + at[1] * x[1]) + (at[2] * x[2] + at[3] * x[3]) + (at[4] * x[4] + at[5] * x[5]);
        }
    }
}

using Taps = std::array<double, reach + 1>;
Taps taps() {
    Taps out;
    for (std::size_t d = 0; d < out.size(); ++d) {
        const double at = static_cast<double>(d) / per_sd;
        out[d] = std::exp(-at * at / 2);
    }
    return out;
}

// A block of nodes convolved, the neighbours of each `step` apart: in vectors of the processor's own width, as wider
// ones would be taken apart.
template <std::size_t bytes>
[[gnu::always_inline]] inline void convolve(const double* from, std::ptrdiff_t step, const Taps& taps,
                                            double* to) {
    typedef double Vector __attribute__((vector_size(bytes)));
    constexpr std::size_t width = bytes / sizeof(double), parts = block / width;
    Vector sums[parts]{};
#pragma GCC unroll 8
    for (std::size_t part = 0; part < parts; ++part) {
        Vector here;
        std::memcpy(&here, from + part * width, sizeof here);
        sums[part] = taps[0] * here;
    }
    for (std::ptrdiff_t d = 1; d <= reach; ++d)
#pragma GCC unroll 8
        for (std::size_t part = 0; part < parts; ++part) {
            Vector before, after;
            std::memcpy(&before, from - d * step + part * width, sizeof before);
            std::memcpy(&after, from + d * step + part * width, sizeof after);
            sums[part] += taps[static_cast<std::size_t>(d)] * (before + after);
        }
    std::memcpy(to, sums, sizeof sums);
}

template <std::size_t bytes>
[[gnu::always_inline]] inline void convolve_rows(Nodes& nodes, const Taps& taps) {
    std::vector<double> line(nodes.stride + 2 * reach);
    for (std::size_t row = 0; row < nodes.rows; ++row) {
        std::copy_n(nodes.at(row, 0), nodes.columns, line.begin() + reach);
        for (std::size_t c = 0; c < nodes.stride; c += block)
            convolve<bytes>(line.data() + reach + c, 1, taps, nodes.at(row, c));
    }
}

template <std::size_t bytes>
[[gnu::always_inline]] inline void convolve_columns(Nodes& nodes, const Taps& taps) {
    std::vector<double> strip((nodes.rows + 2 * reach) * block);
    for (std::size_t c = 0; c < nodes.stride; c += block) {
        double* first = strip.data() + reach * block;
        for (std::size_t row = 0; row < nodes.rows; ++row)
            std::copy_n(nodes.at(row, c), block, first + row * block);
        for (std::size_t row = 0; row < nodes.rows; ++row)
            convolve<bytes>(first + row * block, block, taps, nodes.at(row, c));
    }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void convolve_by_four(Nodes& nodes, const Taps& taps) {
    convolve_rows<32>(nodes, taps);
    convolve_columns<32>(nodes, taps);
}
#endif
void convolve(Nodes& nodes) {
    const Taps at = taps();
#if defined(__x86_64__)
    if (vector_bytes() >= 32) return convolve_by_four(nodes, at);
#endif
    convolve_rows<16>(nodes, at);
    convolve_columns<16>(nodes, at);
}

std::vector<double> by_nodes(const Plane& plane, std::span<const Planar> points,
                             std::span<const double> weights, const Lattice& cells,
                             std::span<const Planar> places) {
    Nodes nodes{plane};
    lay(plane, points, weights, nodes);
    convolve(nodes);
    std::vector<double> out(cells.count() + places.size());
    if (cells.count() > 0) read(plane, cells, nodes, out.data());
    read(plane, places, nodes, out.data() + cells.count());
    return out;
}

double exponent(double dx, double dy, Gaussian sd) {
    const double x = dx / sd.sd_x, y = dy / sd.sd_y;
    return -(x * x + y * y) / 2;
}

std::vector<double> by_all_pairs(std::span<const Planar> points, std::span<const double> weights,
                                 std::span<const Planar> places, Gaussian sd) {
    std::vector<double> out;
    out.reserve(places.size());
    for (const Planar u : places) {
        double sum = 0;
        for (std::size_t i = 0; i < points.size(); ++i)
            sum += weights[i] * std::exp(exponent(u.x - points[i].x, u.y - points[i].y, sd));
        out.push_back(sum);
    }
    return out;
}

std::vector<double> by_near_pairs(std::span<const Planar> points, std::span<const double> weights,
                                  std::span<const Planar> places, Gaussian sd) {
    std::vector<Planar> scaled;
    for (const Planar p : points) scaled.push_back({p.x / sd.sd_x, p.y / sd.sd_y});
    const PlaceGrid grid{scaled, reach_sd};
    std::vector<double> out;
    out.reserve(places.size());
    for (const Planar u : places) {
        double sum = 0;
        grid.within({u.x / sd.sd_x, u.y / sd.sd_y}, reach_sd,
                    [&](std::uint32_t i, double squared) { sum += weights[i] * std::exp(-squared / 2); });
        out.push_back(sum);
    }
    return out;
}

}  // namespace

bool adds_each_pair(std::size_t points, std::size_t places) {
    return static_cast<double>(points) * static_cast<double>(places) <= few_pairs;
}

std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    std::span<const Planar> places, Gaussian kernel) {
    return gauss_transform(points, weights, {}, places, kernel);
}

std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    const Lattice& cells, std::span<const Planar> places, Gaussian kernel,
                                    double few) {
    expects(kernel.sd_x > 0 && kernel.sd_y > 0, "gauss_transform: sd above 0");
    expects(points.size() == weights.size(), "gauss_transform: one weight a point");
    const std::size_t wanted = cells.count() + places.size();
    if (points.empty() || wanted == 0) return std::vector<double>(wanted);
    const Plane plane = plane_of(points, cells, places, kernel);
    const double n = static_cast<double>(points.size()), m = static_cast<double>(wanted);
    const bool each = n * m <= few;
    if (!each && plane.nodes() <= std::min(most_nodes, 2e6 + 16 * (n + m)))
        return by_nodes(plane, points, weights, cells, places);
    std::vector<Planar> all;
    all.reserve(wanted);
    for (const double y : cells.ys)
        for (const double x : cells.xs) all.push_back({x, y});
    all.insert(all.end(), places.begin(), places.end());
    return each ? by_all_pairs(points, weights, all, kernel) : by_near_pairs(points, weights, all, kernel);
}

}  // namespace atalaya::stats

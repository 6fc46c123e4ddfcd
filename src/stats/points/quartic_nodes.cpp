#include "stats/points/quartic_nodes.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/error.hpp"
#include "core/vector_bytes.hpp"
#include "stats/points/widened.hpp"

namespace atalaya::stats {

namespace {

constexpr double least_reach = 16;  // cells to a radius
constexpr double points_to_a_cell = 0.25;
constexpr std::size_t laid = 4;    // cells along each axis
constexpr std::size_t block = 64;  // cells that are convolved side by side

using Four = std::array<double, laid>;

// Cells along one axis, and as many before and behind as a point may be laid on and still reach one.
class Axis {
  public:
    Axis(std::span<const double> at, double radius)
        : front_{at.front()},
          by_{static_cast<double>(at.size() - 1) / (at.back() - at.front())},
          reach_{radius * by_},
          margin_{static_cast<std::size_t>(reach_) + 2},
          cells_{at.size()} {}

    double reach() const { return reach_; }
    std::size_t margin() const { return margin_; }
    std::size_t cells() const { return cells_; }
    std::size_t nodes() const { return cells_ + 2 * margin_; }

    // In nodes from the first; one that no cell is in reach of is beyond those that it can be laid on.
    double place(double x) const { return (x - front_) * by_ + static_cast<double>(margin_); }
    bool reaches(double place) const { return place >= 1 && place < static_cast<double>(nodes() - 2); }

  private:
    double front_, by_, reach_;
    std::size_t margin_, cells_;
};

// Lagrange's weights of the nodes -1 .. 2 about t, which is between 0 and 1.
Four weights_about(double t) {
    const double a = t + 1, b = t - 1, c = t - 2, tb = t * b;
    return {tb * c * (-1.0 / 6), a * b * c * (1.0 / 2), a * t * c * (-1.0 / 2), a * tb * (1.0 / 6)};
}

struct Nodes {
    Axis x, y;
    std::size_t stride;
    std::vector<double> laid_on;

    Nodes(const Axis& across, const Axis& up)
        : x{across},
          y{up},
          stride{(across.cells() + block - 1) / block * block + 2 * across.margin()},
          laid_on(up.nodes() * stride) {}
};

void lay(std::span<const Planar> points, std::span<const double> weights, Nodes& nodes) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double x = nodes.x.place(points[i].x), y = nodes.y.place(points[i].y);
        if (!nodes.x.reaches(x) || !nodes.y.reaches(y)) continue;
        const auto column = static_cast<std::size_t>(x), row = static_cast<std::size_t>(y);
        const Four across = weights_about(x - static_cast<double>(column));
        const Four up = weights_about(y - static_cast<double>(row));
        double* at = nodes.laid_on.data() + (row - 1) * nodes.stride + column - 1;
        for (std::size_t r = 0; r < laid; ++r, at += nodes.stride) {
            const double here = weights[i] * up[r];
            for (std::size_t c = 0; c < laid; ++c) at[c] += here * across[c];
        }
    }
}

// The kernel at the centres of cells about one: row after row from its own on, each from its own column on.
struct Taps {
    std::vector<std::vector<float>> rows;

    Taps(double across, double up) {
        for (double dy = 0; dy < up; ++dy) {
            std::vector<float> row;
            for (double dx = 0;; ++dx) {
                const double t = 1 - dx * dx / (across * across) - dy * dy / (up * up);
                if (t <= 0) break;
                row.push_back(static_cast<float>(t * t));
            }
            rows.push_back(std::move(row));
        }
    }
};

// What is laid on the rows about one, in single precision: the newest takes the place of the one that is out of reach.
class RowsAbout {
  public:
    RowsAbout(const Nodes& nodes, std::size_t reach) : nodes_{nodes}, held_(2 * reach + 1), reach_{reach} {
        for (auto& row : held_) row.resize(nodes.stride);
        for (std::size_t r = 0; r + 1 < held_.size(); ++r) hold(r);
    }
    // Rows are gone through one after the other.
    void go_to(std::size_t row) { hold(row + reach_), row_ = row; }
    const float* above(std::size_t rows) const { return held_[(row_ + rows) % held_.size()].data(); }
    const float* below(std::size_t rows) const { return held_[(row_ - rows) % held_.size()].data(); }

  private:
    void hold(std::size_t row) {
        const double* from = nodes_.laid_on.data() + row * nodes_.stride;
        auto& to = held_[row % held_.size()];
        for (std::size_t c = 0; c < to.size(); ++c) to[c] = static_cast<float>(from[c]);
    }

    const Nodes& nodes_;
    std::vector<std::vector<float>> held_;
    std::size_t reach_, row_ = 0;
};

// One block of cells from the node `first` of a row on: what is laid as far above as below is added up first, then what is
// as far to the left as to the right.
template <std::size_t bytes>
[[gnu::always_inline]] inline void convolve(const RowsAbout& rows, std::size_t first, std::size_t margin,
                                            const Taps& taps, float* folded, double* to) {
    typedef float Vector __attribute__((vector_size(bytes)));
    typedef typename Widened<bytes>::Half Half;
    typedef typename Widened<bytes>::Wide Wide;
    constexpr std::size_t width = bytes / sizeof(float), parts = block / width;
    const std::size_t wide = 2 * margin + block;
    Wide sums[2 * parts]{};
    for (std::size_t w = 0; w < taps.rows.size(); ++w) {
        const auto& tap = taps.rows[w];
        const float *above = rows.above(w) + first - margin, *below = rows.below(w) + first - margin;
        if (w == 0)
            std::copy_n(above, wide, folded);
        else
            for (std::size_t c = 0; c < wide; ++c) folded[c] = above[c] + below[c];
        const float* from = folded + margin;
        Vector row[parts];
#pragma GCC unroll 16
        for (std::size_t part = 0; part < parts; ++part) {
            Vector here;
            std::memcpy(&here, from + part * width, sizeof here);
            row[part] = tap[0] * here;
        }
        for (std::size_t d = 1; d < tap.size(); ++d)
#pragma GCC unroll 16
            for (std::size_t part = 0; part < parts; ++part) {
                Vector left, right;
                std::memcpy(&left, from + part * width - d, sizeof left);
                std::memcpy(&right, from + part * width + d, sizeof right);
                row[part] += tap[d] * (left + right);
            }
#pragma GCC unroll 16
        for (std::size_t part = 0; part < parts; ++part) {
            Half halves[2];
            std::memcpy(halves, &row[part], sizeof halves);
            sums[2 * part] += __builtin_convertvector(halves[0], Wide);
            sums[2 * part + 1] += __builtin_convertvector(halves[1], Wide);
        }
    }
    std::memcpy(to, sums, sizeof sums);
}

template <std::size_t bytes>
[[gnu::always_inline]] inline void convolve(const Nodes& nodes, const Taps& taps, double* out) {
    const std::size_t margin = nodes.x.margin(), columns = nodes.x.cells();
    RowsAbout rows{nodes, nodes.y.margin()};
    std::vector<float> folded(block + 2 * margin);
    double line[block];
    for (std::size_t row = 0; row < nodes.y.cells(); ++row) {
        rows.go_to(row + nodes.y.margin());
        for (std::size_t c = 0; c < columns; c += block) {
            convolve<bytes>(rows, c + margin, margin, taps, folded.data(), line);
            out = std::copy_n(line, std::min(block, columns - c), out);
        }
    }
}

void convolve_by_four(const Nodes& nodes, const Taps& taps, double* out) {
    convolve<16>(nodes, taps, out);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] void convolve_by_eight(const Nodes& nodes, const Taps& taps, double* out) {
    convolve<32>(nodes, taps, out);
}
[[gnu::target("avx512f")]] void convolve_by_sixteen(const Nodes& nodes, const Taps& taps, double* out) {
    convolve<64>(nodes, taps, out);
}
#endif

}  // namespace

bool suits_quartic_nodes(std::size_t points, std::span<const double> xs, std::span<const double> ys,
                         double radius) {
    if (xs.size() < 2 || ys.size() < 2) return false;
    return Axis{xs, radius}.reach() >= least_reach && Axis{ys, radius}.reach() >= least_reach &&
           static_cast<double>(points) >=
               points_to_a_cell * static_cast<double>(xs.size()) * static_cast<double>(ys.size());
}

std::vector<double> quartic_by_nodes(std::span<const Planar> points, std::span<const double> weights,
                                     std::span<const double> xs, std::span<const double> ys, double radius) {
    expects(radius > 0 && points.size() == weights.size() && xs.size() > 1 && ys.size() > 1,
            "quartic sums: a radius above 0, a weight a point, cells on both axes");
    Nodes nodes{{xs, radius}, {ys, radius}};
    lay(points, weights, nodes);
    const Taps taps{nodes.x.reach(), nodes.y.reach()};
    std::vector<double> out(xs.size() * ys.size());
    auto* by = convolve_by_four;
#if defined(__x86_64__)
    if (vector_bytes() == 32) by = convolve_by_eight;
    if (vector_bytes() == 64) by = convolve_by_sixteen;
#endif
    by(nodes, taps, out.data());
    return out;
}

}  // namespace atalaya::stats

#include "stats/points/quartic_sums.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "core/vector_bytes.hpp"
#include "stats/points/widened.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

constexpr std::size_t lanes = 8;         // pairs that are added side by side
constexpr std::size_t half_lanes = 16;   // and of single precision
constexpr double squares_to_radius = 3;  // of those that places look for points in

// As many numbers side by side as 64 bytes hold, in vectors of the processor's own width: wider ones would be taken apart.
template <std::size_t bytes>
struct Eight {
    typedef double Vector __attribute__((vector_size(bytes)));
    static constexpr std::size_t parts = 64 / bytes;
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

// A point and the cells that it may reach: whole vectors of columns, whose places go on beyond the last of a row with some
// that are out of reach.
struct Laid {
    double x, y;
    double root, by;  // of its weight; what places are multiplied by
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
            const auto dx = (part - to.x) * to.by;
            part = dx * dx * to.root;
        }
        x.store(to.dx_squared + c);
    }
    for (std::size_t row = 0; row < to.rows; ++row) {
        const double dy = (to.ys[row] - to.y) * to.by, left = (1 - dy * dy) * to.root;
        double* cells = to.first + row * to.stride;
        for (std::size_t c = 0; c < to.columns; c += lanes) {
            Eight<bytes> squared, sums;
            squared.load(to.dx_squared + c);
            sums.load(cells + c);
#pragma GCC unroll 4
            for (std::size_t k = 0; k < Eight<bytes>::parts; ++k) {
                const auto t = left - squared.part[k];
                sums.part[k] = t > 0 ? sums.part[k] + t * t : sums.part[k];
            }
            sums.store(cells + c);
        }
    }
}

// Points of a tile and the cells that they reach together, over the radius and in single precision.
struct TileLaid {
    static constexpr std::size_t many = 32, rows_abreast = 4;

    std::size_t points, columns, rows;  // at most many; whole vectors; whole fours
    const float *x, *y, *root;          // of each point, root that of its weight; room for many
    const float *xs, *ys;
    float* dx_squared;  // room for a vector of many
    float* left;        // room for rows of many
    double* first;      // cell
    std::size_t stride;
};

template <std::size_t bytes>
struct Floats {
    typedef float Vector __attribute__((vector_size(bytes)));
    static constexpr std::size_t step = bytes / sizeof(float);

    Vector some;

    [[gnu::always_inline]] inline explicit Floats(const float* from) {
        std::memcpy(&some, from, sizeof some);
    }
    [[gnu::always_inline]] static inline void add(const Vector& sums, double* cells) {
        typename Widened<bytes>::Half half;
        typename Widened<bytes>::Wide cell;
#pragma GCC unroll 2
        for (std::size_t j = 0; j < step; j += step / 2) {
            std::memcpy(&half, reinterpret_cast<const char*>(&sums) + j * sizeof(float), sizeof half);
            std::memcpy(&cell, cells + j, sizeof cell);
            cell += __builtin_convertvector(half, typename Widened<bytes>::Wide);
            std::memcpy(cells + j, &cell, sizeof cell);
        }
    }
};

// How far `low` .. `high` is at least from first .. last.
inline float apart(float low, float high, float first, float last) {
    return std::max({0.0F, first - high, low - last});
}

// The squares of 1 - dy^2 - dx^2 where that is above 0, added in single precision while they stay in registers.
template <std::size_t bytes>
[[gnu::always_inline]] inline void lay_tile(const TileLaid& to) {
    using Some = Floats<bytes>;
    using Vector = typename Some::Vector;
    constexpr std::size_t step = Some::step, many = TileLaid::many, fours = TileLaid::rows_abreast;
    const auto [low_x, high_x] = std::minmax_element(to.x, to.x + to.points);
    const auto [low_y, high_y] = std::minmax_element(to.y, to.y + to.points);
    for (std::size_t r = 0; r < to.rows; ++r)
        for (std::size_t p = 0; p < to.points; p += step) {
            const Vector dy = to.ys[r] - Some{to.y + p}.some, left = (1 - dy * dy) * Some{to.root + p}.some;
            std::memcpy(to.left + r * many + p, &left, sizeof left);
        }
    for (std::size_t c = 0; c < to.columns; c += step) {
        const Vector xs = Some{to.xs + c}.some;
        for (std::size_t p = 0; p < to.points; ++p) {
            const Vector dx = xs - to.x[p], squared = dx * dx * to.root[p];
            std::memcpy(to.dx_squared + p * step, &squared, sizeof squared);
        }
        const float dx = apart(*low_x, *high_x, to.xs[c], to.xs[c + step - 1]);
        for (std::size_t r = 0; r < to.rows; r += fours) {
            const float dy = apart(*low_y, *high_y, to.ys[r], to.ys[r + fours - 1]);
            if (dx * dx + dy * dy > 1.00001F) continue;  // out of reach of all
            const float* left = to.left + r * many;
            Vector sums[fours]{};
            for (std::size_t p = 0; p < to.points; ++p) {
                const Vector squared = Some{to.dx_squared + p * step}.some;
#pragma GCC unroll 4
                for (std::size_t k = 0; k < fours; ++k) {
                    const Vector t = left[k * many + p] - squared;
                    sums[k] += t > 0 ? t * t : Vector{};
                }
            }
#pragma GCC unroll 4
            for (std::size_t k = 0; k < fours; ++k) Some::add(sums[k], to.first + (r + k) * to.stride + c);
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
void lay_tile_by_four(const TileLaid& to) {
    lay_tile<16>(to);
}
double sum_by_two(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<16>(u, sorted, runs);
}
#if defined(__x86_64__)
[[gnu::target("avx2")]] void lay_by_four(const Laid& to) {
    lay<32>(to);
}
[[gnu::target("avx2")]] void lay_tile_by_eight(const TileLaid& to) {
    lay_tile<32>(to);
}
[[gnu::target("avx2")]] double sum_by_four(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<32>(u, sorted, runs);
}
[[gnu::target("avx512f")]] void lay_by_eight(const Laid& to) {
    lay<64>(to);
}
[[gnu::target("avx512f")]] void lay_tile_by_sixteen(const TileLaid& to) {
    lay_tile<64>(to);
}
[[gnu::target("avx512f")]] double sum_by_eight(Planar u, const Sorted& sorted, const Runs& runs) {
    return sum<64>(u, sorted, runs);
}
#endif

struct Widest {
    void (*lay)(const Laid&) = lay_by_two;
    void (*lay_tile)(const TileLaid&) = lay_tile_by_four;
    double (*sum)(Planar, const Sorted&, const Runs&) = sum_by_two;
};
Widest widest() {
#if defined(__x86_64__)
    if (vector_bytes() == 64) return {lay_by_eight, lay_tile_by_sixteen, sum_by_eight};
    if (vector_bytes() == 32) return {lay_by_four, lay_tile_by_eight, sum_by_four};
#endif
    return {};
}

struct Stretch {
    std::size_t first{}, past{};
    std::size_t size() const { return past - first; }
};

// Which of equally spaced places are within `radius` of one; and those that only rounding leaves out.
class Axis {
  public:
    Axis(std::span<const double> at, double radius) : front_{at.front()}, n_{static_cast<double>(at.size())} {
        const double step = at.size() > 1 ? (at.back() - at.front()) / (n_ - 1) : 2 * radius;
        by_ = 1 / step;
        reach_ = radius * by_;
    }
    Stretch about(double centre) const {
        const double at = (centre - front_) * by_;
        const double low = std::clamp(at - reach_ - 1e-9, 0.0, n_),
                     past = std::clamp(at + reach_ + (1 + 1e-9), 0.0, n_);
        const auto below = static_cast<std::size_t>(low);
        const std::size_t first = below + (static_cast<double>(below) < low);
        return {first, std::max(first, static_cast<std::size_t>(past))};
    }

    // How many a place reaches where they go on to both sides.
    double within() const { return std::min(n_, 2 * reach_ + 1); }

  private:
    double front_, n_, by_{}, reach_{};
};

// Cells row by row, each row with room for a vector beyond its last, and below the last for the rows of a tile.
struct Sheet {
    std::span<const double> xs, ys;
    std::size_t stride;
    std::vector<double> sums, columns, dx_squared;

    Sheet(std::span<const double> x, std::span<const double> y)
        : xs{x},
          ys{y},
          stride{x.size() + half_lanes},
          sums((y.size() + TileLaid::rows_abreast) * stride),
          columns{x.begin(), x.end()},
          dx_squared(stride) {
        columns.resize(stride, std::numeric_limits<double>::infinity());
    }
    std::vector<double> cells() const {
        std::vector<double> out;
        out.reserve(ys.size() * xs.size());
        for (std::size_t row = 0; row < ys.size(); ++row) {
            const auto from = sums.begin() + static_cast<std::ptrdiff_t>(row * stride);
            out.insert(out.end(), from, from + static_cast<std::ptrdiff_t>(xs.size()));
        }
        return out;
    }
};

std::size_t whole(std::size_t columns, std::size_t step) {
    return (columns + step - 1) / step * step;
}

// Points that reach nearly the same cells, in single precision about the first of them.
class Tile {
  public:
    Tile(Sheet& sheet, const Sorted& points, double radius, const Widest& by)
        : sheet_{sheet}, points_{points}, by_radius_{1 / radius}, by_{by} {}

    // `cells` of point k on both axes.
    void take(std::size_t k, Stretch across, Stretch up) {
        if (!held_.empty() && !room_for(across, up)) flush();
        if (held_.empty()) {
            across_ = across, up_ = up;
            most_columns_ = whole(across.size() + 4, half_lanes), most_rows_ = up.size() + up.size() / 4 + 4;
        }
        across_ = united(across_, across), up_ = united(up_, up);
        held_.push_back({k, across, up});
    }

    void flush() {
        if (held_.size() < few) {
            for (const auto& one : held_) lay_alone(one);
        } else {
            lay_together();
        }
        held_.clear();
    }

  private:
    static constexpr std::size_t few = 3;
    struct Held {
        std::size_t point;
        Stretch across, up;
    };

    static Stretch united(Stretch a, Stretch b) {
        return {std::min(a.first, b.first), std::max(a.past, b.past)};
    }
    bool room_for(Stretch across, Stretch up) const {
        return held_.size() < TileLaid::many && united(across_, across).size() <= most_columns_ &&
               united(up_, up).size() <= most_rows_;
    }

    void lay_alone(const Held& one) {
        by_.lay({.x = points_.x[one.point],
                 .y = points_.y[one.point],
                 .root = std::sqrt(points_.weight[one.point]),
                 .by = by_radius_,
                 .xs = sheet_.columns.data() + one.across.first,
                 .ys = sheet_.ys.data() + one.up.first,
                 .columns = whole(one.across.size(), lanes),
                 .rows = one.up.size(),
                 .stride = sheet_.stride,
                 .first = sheet_.sums.data() + one.up.first * sheet_.stride + one.across.first,
                 .dx_squared = sheet_.dx_squared.data()});
    }

    void lay_together() {
        const double x0 = points_.x[held_.front().point], y0 = points_.y[held_.front().point];
        const std::size_t n = held_.size(), columns = whole(across_.size(), half_lanes),
                          rows = whole(up_.size(), TileLaid::rows_abreast);
        // What is beyond the last cell is out of reach.
        xs_.assign(columns, std::numeric_limits<float>::infinity());
        ys_.assign(rows, std::numeric_limits<float>::infinity());
        for (std::size_t c = 0; c < across_.size(); ++c)
            xs_[c] = static_cast<float>((sheet_.xs[across_.first + c] - x0) * by_radius_);
        for (std::size_t r = 0; r < up_.size(); ++r)
            ys_[r] = static_cast<float>((sheet_.ys[up_.first + r] - y0) * by_radius_);
        left_.resize(std::max(left_.size(), rows * TileLaid::many));
        for (std::size_t p = 0; p < n; ++p) {
            const std::size_t point = held_[p].point;
            x_[p] = static_cast<float>((points_.x[point] - x0) * by_radius_);
            y_[p] = static_cast<float>((points_.y[point] - y0) * by_radius_);
            root_[p] = static_cast<float>(std::sqrt(points_.weight[point]));
        }
        by_.lay_tile({.points = n,
                      .columns = columns,
                      .rows = rows,
                      .x = x_,
                      .y = y_,
                      .root = root_,
                      .xs = xs_.data(),
                      .ys = ys_.data(),
                      .dx_squared = dx_squared_,
                      .left = left_.data(),
                      .first = sheet_.sums.data() + up_.first * sheet_.stride + across_.first,
                      .stride = sheet_.stride});
    }

    Sheet& sheet_;
    const Sorted& points_;
    double by_radius_;
    const Widest& by_;
    std::vector<Held> held_;
    Stretch across_, up_;  // of all that are held
    std::size_t most_columns_ = 0, most_rows_ = 0;
    std::vector<float> xs_, ys_, left_;
    alignas(64) float x_[TileLaid::many]{}, y_[TileLaid::many]{}, root_[TileLaid::many]{};
    alignas(64) float dx_squared_[TileLaid::many * half_lanes];
};

}  // namespace

bool adds_each_quartic(std::size_t points, std::span<const double> xs, std::span<const double> ys,
                       double radius) {
    if (xs.empty() || ys.empty()) return true;
    return static_cast<double>(points) * Axis{xs, radius}.within() * Axis{ys, radius}.within() <=
           few_quartic_pairs;
}

std::vector<double> quartic_at_cells(std::span<const Planar> points, std::span<const double> weights,
                                     std::span<const double> xs, std::span<const double> ys, double radius) {
    expects(radius > 0 && points.size() == weights.size(),
            "quartic sums: a radius above 0, a weight a point");
    Sheet sheet{xs, ys};
    if (xs.empty() || ys.empty() || points.empty()) return sheet.cells();
    const Widest by = widest();
    const PlaceGrid order{points, radius / 4};
    const Sorted sorted{points, weights, order.ids()};
    const Axis across{xs, radius}, up{ys, radius};
    Tile tile{sheet, sorted, radius, by};
    const bool each = adds_each_quartic(points.size(), xs, ys, radius);
    for (std::size_t k = 0; k < points.size(); ++k) {
        tile.take(k, across.about(sorted.x[k]), up.about(sorted.y[k]));
        if (each) tile.flush();
    }
    tile.flush();
    return sheet.cells();
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

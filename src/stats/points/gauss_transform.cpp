#include "stats/points/gauss_transform.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <numbers>

#include "core/error.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

constexpr double few_pairs = 1e7;
constexpr std::size_t order = 8;                        // terms of each axis; of both together as many
constexpr double side = 0.5 * std::numbers::sqrt2 / 2;  // half an sd, in units of sqrt(2) sd
constexpr int reach = 11;                               // boxes: 5.5 sd
constexpr double reach_sd = 5.5;
constexpr std::size_t block = 8;  // boxes that are added up side by side

// Where the terms k, l of an expansion are kept, k + l < order.
constexpr std::size_t terms = order * (order + 1) / 2;
constexpr std::size_t term(std::size_t k, std::size_t l) {
    return k * order - k * (k - 1) / 2 + l;
}

// v^k / k!, k < order.
std::array<double, order> powers(double v) {
    static constexpr double parts[order] = {1, 1, 1.0 / 2, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7};
    std::array<double, order> out{1.0};
    for (std::size_t k = 1; k < order; ++k) out[k] = out[k - 1] * (v * parts[k]);
    return out;
}

// Derivatives of exp(-d^2) for d of so many boxes: by offset + reach, then by their number.
using Derivatives = std::array<std::array<double, 2 * order>, 2 * reach + 1>;
Derivatives derivatives() {
    Derivatives out{};
    for (int offset = -reach; offset <= reach; ++offset) {
        auto& f = out[static_cast<std::size_t>(offset + reach)];
        const double d = side * offset;
        f[0] = std::exp(-d * d);
        f[1] = -2 * d * f[0];
        for (std::size_t j = 2; j < f.size(); ++j)
            f[j] = -2 * d * f[j - 1] - 2 * static_cast<double>(j - 1) * f[j - 2];
    }
    return out;
}

// The plane in boxes from its lowest place on.
class Boxes {
  public:
    Boxes(std::span<const Planar> points, std::span<const Planar> places, Gaussian sd)
        : scale_x_{1 / (std::numbers::sqrt2 * sd.sd_x)}, scale_y_{1 / (std::numbers::sqrt2 * sd.sd_y)} {
        Planar high = low_ = points.front();
        for (const auto all : {points, places})
            for (const Planar p : all) {
                low_ = {std::min(low_.x, p.x), std::min(low_.y, p.y)};
                high = {std::max(high.x, p.x), std::max(high.y, p.y)};
            }
        wide = std::floor((high.x - low_.x) * scale_x_ / side) + 1;
        tall = std::floor((high.y - low_.y) * scale_y_ / side) + 1;
    }

    double wide{}, tall{};  // how many

    struct At {
        std::size_t column, row;
        double dx, dy;  // from the centre
    };
    At find(Planar p) const {
        const double x = (p.x - low_.x) * scale_x_, y = (p.y - low_.y) * scale_y_;
        const double column = std::min(std::floor(x / side), wide - 1),
                     row = std::min(std::floor(y / side), tall - 1);
        return {static_cast<std::size_t>(column), static_cast<std::size_t>(row), x - (column + 0.5) * side,
                y - (row + 0.5) * side};
    }

  private:
    Planar low_{};
    double scale_x_, scale_y_;
};

// Planes of numbers by term, row and column. A row is of whole blocks, between `reach` columns on each side that stay 0.
class Planes {
  public:
    Planes(std::size_t count, std::size_t rows, std::size_t columns)
        : rows_{rows},
          stride_{(columns + block - 1) / block * block + 2 * reach},
          values_(count * rows * stride_) {}
    double* row(std::size_t plane, std::size_t row) {
        return values_.data() + (plane * rows_ + row) * stride_ + reach;
    }
    const double* row(std::size_t plane, std::size_t row) const {
        return values_.data() + (plane * rows_ + row) * stride_ + reach;
    }

  private:
    std::size_t rows_, stride_;
    std::vector<double> values_;
};

// Terms box by box, as a point or a place asks for all of one.
using Expansions = std::vector<double>;

Expansions gathered(const Boxes& boxes, std::size_t columns, std::size_t rows, std::span<const Planar> points,
                    std::span<const double> weights) {
    Expansions out(rows * columns * terms);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto at = boxes.find(points[i]);
        const auto x = powers(-at.dx), y = powers(-at.dy);
        double* sums = out.data() + (at.row * columns + at.column) * terms;
        for (std::size_t k = 0; k < order; ++k) {
            const double by = weights[i] * x[k];
            for (std::size_t l = 0; k + l < order; ++l) *sums++ += by * y[l];
        }
    }
    return out;
}

Planes term_by_term(const Expansions& expansions, std::size_t columns, std::size_t rows) {
    Planes out{terms, rows, columns};
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t t = 0; t < terms; ++t) {
            double* values = out.row(t, row);
            for (std::size_t c = 0; c < columns; ++c) values[c] = expansions[(row * columns + c) * terms + t];
        }
    return out;
}

Expansions box_by_box(const Planes& planes, std::size_t columns, std::size_t rows) {
    Expansions out(rows * columns * terms);
    for (std::size_t row = 0; row < rows; ++row)
        for (std::size_t t = 0; t < terms; ++t) {
            const double* values = planes.row(t, row);
            for (std::size_t c = 0; c < columns; ++c) out[(row * columns + c) * terms + t] = values[c];
        }
    return out;
}

// Eight boxes side by side, in vectors of the processor's own width: wider ones would be taken apart.
template <std::size_t bytes>
struct Lane {
    typedef double Vector __attribute__((vector_size(bytes)));
    static constexpr std::size_t width = bytes / sizeof(double), parts = block / width;
    Vector sums[parts]{};

    [[gnu::always_inline]] inline void add(const double* values, double by) {
#pragma GCC unroll 4
        for (std::size_t part = 0; part < parts; ++part) {
            Vector v;
            std::memcpy(&v, values + part * width, sizeof v);
            sums[part] += by * v;
        }
    }
};

// Along a row: T(m, l) = sum over offsets and k of f(k + m) A(k, l).
template <std::size_t bytes>
[[gnu::always_inline]] inline void row_across(const Planes& from, Planes& out, std::size_t row,
                                              std::size_t columns, const Derivatives& f) {
    for (std::size_t l = 0; l < order; ++l)
        for (std::size_t m = 0; m < order; ++m) {
            double* sums = out.row(m * order + l, row);
            for (std::size_t c = 0; c < columns; c += block) {
                Lane<bytes> lane;
                for (std::size_t k = 0; k + l < order; ++k) {
                    const double* values = from.row(term(k, l), row) + c;
                    for (int d = -reach; d <= reach; ++d)
                        lane.add(values - d, f[static_cast<std::size_t>(d + reach)][k + m]);
                }
                std::memcpy(sums + c, lane.sums, sizeof lane.sums);
            }
        }
}

// Across rows: B(m, n) = sum over offsets and l of f(l + n) T(m, l).
template <std::size_t bytes>
[[gnu::always_inline]] inline void row_up(const Planes& from, Planes& out, std::ptrdiff_t row,
                                          std::ptrdiff_t last, std::size_t columns, const Derivatives& f) {
    const std::ptrdiff_t first = std::max<std::ptrdiff_t>(0, row - reach),
                         past = std::min(last, row + reach) + 1;
    for (std::size_t m = 0; m < order; ++m)
        for (std::size_t c = 0; c < columns; c += block)
            for (std::size_t n = 0; m + n < order; ++n) {
                Lane<bytes> lane;
                for (std::ptrdiff_t other = first; other < past; ++other)
                    for (std::size_t l = 0; l < order; ++l)
                        lane.add(from.row(m * order + l, static_cast<std::size_t>(other)) + c,
                                 f[static_cast<std::size_t>(row - other + reach)][l + n]);
                std::memcpy(out.row(term(m, n), static_cast<std::size_t>(row)) + c, lane.sums,
                            sizeof lane.sums);
            }
}

template <std::size_t bytes>
[[gnu::always_inline]] inline Planes carried(const Planes& from, std::size_t columns, std::size_t rows) {
    const auto f = derivatives();
    Planes across{order * order, rows, columns}, out{terms, rows, columns};
    for (std::size_t row = 0; row < rows; ++row) row_across<bytes>(from, across, row, columns, f);
    const auto last = static_cast<std::ptrdiff_t>(rows) - 1;
    for (std::ptrdiff_t row = 0; row <= last; ++row) row_up<bytes>(across, out, row, last, columns, f);
    return out;
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] Planes carried_by_four(const Planes& from, std::size_t columns, std::size_t rows) {
    return carried<32>(from, columns, rows);
}
#endif
Planes carried_over(const Planes& from, std::size_t columns, std::size_t rows) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) return carried_by_four(from, columns, rows);
#endif
    return carried<16>(from, columns, rows);
}

std::vector<double> by_boxes(const Boxes& boxes, std::span<const Planar> points,
                             std::span<const double> weights, std::span<const Planar> places) {
    const auto columns = static_cast<std::size_t>(boxes.wide), rows = static_cast<std::size_t>(boxes.tall);
    const auto sources = term_by_term(gathered(boxes, columns, rows, points, weights), columns, rows);
    const auto expansions = box_by_box(carried_over(sources, columns, rows), columns, rows);
    std::vector<double> out;
    out.reserve(places.size());
    for (const Planar place : places) {
        const auto at = boxes.find(place);
        const double* expansion = expansions.data() + (at.row * columns + at.column) * terms;
        const auto x = powers(at.dx), y = powers(at.dy);
        double sum = 0;
        for (std::size_t m = 0; m < order; ++m) {
            double inner = 0;
            for (std::size_t n = 0; m + n < order; ++n) inner += *expansion++ * y[n];
            sum += x[m] * inner;
        }
        out.push_back(sum);
    }
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

std::vector<double> gauss_transform(std::span<const Planar> points, std::span<const double> weights,
                                    std::span<const Planar> places, Gaussian kernel) {
    expects(kernel.sd_x > 0 && kernel.sd_y > 0, "gauss_transform: sd above 0");
    expects(points.size() == weights.size(), "gauss_transform: one weight a point");
    if (points.empty() || places.empty()) return std::vector<double>(places.size());
    const double n = static_cast<double>(points.size()), m = static_cast<double>(places.size());
    if (n * m <= few_pairs) return by_all_pairs(points, weights, places, kernel);
    const Boxes boxes{points, places, kernel};
    if (boxes.wide * boxes.tall > 100'000 + (n + m) / 4)
        return by_near_pairs(points, weights, places, kernel);
    return by_boxes(boxes, points, weights, places);
}

}  // namespace atalaya::stats

#include "stats/points/density.hpp"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/error.hpp"
#include "stats/points/quartic_nodes.hpp"
#include "stats/points/quartic_sums.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

constexpr double pi = std::numbers::pi;

std::optional<Why> unfit(std::span<const Planar> points, const Window& window) {
    expects(window.width() > 0 && window.height() > 0, "a window with an area");
    if (!std::ranges::all_of(points, [&](Planar p) { return window.holds(p); })) return Why::not_a_number;
    return {};
}

double inside(Planar u, const Window& w, Gaussian k) {
    return kernel_inside(u, w, k);
}

// integral over y from -b to b of (h^2 - x^2 - y^2)^2, b = min(y, chord).
double quartic_strip(double x, double low, double high, double h) {
    const double chord = std::sqrt(std::max(0.0, h * h - x * x)), c = h * h - x * x;
    const double a = std::clamp(low, -chord, chord), b = std::clamp(high, -chord, chord);
    const auto integral = [c](double y) { return y * (c * c - y * y * (2 * c / 3 - y * y / 5)); };
    return integral(b) - integral(a);
}

// Strips across the disc by Gauss-Legendre of 16 points between the x where a side meets the circle or the disc ends:
// the strip is smooth there but for the ends, where it falls to 0 like a power of 5/2 or more.
double inside(Planar u, const Window& w, Quartic k) {
    const double h = k.radius;
    const double left = std::max(w.low.x - u.x, -h), right = std::min(w.high.x - u.x, h);
    const double low = w.low.y - u.y, high = w.high.y - u.y;
    if (left <= -h && right >= h && low <= -h && high >= h) return 1;
    std::vector<double> cuts{left, right};
    for (const double side : {low, high}) {
        if (std::abs(side) >= h) continue;
        const double x = std::sqrt(h * h - side * side);
        for (const double at : {-x, x})
            if (at > left && at < right) cuts.push_back(at);
    }
    std::ranges::sort(cuts);
    static constexpr double node[] = {0.0950125098376374, 0.2816035507792589, 0.4580167776572274,
                                      0.6178762444026438, 0.7554044083550030, 0.8656312023878318,
                                      0.9445750230732326, 0.9894009349916499};
    static constexpr double share[] = {0.1894506104550685, 0.1826034150449236, 0.1691565193950025,
                                       0.1495959888165767, 0.1246289712555339, 0.0951585116824928,
                                       0.0622535239386479, 0.0271524594117541};
    double sum = 0;
    for (std::size_t c = 1; c < cuts.size(); ++c) {
        const double middle = (cuts[c - 1] + cuts[c]) / 2, half = (cuts[c] - cuts[c - 1]) / 2;
        for (int g = 0; g < 8; ++g)
            sum += half * share[g] *
                   (quartic_strip(middle - half * node[g], low, high, h) +
                    quartic_strip(middle + half * node[g], low, high, h));
    }
    return 3 / (pi * h * h * h * h * h * h) * sum;
}

template <class Kernel>
std::vector<double> weights_of(std::span<const Planar> points, const Window& window, Kernel kernel,
                               EdgeCorrection edge) {
    std::vector<double> weights(points.size(), 1.0);
    if (edge == EdgeCorrection::diggle)
        for (std::size_t i = 0; i < points.size(); ++i) weights[i] = 1 / inside(points[i], window, kernel);
    return weights;
}

// Sums of kernels made densities: times the kernel's top, over the part inside where edges are corrected so.
template <class Kernel>
void scale(std::span<double> sums, std::span<const Planar> places, const Window& window, Kernel kernel,
           double top, EdgeCorrection edge) {
    for (std::size_t p = 0; p < sums.size(); ++p)
        sums[p] = std::max(0.0, sums[p] * top) /
                  (edge == EdgeCorrection::uniform ? inside(places[p], window, kernel) : 1);
}

// Where cells are, of which only the correction that divides asks.
std::vector<Planar> where_needed(const Window& window, CellCount cells, EdgeCorrection edge) {
    if (edge != EdgeCorrection::uniform) return {};
    return cell_centres(window, cells.columns, cells.rows);
}

double top_of(Gaussian kernel) {
    return 1 / (2 * pi * kernel.sd_x * kernel.sd_y);
}
double top_of(Quartic kernel) {
    return 3 / (pi * kernel.radius * kernel.radius);
}

// The centres of `cells` equal parts from `low` on.
std::vector<double> centres(double low, double width, std::size_t cells) {
    std::vector<double> out(cells);
    for (std::size_t c = 0; c < cells; ++c)
        out[c] = low + width * (static_cast<double>(c) + 0.5) / static_cast<double>(cells);
    return out;
}

constexpr double few_for_each_width = 1e5;  // pairs

// What the others give each point, a kernel's top being 1. Where that is less than a hundredth of what the point gives
// itself the difference of both is no longer sure, and they are added one by one from as far as it takes.
std::vector<double> of_the_others(std::span<const Planar> points, std::span<const double> weights,
                                  double sd) {
    auto sums = gauss_transform(points, weights, {}, points, {sd, sd}, few_for_each_width);
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    const PlaceGrid grid{points, 2 * sd};
    for (std::size_t i = 0; i < points.size(); ++i) {
        sums[i] -= weights[i];
        if (sums[i] > 0.01 * weights[i]) continue;
        for (double reach = 9; reach < 80; reach *= 2) {
            sums[i] = 0;
            grid.within(points[i], reach * sd, [&](std::uint32_t j, double squared) {
                if (j != i) sums[i] += weights[j] * std::exp(-squared / (2 * sd * sd));
            });
            if (sums[i] > 1e5 * all * std::exp(-reach * reach / 2)) break;
        }
    }
    return sums;
}

// The same with all pairs.
std::vector<double> of_all_others(std::span<const Planar> points, std::span<const double> weights,
                                  double sd) {
    std::vector<double> sums(points.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = 0; j < points.size(); ++j) {
            if (j == i) continue;
            const double x = (points[i].x - points[j].x) / sd, y = (points[i].y - points[j].y) / sd;
            sums[i] += weights[j] * std::exp(-(x * x + y * y) / 2);
        }
    return sums;
}

}  // namespace

Maybe<std::vector<double>> density(std::span<const Planar> points, std::span<const Planar> places,
                                   const Window& window, Gaussian kernel, EdgeCorrection edge) {
    expects(kernel.sd_x > 0 && kernel.sd_y > 0, "density: bandwidths above 0");
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    if (const auto why = unfit(places, window)) return std::unexpected{*why};
    auto out = gauss_transform(points, weights_of(points, window, kernel, edge), places, kernel);
    scale(out, places, window, kernel, top_of(kernel), edge);
    return out;
}

Maybe<std::vector<double>> density(std::span<const Planar> points, std::span<const Planar> places,
                                   const Window& window, Quartic kernel, EdgeCorrection edge) {
    expects(kernel.radius > 0, "density: bandwidths above 0");
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    if (const auto why = unfit(places, window)) return std::unexpected{*why};
    auto out = quartic_at_places(points, weights_of(points, window, kernel, edge), places, kernel.radius);
    scale(out, places, window, kernel, top_of(kernel), edge);
    return out;
}

Maybe<DensityMap> density_map(std::span<const Planar> points, const Window& window, CellCount cells,
                              Gaussian kernel, EdgeCorrection edge, bool at_points) {
    expects(kernel.sd_x > 0 && kernel.sd_y > 0, "density_map: bandwidths above 0");
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    const auto xs = centres(window.low.x, window.width(), cells.columns),
               ys = centres(window.low.y, window.height(), cells.rows);
    const auto weights = weights_of(points, window, kernel, edge);
    DensityMap map{.cells = gauss_transform(points, weights, Lattice{xs, ys},
                                            at_points ? points : std::span<const Planar>{}, kernel),
                   .points = {}};
    const std::size_t count = xs.size() * ys.size();
    map.points.assign(map.cells.begin() + static_cast<std::ptrdiff_t>(count), map.cells.end());
    map.cells.resize(count);
    scale(map.cells, where_needed(window, cells, edge), window, kernel, top_of(kernel), edge);
    scale(map.points, points, window, kernel, top_of(kernel), edge);
    return map;
}

Maybe<DensityMap> density_map(std::span<const Planar> points, const Window& window, CellCount cells,
                              Quartic kernel, EdgeCorrection edge, bool at_points) {
    expects(kernel.radius > 0, "density_map: bandwidths above 0");
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    const auto weights = weights_of(points, window, kernel, edge);
    const double top = top_of(kernel);
    DensityMap map;
    const auto xs = centres(window.low.x, window.width(), cells.columns),
               ys = centres(window.low.y, window.height(), cells.rows);
    if (adds_each_quartic(points.size(), xs, ys, kernel.radius))
        map.added = Added::each_pair;
    else if (suits_quartic_nodes(points.size(), xs, ys, kernel.radius))
        map.added = Added::on_cells;
    else
        map.added = Added::in_groups;
    map.cells = map.added == Added::on_cells ? quartic_by_nodes(points, weights, xs, ys, kernel.radius)
                                             : quartic_at_cells(points, weights, xs, ys, kernel.radius);
    scale(map.cells, where_needed(window, cells, edge), window, kernel, top, edge);
    if (!at_points) return map;
    map.points = quartic_at_places(points, weights, points, kernel.radius);
    scale(map.points, points, window, kernel, top, edge);
    return map;
}

std::vector<Planar> cell_centres(const Window& window, std::size_t columns, std::size_t rows) {
    std::vector<Planar> out;
    out.reserve(columns * rows);
    const auto xs = centres(window.low.x, window.width(), columns),
               ys = centres(window.low.y, window.height(), rows);
    for (const double y : ys)
        for (const double x : xs) out.push_back({x, y});
    return out;
}

Maybe<Gaussian> bandwidth_by_scott(std::span<const Planar> points) {
    if (points.size() < 2) return std::unexpected{Why::too_few_values};
    const double n = static_cast<double>(points.size());
    Planar mean{}, squares{};
    for (const Planar p : points) mean = {mean.x + p.x / n, mean.y + p.y / n};
    for (const Planar p : points)
        squares = {squares.x + (p.x - mean.x) * (p.x - mean.x), squares.y + (p.y - mean.y) * (p.y - mean.y)};
    if (!std::isfinite(squares.x + squares.y)) return std::unexpected{Why::not_a_number};
    if (squares.x == 0 || squares.y == 0) return std::unexpected{Why::constant};
    const double shrink = 1 / std::cbrt(std::sqrt(n));
    return Gaussian{std::sqrt(squares.x / (n - 1)) * shrink, std::sqrt(squares.y / (n - 1)) * shrink};
}

Maybe<double> bandwidth_by_error(std::span<const Planar> points, const Window& window) {
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    if (points.size() < 3) return std::unexpected{Why::too_few_values};
    const double n = static_cast<double>(points.size()), lambda = n / window.area();
    const double most = std::min(window.width(), window.height()) / 8;
    struct Pair {
        double distance, weight;
    };
    std::vector<Pair> pairs;
    const PlaceGrid grid{points, 2 * most};
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        grid.within(points[i], 2 * most, [&](std::uint32_t j, double squared) {
            const double d = std::sqrt(squared);
            const double part = i == j || d == 0 ? 1 : window.circle_inside(points[i], d);
            if (i != j) pairs.push_back({d, 1 / std::max(part, 0.01)});
        });
    }
    const double scale = window.area() / (n * (n - 1));
    double best = 0, least = 0;
    constexpr int radii = 512;
    for (int k = 1; k <= radii; ++k) {
        const double h = most * k / radii, disc = pi * h * h;
        // K(h), and the common area of two discs h wide as far apart as each pair, over K.
        double within = 0, common = 0;
        for (const auto& [d, w] : pairs) {
            if (d <= h) within += w;
            const double y = d / (2 * h);
            if (y < 1) common += w * 2 * h * h * (std::acos(y) - y * std::sqrt(1 - y * y));
        }
        const double error = (1 / lambda - 2 * scale * within) / disc + scale * common / (disc * disc);
        if (k > 1 && error >= least) continue;
        least = error;
        best = h / 2;
    }
    return best;
}

Maybe<double> bandwidth_by_likelihood(std::span<const Planar> points, const Window& window, double least,
                                      double most) {
    if (const auto why = unfit(points, window)) return std::unexpected{*why};
    if (points.size() < 3) return std::unexpected{Why::too_few_values};
    const double side = std::min(window.width(), window.height());
    const double low = least > 0 ? least : side / 100, high = most > 0 ? most : side / 2;
    expects(low <= high, "bandwidth_by_likelihood: least <= most");
    constexpr int steps = 128;
    const double n = static_cast<double>(points.size());
    const bool few = n * n <= few_for_each_width;
    double best = low, largest = 0;
    for (int s = 0; s < steps; ++s) {
        const double sd = low * std::pow(high / low, s / (steps - 1.0));
        const Gaussian kernel{sd, sd};
        const auto weights = weights_of(points, window, kernel, EdgeCorrection::diggle);
        const auto sums = few ? of_all_others(points, weights, sd) : of_the_others(points, weights, sd);
        double likelihood = 0;
        for (const double sum : sums) likelihood += std::log(std::max(sum * top_of(kernel), 1e-300));
        if (s > 0 && likelihood <= largest) continue;
        largest = likelihood;
        best = sd;
    }
    return best;
}

}  // namespace atalaya::stats

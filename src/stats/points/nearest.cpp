#include "stats/points/nearest.hpp"

#include <limits>
#include <numbers>
#include <optional>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/spatial/place_grid.hpp"

namespace atalaya::stats {

namespace {

bool all_inside(std::span<const Planar> points, const Window& window) {
    expects(window.width() > 0 && window.height() > 0, "a window with an area");
    return std::ranges::all_of(points, [&](Planar p) { return window.holds(p); });
}

NearestIndex index_of(double mean, double expected, double sd) {
    NearestIndex index{mean / expected, expected, (mean - expected) / sd, {}};
    index.p = normal_tails(index.z);
    return index;
}

}  // namespace

std::vector<double> nearest_distances(std::span<const Planar> points) {
    expects(points.size() >= 2, "nearest_distances: two points");
    const double diameter = PlaceGrid{points, 1e300}.diameter();
    const double start = std::max(diameter / std::sqrt(static_cast<double>(points.size())), 1e-300);
    const PlaceGrid grid{points, start};
    std::vector<double> out;
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        double least = std::numeric_limits<double>::infinity();
        for (double radius = start; !(least <= radius * radius); radius *= 2) {
            grid.within(points[i], radius, [&](std::uint32_t j, double squared) {
                if (j != i) least = std::min(least, squared);
            });
            if (diameter == 0) least = 0;
        }
        out.push_back(std::sqrt(least));
    }
    return out;
}

Maybe<NearestNeighbours> nearest_neighbour_index(std::span<const Planar> points, const Window& window) {
    if (!all_inside(points, window)) return std::unexpected{Why::not_a_number};
    if (points.size() < 2) return std::unexpected{Why::too_few_values};
    const double n = static_cast<double>(points.size()), area = window.area(),
                 perimeter = 2 * (window.width() + window.height());
    NearestNeighbours out;
    for (const double d : nearest_distances(points)) out.mean += d / n;
    const double expected = std::sqrt(area / n) / 2;
    out.plain =
        index_of(out.mean, expected, std::sqrt((4 - std::numbers::pi) * area / (4 * std::numbers::pi)) / n);
    out.donnelly = index_of(
        out.mean, expected + (0.0514 + 0.0412 / std::sqrt(n)) * perimeter / n,
        std::sqrt(0.0703 * area / (n * n) + 0.037 * perimeter * std::sqrt(area / (n * n * n * n * n))));
    return out;
}

Maybe<Quadrats> quadrat_test(std::span<const Planar> points, const Window& window, std::size_t columns,
                             std::size_t rows) {
    expects(columns >= 1 && rows >= 1, "quadrat_test: a quadrat");
    if (!all_inside(points, window)) return std::unexpected{Why::not_a_number};
    const std::size_t k = columns * rows;
    if (points.empty() || k < 2) return std::unexpected{Why::too_few_values};
    Quadrats out{.counts = std::vector<std::size_t>(k), .chi2 = 0, .df = static_cast<int>(k) - 1, .p = {}};
    const auto place = [](double at, std::size_t of) {
        return std::min(static_cast<std::size_t>(at * static_cast<double>(of)), of - 1);
    };
    for (const Planar p : points) {
        const std::size_t c = place((p.x - window.low.x) / window.width(), columns);
        ++out.counts[place((p.y - window.low.y) / window.height(), rows) * columns + c];
    }
    const double mean = static_cast<double>(points.size()) / static_cast<double>(k);
    for (const auto count : out.counts) {
        const double apart = static_cast<double>(count) - mean;
        out.chi2 += apart * apart / mean;
    }
    out.variance_to_mean = out.chi2 / out.df;
    out.p = {chi2_cdf(out.chi2, out.df), gamma_above(out.chi2, out.df / 2.0, 2)};
    return out;
}

}  // namespace atalaya::stats

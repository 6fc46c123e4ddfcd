#include "stats/points/adaptive_density.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "stats/points/gauss_transform.hpp"
#include "stats/points/gaussian_kernel.hpp"

namespace atalaya::stats {

namespace {

constexpr double steps = 12;  // widths to a factor of e

using Six = std::array<double, 6>;

// Lagrange's weights of the widths -2 .. 3 steps from the one below.
Six width_weights(double t) {
    const double a = t + 2, b = t + 1, d = t - 1, e = t - 2, f = t - 3;
    return {b * t * d * e * f * (-1.0 / 120), a * t * d * e * f * (1.0 / 24),
            a * b * d * e * f * (-1.0 / 12),  a * b * t * e * f * (1.0 / 12),
            a * b * t * d * f * (-1.0 / 24),  a * b * t * d * e * (1.0 / 120)};
}

// What a point of weight 1 gives at its own place.
double top_of(Gaussian kernel) {
    return 1 / (2 * std::numbers::pi * kernel.sd_x * kernel.sd_y);
}

Gaussian times(Gaussian kernel, double factor) {
    return {kernel.sd_x * factor, kernel.sd_y * factor};
}

// Every pair.
std::vector<double> by_each(std::span<const Planar> points, std::span<const double> factors,
                            std::span<const double> weights, std::span<const Planar> places,
                            const Window& window, Gaussian kernel, EdgeCorrection edge) {
    std::vector<double> out(places.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Gaussian own = times(kernel, factors[i]);
        for (std::size_t at = 0; at < places.size(); ++at) {
            const Planar u = places[at];
            const double part = edge == EdgeCorrection::uniform ? kernel_inside(u, window, own) : 1;
            out[at] += weights[i] * kernel_at(u.x - points[i].x, u.y - points[i].y, own) / part;
        }
    }
    return out;
}

// Points of like width together: each as six whose widths are steps of one ladder.
std::vector<double> by_widths(std::span<const Planar> points, std::span<const double> factors,
                              std::span<const double> weights, std::span<const Planar> places,
                              const Window& window, Gaussian kernel, EdgeCorrection edge) {
    const auto [least, most] = std::ranges::minmax(factors);
    const double low = std::log(least);
    const auto rungs = static_cast<std::size_t>((std::log(most) - low) * steps) + 6;
    struct Rung {
        std::vector<Planar> points;
        std::vector<double> weights;
    };
    std::vector<Rung> ladder(rungs);
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double at = std::max(0.0, (std::log(factors[i]) - low) * steps);
        const std::size_t below = std::min(static_cast<std::size_t>(at), rungs - 6);
        const Six parts = width_weights(at - static_cast<double>(below));
        const double top = weights[i] * top_of(times(kernel, factors[i]));
        for (std::size_t k = 0; k < parts.size(); ++k) {
            if (parts[k] == 0) continue;
            ladder[below + k].points.push_back(points[i]);
            ladder[below + k].weights.push_back(top * parts[k]);
        }
    }
    std::vector<double> out(places.size());
    for (std::size_t rung = 0; rung < rungs; ++rung) {
        if (ladder[rung].points.empty()) continue;
        const Gaussian width = times(kernel, std::exp(low + (static_cast<double>(rung) - 2) / steps));
        const auto sums = gauss_transform(ladder[rung].points, ladder[rung].weights, places, width);
        for (std::size_t at = 0; at < places.size(); ++at)
            out[at] += edge == EdgeCorrection::uniform ? sums[at] / kernel_inside(places[at], window, width)
                                                       : sums[at];
    }
    // Six of which some are below 0 may leave less than nothing where there is next to nothing.
    for (double& value : out) value = std::max(value, 0.0);
    return out;
}

}  // namespace

Maybe<std::vector<double>> abramson_factors(std::span<const Planar> points, const Window& window,
                                            Gaussian pilot, EdgeCorrection edge, double most) {
    expects(most >= 1, "abramson_factors: most >= 1");
    if (points.empty()) return std::unexpected{Why::too_few_values};
    auto found = density(points, points, window, pilot, edge);
    if (!found) return found;
    double sum = 0;
    for (const double f : *found) sum += std::log(f);
    const double geometric = std::exp(sum / static_cast<double>(points.size()));
    for (double& f : *found) f = std::min(most, std::sqrt(geometric / f));
    return found;
}

Maybe<std::vector<double>> adaptive_density(std::span<const Planar> points, std::span<const double> factors,
                                            std::span<const Planar> places, const Window& window,
                                            Gaussian kernel, EdgeCorrection edge) {
    expects(factors.size() == points.size(), "adaptive_density: one factor a point");
    const auto inside = [&](Planar p) { return window.holds(p); };
    if (!std::ranges::all_of(points, inside) || !std::ranges::all_of(places, inside))
        return std::unexpected{Why::not_a_number};
    if (points.empty()) return std::vector<double>(places.size());
    std::vector<double> weights(points.size(), 1.0);
    if (edge == EdgeCorrection::diggle)
        for (std::size_t i = 0; i < points.size(); ++i)
            weights[i] = 1 / kernel_inside(points[i], window, times(kernel, factors[i]));
    const auto sum = adds_each_pair(points.size(), places.size()) ? by_each : by_widths;
    return sum(points, factors, weights, places, window, kernel, edge);
}

}  // namespace atalaya::stats

#include "stats/points/adaptive_density.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/points/gaussian_kernel.hpp"

namespace atalaya::stats {

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
    std::vector<double> out(places.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const Gaussian own{kernel.sd_x * factors[i], kernel.sd_y * factors[i]};
        const double weight = edge == EdgeCorrection::diggle ? 1 / kernel_inside(points[i], window, own) : 1;
        for (std::size_t at = 0; at < places.size(); ++at) {
            const Planar u = places[at];
            const double part = edge == EdgeCorrection::uniform ? kernel_inside(u, window, own) : 1;
            out[at] += weight * kernel_at(u.x - points[i].x, u.y - points[i].y, own) / part;
        }
    }
    return out;
}

}  // namespace atalaya::stats

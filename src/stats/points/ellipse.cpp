#include "stats/points/ellipse.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace atalaya::stats {

double Ellipse::area() const {
    return std::numbers::pi * major * minor;
}

Maybe<Ellipse> deviational_ellipse(std::span<const Planar> points) {
    if (points.size() < 3) return std::unexpected{Why::too_few_values};
    const double n = static_cast<double>(points.size());
    Ellipse out;
    for (const auto [x, y] : points) out.centre = {out.centre.x + x / n, out.centre.y + y / n};
    double xx = 0, xy = 0, yy = 0;
    for (const auto [x, y] : points) {
        const double dx = x - out.centre.x, dy = y - out.centre.y;
        xx += dx * dx;
        xy += dx * dy;
        yy += dy * dy;
    }
    if (!std::isfinite(xx + yy)) return std::unexpected{Why::not_a_number};
    const double middle = (xx + yy) / 2, apart = std::hypot((xx - yy) / 2, xy);
    out.major = std::sqrt(2 * (middle + apart) / (n - 2));
    out.minor = std::sqrt(2 * std::max(0.0, middle - apart) / (n - 2));
    if (apart <= 1e-12 * middle) return out;
    // atan2 counts from east by north; a bearing from north by east.
    const double east = std::atan2(2 * xy, xx - yy) / 2 * 180 / std::numbers::pi;
    out.bearing = std::fmod(90 - east + 180, 180);
    return out;
}

}  // namespace atalaya::stats

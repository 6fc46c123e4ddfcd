// The Gaussian kernel of densities of points, and the part of it that a window holds.
#pragma once

#include <cmath>
#include <numbers>

#include "stats/distributions.hpp"
#include "stats/points/window.hpp"

namespace atalaya::stats {

// Standard deviations on each axis, above 0.
struct Gaussian {
    double sd_x{}, sd_y{};
};

inline double kernel_at(double dx, double dy, Gaussian k) {
    const double x = dx / k.sd_x, y = dy / k.sd_y;
    return std::exp(-(x * x + y * y) / 2) / (2 * std::numbers::pi * k.sd_x * k.sd_y);
}

// The part of the kernel at u that lies inside the window.
inline double kernel_inside(Planar u, const Window& w, Gaussian k) {
    const auto between = [](double low, double high, double sd) {
        if (low < -8.3 * sd && high > 8.3 * sd) return 1.0;  // to the last bit
        return normal_cdf(high / sd) - normal_cdf(low / sd);
    };
    return between(w.low.x - u.x, w.high.x - u.x, k.sd_x) * between(w.low.y - u.y, w.high.y - u.y, k.sd_y);
}

}  // namespace atalaya::stats

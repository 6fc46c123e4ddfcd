#include "render/chart_scale.hpp"

#include <cmath>

#include "core/error.hpp"

namespace atalaya::render {

namespace {

double smallest_step(double at_least, bool whole) {
    for (int power = static_cast<int>(std::floor(std::log10(at_least)));; ++power) {
        for (const double digits : {1.0, 2.0, 2.5, 5.0}) {
            const double step = power >= 0 ? digits * std::pow(10, power) : digits / std::pow(10, -power);
            if (step >= at_least && (!whole || step == std::floor(step))) return step;
        }
    }
}

}  // namespace

std::vector<double> nice_ticks(double highest, int about, bool whole) {
    expects(std::isfinite(highest) && highest >= 0 && about >= 1, "nice_ticks: highest >= 0 and about >= 1");
    const double reach = highest == 0 ? 1 : highest;
    const double step = smallest_step(reach / about * (1 - 1e-12), whole);
    std::vector<double> ticks{0};
    for (int i = 1; ticks.back() < reach * (1 - 1e-12); ++i) ticks.push_back(i * step);
    return ticks;
}

}  // namespace atalaya::render

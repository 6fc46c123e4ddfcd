#include "methods/distances.hpp"

#include <numbers>

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"

namespace atalaya::methods {

std::vector<Setting> distance_settings(std::vector<std::string> edges) {
    return {number("longest", 0, 0, 1e7, "m"), whole("steps", 20, 1, 1000), choice("edge", std::move(edges))};
}

std::vector<double> distances_of(const Asked& asked, const stats::Window& window) {
    const double shorter = std::min(window.width(), window.height());
    const double longest = asked.number("longest") > 0 ? asked.number("longest") : shorter / 4;
    if (longest > shorter)
        throw Error{Fault::usage,
                    message("expected a longest distance no more than the shorter side of the window, "
                            "{}; found {}",
                            shorter, longest)};
    // To ten digits, so that points just as far apart as a radius says are within it.
    std::vector<double> r;
    const auto steps = asked.whole("steps");
    for (std::int64_t i = 1; i <= steps; ++i) {
        const double radius = longest * static_cast<double>(i) / static_cast<double>(steps);
        r.push_back(*decimal_number(canonical_number(radius)));
    }
    return r;
}

stats::EdgeWeight edge_of(const Asked& asked) {
    const auto& edge = asked.choice("edge");
    if (edge == "isotropic") return stats::EdgeWeight::isotropic;
    if (edge == "translation") return stats::EdgeWeight::translation;
    return edge == "border" ? stats::EdgeWeight::border : stats::EdgeWeight::none;
}

double seconds_of_pairs(const Asked& asked, std::string_view table, double times) {
    const auto points = places_of(asked, table);
    const auto window = window_of(asked, points);
    const double longest = distances_of(asked, window).back();
    const double a_pair = edge_of(asked) == stats::EdgeWeight::isotropic ? 1e-7 : 7e-8;
    const double near = std::min(1.0, std::numbers::pi * longest * longest / window.area());
    const auto n = static_cast<double>(points.size());
    return n * n / 2 * near * times * a_pair;
}

}  // namespace atalaya::methods

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/distances.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

Result run_correlation(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_about(asked, points);
    const auto r = distances_of(asked, window);
    const double stoyan = asked.number("smoothing");
    const auto g = stats::pair_correlation(points, window, r, edge_of(asked), stoyan);
    if (!g) return refusal(std::string{stats::code(g.error())});
    Rows rows{{"r", "g"}};
    for (std::size_t i = 0; i < r.size(); ++i) rows.add({r[i], (*g)[i]});
    Rows used{{"half_width"}};
    used.add({stoyan / std::sqrt(static_cast<double>(points.size()) / window.area())});
    Result result;
    result.tables.emplace("distances", std::move(rows).frame());
    result.tables.emplace("smoothing", std::move(used).frame());
    return result;
}

}  // namespace

Method pair_correlation() {
    auto settings = window_settings();
    for (auto& setting : distance_settings({"translation", "isotropic", "none"}))
        settings.push_back(std::move(setting));
    settings.push_back(number("smoothing", 0.15, 0.001, 10));
    return {
        .name = "pair_correlation",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "distances", .columns = named({"r", "g"})},
                    {.name = "smoothing", .columns = named({"half_width"})}},
        .run = run_correlation,
    };
}

}  // namespace atalaya::methods

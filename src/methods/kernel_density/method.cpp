#include <algorithm>
#include <cmath>
#include <map>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/points/adaptive_density.hpp"

namespace atalaya::methods {

namespace {

const std::map<std::string, stats::EdgeCorrection> edges{{"diggle", stats::EdgeCorrection::diggle},
                                                         {"uniform", stats::EdgeCorrection::uniform},
                                                         {"none", stats::EdgeCorrection::none}};

using Points = std::vector<Planar>;

// The width that was given, or the one that the rule gives.
stats::Maybe<stats::Gaussian> width(const Asked& asked, const Points& points, const stats::Window& window) {
    const auto both = [](const stats::Maybe<double>& sd) -> stats::Maybe<stats::Gaussian> {
        if (!sd) return std::unexpected{sd.error()};
        return stats::Gaussian{*sd, *sd};
    };
    const auto& rule = asked.choice("bandwidth");
    if (rule == "given") return both(asked.number("sd"));
    if (rule == "error") return both(stats::bandwidth_by_error(points, window));
    if (rule == "likelihood") return both(stats::bandwidth_by_likelihood(points, window));
    return stats::bandwidth_by_scott(points);
}

// Whether the width is the least or the greatest that its rule looked at, so that a better one may lie beyond.
bool at_an_end(const std::string& rule, const stats::Window& window, double sd) {
    const double side = std::min(window.width(), window.height());
    const auto is = [&](double end) { return std::abs(sd - end) <= 1e-9 * end; };
    if (rule == "likelihood") return is(side / 100) || is(side / 2);
    return rule == "error" && (is(side / 16 / 512) || is(side / 16));
}

// How much wider than the rest each point spreads; empty where all spread alike.
stats::Maybe<std::vector<double>> widening(const Asked& asked, const Points& points,
                                           const stats::Window& window, const stats::Gaussian& sd) {
    if (!asked.flag("adaptive")) return std::vector<double>{};
    if (asked.choice("kernel") != "gaussian")
        throw Error{Fault::usage, message("expected kernel gaussian where widths are adaptive, found {}",
                                          asked.choice("kernel"))};
    return stats::abramson_factors(points, window, sd, edges.at(asked.choice("edge")), asked.number("most"));
}

stats::Maybe<stats::DensityMap> map_of(const Asked& asked, const Points& points, stats::CellCount cells,
                                       const stats::Window& window, const stats::Gaussian& sd,
                                       const std::vector<double>& factors) {
    const auto edge = edges.at(asked.choice("edge"));
    const bool at_points = asked.flag("at_points");
    if (factors.empty() && asked.choice("kernel") == "gaussian")
        return stats::density_map(points, window, cells, sd, edge, at_points);
    if (factors.empty())
        return stats::density_map(points, window, cells, stats::Quartic{asked.number("radius")}, edge,
                                  at_points);
    const auto centres = stats::cell_centres(window, cells.columns, cells.rows);
    auto found = stats::adaptive_density(points, factors, centres, window, sd, edge);
    if (!found) return std::unexpected{found.error()};
    const auto most = at_points ? std::max(points.size(), centres.size()) : centres.size();
    const bool each = stats::adds_each_pair(points.size(), most);
    stats::DensityMap map{.cells = std::move(*found),
                          .points = {},
                          .added = each ? stats::Added::each_pair : stats::Added::in_groups};
    if (!at_points) return map;
    auto there = stats::adaptive_density(points, factors, points, window, sd, edge);
    if (!there) return std::unexpected{there.error()};
    map.points = std::move(*there);
    return map;
}

Frame cells_of(const stats::Window& window, stats::CellCount cells, std::vector<double> density) {
    const auto xs = stats::cell_centres(window, cells.columns, 1),
               ys = stats::cell_centres(window, 1, cells.rows);
    const std::size_t n = density.size();
    Numbers x, y;
    x.reserve(n);
    y.reserve(n);
    for (const Planar row : ys)
        for (const Planar column : xs) {
            x.push_back(column.x);
            y.push_back(row.y);
        }
    Frame frame;
    frame.add("x", std::move(x));
    frame.add("y", std::move(y));
    frame.add("density", std::move(density));
    frame.add("why", Texts(n));
    return frame;
}

Frame points_of(std::vector<double> density, std::vector<double> factors) {
    const std::size_t n = density.size();
    if (factors.empty()) factors.assign(n, 1);
    Frame frame;
    frame.add("density", std::move(density));
    frame.add("factor", std::move(factors));
    frame.add("why", Texts(n));
    return frame;
}

Result run_density(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_about(asked, points);
    const auto sd = width(asked, points, window);
    if (!sd) return refusal(std::string{stats::code(sd.error())});
    auto factors = widening(asked, points, window, *sd);
    if (!factors) return refusal(std::string{stats::code(factors.error())});
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    const stats::CellCount cells{size("columns"), size("rows")};
    auto map = map_of(asked, points, cells, window, *sd, *factors);
    if (!map) return refusal(std::string{stats::code(map.error())});
    const std::size_t places = map->cells.size() + map->points.size();
    Rows used{{"sd_x", "sd_y"}};
    used.add({sd->sd_x, sd->sd_y});
    Result result;
    result.tables.emplace("cells", cells_of(window, cells, std::move(map->cells)));
    if (asked.flag("at_points"))
        result.tables.emplace("points", points_of(std::move(map->points), std::move(*factors)));
    result.tables.emplace("bandwidth", std::move(used).frame());
    if (at_an_end(asked.choice("bandwidth"), window, sd->sd_x))
        result.notes.push_back({"width_at_an_end", {}});
    if (asked.choice("kernel") == "gaussian" && !asked.flag("adaptive") &&
        !stats::adds_each_pair(points.size(), places))
        result.notes.push_back({"added_on_nodes", {}});
    if (map->added == stats::Added::in_groups) result.notes.push_back({"added_in_groups", {}});
    if (map->added == stats::Added::on_cells) result.notes.push_back({"added_on_cells", {}});
    return result;
}

}  // namespace

Method kernel_density() {
    auto settings = window_settings();
    settings.push_back(choice("kernel", {"gaussian", "quartic"}));
    settings.push_back(choice("bandwidth", {"scott", "error", "likelihood", "given"}));
    settings.push_back(number("sd", 250, 1e-9, 1e7, "m"));
    settings.push_back(number("radius", 500, 1e-9, 1e7, "m"));
    settings.push_back(flag("adaptive", false));
    settings.push_back(number("most", 5, 1, 1000));
    settings.push_back(choice("edge", {"diggle", "uniform", "none"}));
    settings.push_back(whole("columns", 50, 1, 2000));
    settings.push_back(whole("rows", 50, 1, 2000));
    settings.push_back(flag("at_points", true));
    return {
        .name = "kernel_density",
        .version = "5",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "cells", .columns = named({"x", "y", "density"})},
                    {.name = "points", .columns = named({"density", "factor"}), .rows = "points"},
                    {.name = "bandwidth", .columns = named({"sd_x", "sd_y"})}},
        .run = run_density,
    };
}

}  // namespace atalaya::methods

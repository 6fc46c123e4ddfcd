#include <map>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/points/density.hpp"

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

stats::Maybe<std::vector<double>> at_places(const Asked& asked, const Points& points, const Points& places,
                                            const stats::Window& window, const stats::Gaussian& sd) {
    const auto edge = edges.at(asked.choice("edge"));
    if (asked.choice("kernel") == "gaussian") return stats::density(points, places, window, sd, edge);
    return stats::density(points, places, window, stats::Quartic{asked.number("radius")}, edge);
}

Result run_density(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_of(asked, points);
    const auto sd = width(asked, points, window);
    if (!sd) return refusal(std::string{stats::code(sd.error())});
    const auto size = [&](const char* name) { return static_cast<std::size_t>(asked.whole(name)); };
    const auto places = stats::cell_centres(window, size("columns"), size("rows"));
    const auto found = at_places(asked, points, places, window, *sd);
    const auto there = at_places(asked, points, points, window, *sd);
    if (!found || !there) return refusal(std::string{stats::code((found ? there : found).error())});
    Rows cells{{"x", "y", "density"}};
    for (std::size_t i = 0; i < places.size(); ++i) cells.add({places[i].x, places[i].y, (*found)[i]});
    Rows at_points{{"density"}};
    for (const double value : *there) at_points.add({value});
    Rows used{{"sd_x", "sd_y"}};
    used.add({sd->sd_x, sd->sd_y});
    Result result;
    result.tables.emplace("cells", std::move(cells).frame());
    result.tables.emplace("points", std::move(at_points).frame());
    result.tables.emplace("bandwidth", std::move(used).frame());
    return result;
}

}  // namespace

Method kernel_density() {
    auto settings = window_settings();
    settings.push_back(choice("kernel", {"gaussian", "quartic"}));
    settings.push_back(choice("bandwidth", {"scott", "error", "likelihood", "given"}));
    settings.push_back(number("sd", 250, 1e-9, 1e7, "m"));
    settings.push_back(number("radius", 500, 1e-9, 1e7, "m"));
    settings.push_back(choice("edge", {"diggle", "uniform", "none"}));
    settings.push_back(whole("columns", 50, 1, 2000));
    settings.push_back(whole("rows", 50, 1, 2000));
    return {
        .name = "kernel_density",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "cells", .columns = named({"x", "y", "density"})},
                    {.name = "points", .columns = named({"density"}), .rows = "points"},
                    {.name = "bandwidth", .columns = named({"sd_x", "sd_y"})}},
        .run = run_density,
    };
}

}  // namespace atalaya::methods

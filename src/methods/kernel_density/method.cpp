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

// How much wider than the rest each point spreads; empty where all spread alike.
stats::Maybe<std::vector<double>> widening(const Asked& asked, const Points& points,
                                           const stats::Window& window, const stats::Gaussian& sd) {
    if (!asked.flag("adaptive")) return std::vector<double>{};
    if (asked.choice("kernel") != "gaussian")
        throw Error{Fault::usage, message("expected kernel gaussian where widths are adaptive, found {}",
                                          asked.choice("kernel"))};
    return stats::abramson_factors(points, window, sd, edges.at(asked.choice("edge")), asked.number("most"));
}

stats::Maybe<std::vector<double>> at_places(const Asked& asked, const Points& points, const Points& places,
                                            const stats::Window& window, const stats::Gaussian& sd,
                                            const std::vector<double>& factors) {
    const auto edge = edges.at(asked.choice("edge"));
    if (!factors.empty()) return stats::adaptive_density(points, factors, places, window, sd, edge);
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
    const auto factors = widening(asked, points, window, *sd);
    if (!factors) return refusal(std::string{stats::code(factors.error())});
    const auto found = at_places(asked, points, places, window, *sd, *factors);
    const auto there = at_places(asked, points, points, window, *sd, *factors);
    if (!found || !there) return refusal(std::string{stats::code((found ? there : found).error())});
    Rows cells{{"x", "y", "density"}};
    for (std::size_t i = 0; i < places.size(); ++i) cells.add({places[i].x, places[i].y, (*found)[i]});
    Rows at_points{{"density", "factor"}};
    for (std::size_t i = 0; i < there->size(); ++i)
        at_points.add({(*there)[i], factors->empty() ? 1 : (*factors)[i]});
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
    settings.push_back(flag("adaptive", false));
    settings.push_back(number("most", 5, 1, 1000));
    settings.push_back(choice("edge", {"diggle", "uniform", "none"}));
    settings.push_back(whole("columns", 50, 1, 2000));
    settings.push_back(whole("rows", 50, 1, 2000));
    return {
        .name = "kernel_density",
        .version = "2",
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

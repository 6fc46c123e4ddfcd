#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/points/density.hpp"
#include "stats/points/nearest.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"chi2", "df", "p_clustered", "p_regular", "variance_to_mean"};

Result run_quadrats(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto window = window_about(asked, points);
    const auto columns = static_cast<std::size_t>(asked.whole("columns")),
               rows = static_cast<std::size_t>(asked.whole("rows"));
    const auto found = stats::quadrat_test(points, window, columns, rows);
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows test{figures};
    test.add(
        {found->chi2, static_cast<double>(found->df), found->p.high, found->p.low, found->variance_to_mean});
    Rows cells{{"x", "y", "events"}};
    const auto centres = stats::cell_centres(window, columns, rows);
    for (std::size_t i = 0; i < centres.size(); ++i)
        cells.add({centres[i].x, centres[i].y, static_cast<double>(found->counts[i])});
    Result result;
    result.tables.emplace("test", std::move(test).frame());
    result.tables.emplace("cells", std::move(cells).frame());
    const double expected = static_cast<double>(points.size()) / static_cast<double>(columns * rows);
    if (expected < 5) result.notes.push_back({"few_expected", {}});
    return result;
}

}  // namespace

Method quadrats() {
    auto settings = window_settings();
    settings.push_back(whole("columns", 5, 1, 1000));
    settings.push_back(whole("rows", 5, 1, 1000));
    return {
        .name = "quadrats",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "test", .columns = named(figures)},
                    {.name = "cells", .columns = named({"x", "y", "events"})}},
        .run = run_quadrats,
    };
}

}  // namespace atalaya::methods

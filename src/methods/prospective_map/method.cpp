#include <algorithm>
#include <cmath>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/prospective.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_cells = 4e6;

Result run_map(const Asked& asked) {
    const auto places = places_of(asked, "points");
    std::vector<double> x, y;
    for (const auto& place : places) x.push_back(place.x), y.push_back(place.y);
    std::vector<std::int32_t> days;
    for (const double day : asked.table("points").numbers("day"))
        days.push_back(static_cast<std::int32_t>(day));
    const auto last = *std::max_element(days.begin(), days.end());
    const auto today = last + static_cast<std::int32_t>(asked.whole("days_ahead"));
    const auto cells = cells_over(window_of(asked, places), asked.number("cell"), most_cells);
    const auto found = stats::prospective_risk(x, y, days, today, cells,
                                               {.reach = asked.number("reach"),
                                                .memory = static_cast<std::int32_t>(asked.whole("memory")),
                                                .smooth = asked.flag("smooth")});
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows rows{{"x", "y", "risk"}};
    for (std::size_t row = 0; row < cells.rows; ++row) {
        for (std::size_t column = 0; column < cells.columns; ++column) {
            const double risk = (*found)[row * cells.columns + column];
            if (risk == 0 && !asked.flag("zeros")) continue;
            rows.add({cells.left + (static_cast<double>(column) + 0.5) * cells.size,
                      cells.bottom + (static_cast<double>(row) + 0.5) * cells.size, risk});
        }
    }
    return answer("cells", std::move(rows));
}

}  // namespace

Method prospective_map() {
    auto table = points_table();
    table.columns.insert(table.columns.begin(), {.name = "day", .holds = Holds::day});
    auto settings = window_settings();
    settings.push_back(number("cell", 50, 1, 10'000, "m"));
    settings.push_back(number("reach", 400, 1, 100'000, "m"));
    settings.push_back(whole("memory", 60, 1, 3660, "day"));
    settings.push_back(whole("days_ahead", 1, 0, 366, "day"));
    settings.push_back(flag("smooth", false));
    settings.push_back(flag("zeros", false));
    return {
        .name = "prospective_map",
        .version = "2",
        .family = "space_time",
        .tables = {std::move(table)},
        .settings = std::move(settings),
        .answers = {{.name = "cells", .columns = named({"x", "y", "risk"})}},
        .run = run_map,
    };
}

}  // namespace atalaya::methods

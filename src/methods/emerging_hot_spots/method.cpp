#include "stats/spatial/emerging.hpp"

#include <algorithm>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/grid.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"hot_periods", "cold_periods", "last_z", "trend_z", "trend_p"};

Result run_emerging(const Asked& asked) {
    if (asked.has("counts", "value") &&
        std::ranges::any_of(asked.table("counts").numbers("value"), [](double one) { return one < 0; }))
        return refusal("not_a_count");
    const auto beside = methods::beside(asked);
    const auto grid = grid_of(asked, "value", static_cast<std::int32_t>(asked.whole("period_days")));
    if (grid.periods() < 4) return refusal("fewer_than_four_periods");  // of fewer there is no trend to test
    const auto found = stats::emerging_hot_spots(grid.values, grid.periods(), beside.neighbours,
                                                 {.back = static_cast<std::size_t>(asked.whole("back")),
                                                  .level = asked.number("level"),
                                                  .false_discovery = asked.flag("false_discovery")});
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows rows{figures};
    Texts categories, kinds;
    for (const auto& spot : *found) {
        const auto of_state = [&](int state) {
            return static_cast<double>(std::count(spot.state.begin(), spot.state.end(), state));
        };
        rows.add({of_state(1), of_state(-1), spot.z.back(), spot.trend.z, spot.trend.p});
        const bool none = spot.emergence == stats::Emergence::none;
        categories.emplace_back(stats::code(spot.emergence));
        kinds.emplace_back(none ? "none" : spot.cold ? "cold" : "hot");
    }
    Frame frame = std::move(rows).frame();
    frame.add("category", std::move(categories));
    frame.add("kind", std::move(kinds));
    Result result;
    result.tables.emplace("areas", std::move(frame));
    tell_left_out(beside, 0, result);
    tell_left_out(grid, result);
    return result;
}

}  // namespace

Method emerging_hot_spots() {
    auto settings = neighbour_settings();
    settings.push_back(whole("back", 1, 0, 1000));
    settings.push_back(number("level", 0.05, 0.0001, 0.5));
    settings.push_back(flag("false_discovery", true));
    settings.push_back(whole("period_days", 1, 1, 366, "day"));
    auto columns = named(figures);
    columns.push_back({.name = "category", .holds = Holds::text});
    columns.push_back({.name = "kind", .holds = Holds::text});
    return {
        .name = "emerging_hot_spots",
        .version = "3",
        .family = "space_time",
        .tables = {areas_with({}), links_between_areas(), counts_by_day({.name = "value"})},
        .settings = std::move(settings),
        .answers = {{.name = "areas", .columns = std::move(columns), .rows = "areas"}},
        .run = run_emerging,
    };
}

}  // namespace atalaya::methods

#include "stats/points/dbscan.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "core/json.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/clusters_of_points.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_radii = 1e9;  // that the map is wide: squares of a radius have whole numbers for names

double span_of(const std::vector<Planar>& places) {
    const auto [west, east] = std::ranges::minmax(places, {}, &Planar::x);
    const auto [south, north] = std::ranges::minmax(places, {}, &Planar::y);
    return std::max(east.x - west.x, north.y - south.y);
}

Result run_dbscan(const Asked& asked) {
    const auto places = places_of(asked, "points");
    const double radius = asked.number("radius");
    if (const double least = span_of(places) / most_radii; radius < least)
        throw Error{Fault::usage,
                    message("expected a radius of {} or more, for the places span {} m; found {}: --set "
                            "radius={}. Is one of them far from the others by mistake?",
                            canonical_number(least), canonical_number(span_of(places)),
                            canonical_number(radius), canonical_number(least))};
    const auto found = stats::dbscan(places, radius, static_cast<std::size_t>(asked.whole("least")));
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto numbers = numbers_by_size(found->of, places, static_cast<std::size_t>(found->count));
    Rows rows{{"cluster", "core"}};
    std::size_t noise = 0, core = 0;
    for (std::size_t i = 0; i < found->of.size(); ++i) {
        const bool alone = found->of[i] == stats::Clusters::noise;
        const double number =
            alone ? 0 : static_cast<double>(numbers[static_cast<std::size_t>(found->of[i])] + 1);
        rows.add({number, found->core[i] ? 1.0 : 0.0});
        noise += alone;
        core += found->core[i];
    }
    Rows sums{{"clusters", "noise", "core"}};
    sums.add({static_cast<double>(found->count), static_cast<double>(noise), static_cast<double>(core)});
    Result result;
    result.tables.emplace("points", std::move(rows).frame());
    result.tables.emplace("summary", std::move(sums).frame());
    return result;
}

}  // namespace

Method dbscan() {
    return {
        .name = "dbscan",
        .version = "2",
        .family = "space",
        .tables = {points_table()},
        .settings = {number("radius", 200, 1e-6, 1e7, "m"), whole("least", 5, 1, 1'000'000)},
        .answers = {{.name = "points", .columns = named({"cluster", "core"}), .rows = "points"},
                    {.name = "summary", .columns = named({"clusters", "noise", "core"})}},
        .run = run_dbscan,
    };
}

}  // namespace atalaya::methods

#include "stats/points/stac.hpp"

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/clusters_of_points.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/points/ellipse.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_nodes = 2e6;
const std::vector<std::string> of_cluster{"points", "x", "y", "major", "minor", "bearing", "area", "density"};

// The ellipse of `deviations` standard deviations about a cluster, and its points per square metre.
void add_cluster(Rows& rows, const std::vector<Planar>& members, double deviations) {
    const auto n = static_cast<double>(members.size());
    const auto ellipse = stats::deviational_ellipse(members);
    if (!ellipse) {
        std::vector<double> figures(of_cluster.size(), no_value);
        figures.front() = n;
        rows.add(figures, stats::code(ellipse.error()));
        return;
    }
    const double area = ellipse->area() * deviations * deviations;
    // Points on one line: an ellipse without an area has no density.
    const bool flat = !(ellipse->minor > 1e-9 * ellipse->major);
    rows.add({n, ellipse->centre.x, ellipse->centre.y, ellipse->major * deviations,
              flat ? 0 : ellipse->minor * deviations, ellipse->bearing, flat ? 0 : area,
              flat ? no_value : n / area},
             flat ? stats::code(stats::Why::no_exposure) : "");
}

Result run_stac(const Asked& asked) {
    const auto places = places_of(asked, "points");
    const auto window = window_of(asked, places);
    const stats::StacModel model{.radius = asked.number("radius"),
                                 .spacing = asked.number("spacing"),
                                 .circles = static_cast<std::size_t>(asked.whole("circles")),
                                 .least = static_cast<std::size_t>(asked.whole("least"))};
    if (stats::stac_nodes(window, model) > most_nodes) return refusal("too_many_cells");
    const auto found = stats::stac(places, window, model);
    if (!found) return refusal(std::string{stats::code(found.error())});

    const auto numbers = numbers_by_size(found->of, places, found->count);
    std::vector<std::vector<Planar>> members(found->count);
    Rows points{{"cluster"}};
    double noise = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (found->of[i] == stats::Clusters::noise) {
            points.add({0});
            ++noise;
            continue;
        }
        const auto number = numbers[static_cast<std::size_t>(found->of[i])];
        points.add({static_cast<double>(number + 1)});
        members[number].push_back(places[i]);
    }
    Rows clusters{of_cluster};
    for (auto& one : members) {
        std::ranges::sort(one);
        add_cluster(clusters, one, asked.number("deviations"));
    }
    Rows sums{{"clusters", "noise", "circles"}};
    sums.add({static_cast<double>(found->count), noise, static_cast<double>(found->circles)});
    Result result;
    result.tables.emplace("points", std::move(points).frame());
    result.tables.emplace("clusters", std::move(clusters).frame());
    result.tables.emplace("summary", std::move(sums).frame());
    return result;
}

}  // namespace

Method stac() {
    auto settings = window_settings();
    settings.insert(settings.end(), {number("radius", 200, 1e-6, 1e7, "m"), number("spacing", 0, 0, 1e7, "m"),
                                     whole("circles", 25, 1, 10'000), whole("least", 5, 2, 1'000'000),
                                     number("deviations", 1, 0.1, 5)});
    return {
        .name = "stac",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = std::move(settings),
        .answers = {{.name = "points", .columns = named({"cluster"}), .rows = "points"},
                    {.name = "clusters", .columns = named(of_cluster)},
                    {.name = "summary", .columns = named({"clusters", "noise", "circles"})}},
        .run = run_stac,
    };
}

}  // namespace atalaya::methods

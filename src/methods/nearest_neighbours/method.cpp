#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/points/nearest.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"mean",  "ratio",      "expected",      "z",      "p_clustered",
                                       "p",     "ratio_edge", "expected_edge", "z_edge", "p_clustered_edge",
                                       "p_edge"};

Result run_index(const Asked& asked) {
    const auto points = places_of(asked, "points");
    const auto found = stats::nearest_neighbour_index(points, window_about(asked, points));
    if (!found) return refusal(std::string{stats::code(found.error())});
    const auto &plain = found->plain, &edge = found->donnelly;
    Rows rows{figures};
    rows.add({found->mean, plain.ratio, plain.expected, plain.z, plain.p.low, plain.p.two_sided(), edge.ratio,
              edge.expected, edge.z, edge.p.low, edge.p.two_sided()});
    return answer("index", std::move(rows));
}

}  // namespace

Method nearest_neighbours() {
    return {
        .name = "nearest_neighbours",
        .version = "1",
        .family = "space",
        .tables = {points_table()},
        .settings = window_settings(),
        .answers = {{.name = "index", .columns = named(figures)}},
        .run = run_index,
    };
}

}  // namespace atalaya::methods

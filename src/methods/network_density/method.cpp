#include "stats/points/network_density.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "methods/street_lines.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_pieces = 2e6;

Result run_density(const Asked& asked) {
    const Streets streets{asked};
    const auto& network = streets.network();
    const double piece = asked.number("piece");
    if (stats::street_pieces(network, piece) > most_pieces) return refusal("too_many_pieces");
    const auto split =
        asked.choice("split") == "continuous" ? stats::Split::continuous : stats::Split::discontinuous;
    const auto events = streets.events();
    const auto found = stats::network_density(
        network, events, {.radius = asked.number("radius"), .piece = piece, .split = split});
    if (!found) return refusal("too_many_ways");

    Rows pieces{{"line", "x", "y", "length", "density"}};
    double kept = 0;
    for (const auto& one : *found) {
        const double length = one.to - one.from;
        const Planar middle = streets.written({one.edge, (one.from + one.to) / 2});
        pieces.add({streets.line(one.edge), middle.x, middle.y, length, one.density});
        kept += one.density * length;
    }
    Rows sums{{"length", "lines", "nodes", "events", "sum"}};
    sums.add({network.length(), static_cast<double>(network.edges().size()),
              static_cast<double>(network.nodes()), static_cast<double>(events.size()), kept});
    Result result;
    result.tables.emplace("pieces", std::move(pieces).frame());
    result.tables.emplace("network", std::move(sums).frame());
    streets.tell_points(result);
    return result;
}

}  // namespace

Method network_density() {
    auto settings = street_settings();
    settings.insert(settings.end(),
                    {number("radius", 300, 1e-6, 1e6, "m"), number("piece", 25, 1e-6, 1e6, "m"),
                     choice("split", {"continuous", "discontinuous"})});
    return {
        .name = "network_density",
        .version = "1",
        .family = "space",
        .tables = {points_on_lines_table(), lines_table()},
        .settings = std::move(settings),
        .answers = {{.name = "pieces", .columns = named({"line", "x", "y", "length", "density"})},
                    {.name = "network", .columns = named({"length", "lines", "nodes", "events", "sum"})},
                    points_on_lines_answer()},
        .run = run_density,
    };
}

}  // namespace atalaya::methods

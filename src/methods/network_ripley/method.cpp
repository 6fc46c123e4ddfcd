#include "stats/points/network_ripley.hpp"

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "methods/street_lines.hpp"

namespace atalaya::methods {

namespace {

// Every event is measured to every other.
constexpr std::size_t most_points = 20'000;

// Ways of every event to the others within this, as far as streets join them.
Rows summary(const Streets& streets, const std::vector<stats::OnEdge>& events) {
    const auto& network = streets.network();
    double pairs = 0, sum = 0, longest = 0, nearest_sum = 0, apart = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto ways = network.ways(events[i], std::numeric_limits<double>::infinity());
        double nearest = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < events.size(); ++j) {
            if (i == j) continue;
            const double way = network.way(ways, events[i], events[j]);
            if (!std::isfinite(way)) {
                ++apart;
                continue;
            }
            ++pairs;
            sum += way;
            longest = std::max(longest, way);
            nearest = std::min(nearest, way);
        }
        nearest_sum += nearest;
    }
    const auto n = static_cast<double>(events.size());
    Rows rows{{"length", "events", "mean_way", "longest_way", "mean_nearest", "pairs_apart"}};
    rows.add({network.length(), n, pairs > 0 ? sum / pairs : no_value, pairs > 0 ? longest : no_value,
              finite(nearest_sum / n), apart / 2},
             std::isfinite(nearest_sum) ? "" : stats::code(stats::Why::no_neighbours));
    return rows;
}

Result run_ripley(const Asked& asked) {
    const Streets streets{asked};
    const auto events = streets.events();
    if (events.size() > most_points) return refusal("too_many_points");
    std::vector<double> distances;
    const auto steps = asked.whole("steps");
    for (std::int64_t i = 1; i <= steps; ++i)
        distances.push_back(asked.number("longest") * static_cast<double>(i) / static_cast<double>(steps));
    const auto found = stats::network_ripley(streets.network(), events, distances);
    if (!found) return refusal(std::string{stats::code(found.error())});

    Rows rows{{"r", "k", "k_network"}};
    for (std::size_t i = 0; i < distances.size(); ++i)
        rows.add({distances[i], found->corrected[i], found->network[i]});
    Result result;
    result.tables.emplace("distances", std::move(rows).frame());
    result.tables.emplace("summary", summary(streets, events).frame());
    streets.tell_points(result);
    return result;
}

}  // namespace

Method network_ripley() {
    auto settings = street_settings();
    settings.insert(settings.end(), {number("longest", 500, 1e-6, 1e6, "m"), whole("steps", 10, 1, 200)});
    return {
        .name = "network_ripley",
        .version = "1",
        .family = "space",
        .tables = {points_on_lines_table(), lines_table()},
        .settings = std::move(settings),
        .answers = {{.name = "distances", .columns = named({"r", "k", "k_network"})},
                    {.name = "summary",
                     .columns = named(
                         {"length", "events", "mean_way", "longest_way", "mean_nearest", "pairs_apart"})},
                    points_on_lines_answer()},
        .run = run_ripley,
    };
}

}  // namespace atalaya::methods

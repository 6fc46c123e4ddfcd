#include "stats/points/network_ripley.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"
#include "methods/street_lines.hpp"
#include "stats/in_parallel.hpp"

namespace atalaya::methods {

namespace {

// Every event is measured to every other.
constexpr std::size_t most_points = 20'000;
constexpr double most_dealt = 2e6;

// What an event has of the ways to the others, as far as streets join them.
struct WaysOfOne {
    double pairs = 0, sum = 0, longest = 0, nearest = std::numeric_limits<double>::infinity(), apart = 0;
};

// Of each event: those at one place have the same ways, which are followed once.
std::vector<WaysOfOne> ways_of_each(const stats::LineNetwork& network, std::vector<stats::OnEdge> events,
                                    int threads) {
    std::ranges::sort(events);
    std::vector<std::size_t> first;  // event of each place
    for (std::size_t i = 0; i < events.size(); ++i)
        if (i == 0 || events[i] != events[i - 1]) first.push_back(i);
    first.push_back(events.size());
    std::vector<WaysOfOne> out(events.size());
    stats::in_parallel(first.size() - 1, threads, [&](std::size_t begin, std::size_t end) {
        stats::WaysWithin ways{network};
        for (std::size_t k = begin; k < end; ++k) {
            ways.start(events[first[k]], std::numeric_limits<double>::infinity());
            WaysOfOne one;
            for (std::size_t m = 0; m + 1 < first.size(); ++m) {
                const auto others = static_cast<double>(first[m + 1] - first[m] - (m == k ? 1 : 0));
                if (others == 0) continue;
                const double way = m == k ? 0 : ways.to(events[first[m]]);
                if (!std::isfinite(way)) {
                    one.apart += others;
                    continue;
                }
                one.pairs += others;
                one.sum += others * way;
                one.longest = std::max(one.longest, way);
                one.nearest = std::min(one.nearest, way);
            }
            std::fill(out.begin() + static_cast<std::ptrdiff_t>(first[k]),
                      out.begin() + static_cast<std::ptrdiff_t>(first[k + 1]), one);
        }
    });
    return out;
}

Rows summary(const stats::LineNetwork& network, const std::vector<stats::OnEdge>& events, int threads) {
    double pairs = 0, sum = 0, longest = 0, nearest_sum = 0, apart = 0;
    for (const auto& one : ways_of_each(network, events, threads)) {
        pairs += one.pairs, sum += one.sum, apart += one.apart, nearest_sum += one.nearest;
        longest = std::max(longest, one.longest);
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
    const auto permutations = permutations_of(asked);
    if (events.size() > most_points ||
        static_cast<double>(events.size()) * static_cast<double>(permutations.replicates) > most_dealt)
        return refusal("too_many_points");
    std::vector<double> distances;
    const auto steps = asked.whole("steps");
    for (std::int64_t i = 1; i <= steps; ++i)
        distances.push_back(asked.number("longest") * static_cast<double>(i) / static_cast<double>(steps));
    const auto found = stats::network_ripley(streets.network(), events, distances);
    if (!found) return refusal(std::string{stats::code(found.error())});

    const auto envelope = stats::network_envelope(streets.network(), found->corrected, events.size(),
                                                  distances, permutations, asked.number("level"));
    Rows rows{{"r", "k", "low", "high", "k_network"}};
    for (std::size_t i = 0; i < distances.size(); ++i) {
        const double r = distances[i], half = envelope.half_width * std::sqrt(r);
        rows.add({r, found->corrected[i], std::max(0.0, r - half), r + half, found->network[i]});
    }
    Rows test{{"deviation", "p", "p_error"}};
    test.add({envelope.deviation, envelope.p, simulation_error(envelope.p, permutations.replicates)});
    Result result;
    result.tables.emplace("distances", std::move(rows).frame());
    result.tables.emplace("test", std::move(test).frame());
    result.tables.emplace("summary", summary(streets.network(), events, permutations.threads).frame());
    streets.tell_points(result);
    return result;
}

}  // namespace

Method network_ripley() {
    auto settings = street_settings();
    settings.insert(settings.end(),
                    {number("longest", 500, 1e-6, 1e6, "m"), whole("steps", 10, 1, 200),
                     whole("permutations", 99, 1, 99'999), number("level", 0.05, 0.0001, 0.5)});
    return {
        .name = "network_ripley",
        .version = "2",
        .family = "space",
        .tables = {points_on_lines_table(), lines_table()},
        .settings = std::move(settings),
        .answers = {{.name = "distances", .columns = named({"r", "k", "low", "high", "k_network"})},
                    {.name = "test", .columns = named({"deviation", "p", "p_error"})},
                    {.name = "summary",
                     .columns = named(
                         {"length", "events", "mean_way", "longest_way", "mean_nearest", "pairs_apart"})},
                    points_on_lines_answer()},
        .random = true,
        .run = run_ripley,
    };
}

}  // namespace atalaya::methods

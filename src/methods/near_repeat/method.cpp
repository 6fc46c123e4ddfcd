#include "stats/near_repeat.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "core/json.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"observed",     "expected", "analytic", "ratio",
                                       "median_ratio", "p",        "p_error"};

// Edges 0, step, 2 step ..., the same place apart where asked, and all beyond.
std::vector<double> edges(double step, std::int64_t bands, double same, bool beyond) {
    std::vector<double> out;
    out.reserve(static_cast<std::size_t>(bands) + 3);
    out.push_back(0);
    if (same > 0 && same < step) out.push_back(same);
    for (std::int64_t i = 1; i <= bands; ++i) out.push_back(step * static_cast<double>(i));
    if (beyond) out.push_back(std::numeric_limits<double>::infinity());
    return out;
}

std::string band(const std::vector<double>& edges, std::size_t i) {
    const double past = edges[i + 1];
    if (std::isinf(past)) return ">=" + canonical_number(edges[i]);
    return "[" + canonical_number(edges[i]) + "," + canonical_number(past) + ")";
}

std::string_view missing_of(const stats::NearRepeatCell& cell) {
    if (!cell.ratio) return stats::code(cell.ratio.error());
    return cell.median_ratio ? "" : stats::code(cell.median_ratio.error());
}

Result run_near_repeat(const Asked& asked) {
    constexpr std::size_t least_events = 20;
    const auto places = places_of(asked, "events");
    if (places.size() < least_events) return refusal("too_few_events");
    std::vector<double> x, y;
    for (const auto& place : places) x.push_back(place.x), y.push_back(place.y);
    std::vector<std::int32_t> days;
    for (const double day : asked.table("events").numbers("day"))
        days.push_back(static_cast<std::int32_t>(day));
    // Dealt among events that all have one, days (or places) say nothing.
    if (std::ranges::adjacent_find(days, std::not_equal_to<>{}) == days.end()) return refusal("one_day");
    if (std::ranges::adjacent_find(x, std::not_equal_to<>{}) == x.end() &&
        std::ranges::adjacent_find(y, std::not_equal_to<>{}) == y.end())
        return refusal("one_place");
    stats::NearRepeatModel model;
    const bool beyond = asked.flag("beyond");
    model.distance_edges = edges(asked.number("distance_step"), asked.whole("distance_bands"),
                                 asked.number("same_place"), beyond);
    model.day_edges =
        edges(static_cast<double>(asked.whole("day_step")), asked.whole("day_bands"), 0, beyond);
    if (asked.choice("distance") == "euclidean") model.distance = stats::Distance::euclidean;
    model.permutations = static_cast<int>(asked.whole("permutations"));
    model.seed = asked.seed;
    model.threads = static_cast<unsigned>(asked.threads);
    const auto found = stats::near_repeat(x, y, days, model);
    if (!found) return refusal(std::string{stats::code(found.error())});

    Rows rows{figures};
    Texts distances, spans;
    for (std::size_t d = 0; d < found->distance_bands; ++d) {
        for (std::size_t t = 0; t < found->day_bands; ++t) {
            const auto& cell = found->at(d, t);
            rows.add({static_cast<double>(cell.observed), cell.expected, cell.analytic,
                      or_nothing(cell.ratio), or_nothing(cell.median_ratio), cell.p,
                      simulation_error(cell.p, static_cast<std::size_t>(model.permutations))},
                     missing_of(cell));
            distances.push_back(band(model.distance_edges, d));
            spans.push_back(band(model.day_edges, t));
        }
    }
    Frame frame = std::move(rows).frame();
    frame.add("metres", std::move(distances));
    frame.add("days", std::move(spans));
    Result result;
    result.tables.emplace("bands", std::move(frame));
    return result;
}

}  // namespace

Method near_repeat() {
    auto columns = place_columns();
    columns.insert(columns.begin(), {.name = "day", .holds = Holds::day});
    auto answers = named(figures);
    answers.push_back({.name = "metres", .holds = Holds::text});
    answers.push_back({.name = "days", .holds = Holds::text});
    return {
        .name = "near_repeat",
        .version = "3",
        .family = "space_time",
        .tables = {{.name = "events", .columns = std::move(columns)}},
        .settings = {number("distance_step", 200, 1, 100'000, "m"), whole("distance_bands", 3, 1, 50),
                     number("same_place", 1, 0, 1000, "m"), whole("day_step", 7, 1, 366, "day"),
                     whole("day_bands", 4, 1, 100), flag("beyond", true),
                     choice("distance", {"manhattan", "euclidean"}), whole("permutations", 999, 1, 99'999)},
        .answers = {{.name = "bands", .columns = std::move(answers)}},
        .random = true,
        .run = run_near_repeat,
    };
}

}  // namespace atalaya::methods

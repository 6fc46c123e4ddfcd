#include "stats/hawkes_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include "core/error.hpp"
#include "geo/plane.hpp"
#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
#include "stats/hawkes_contagion.hpp"
#include "stats/random.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"mu",
                                       "branching",
                                       "mean_wait",
                                       "spread",
                                       "share",
                                       "bandwidth",
                                       "even",
                                       "log_likelihood",
                                       "alone_log_likelihood",
                                       "mu_low",
                                       "mu_high",
                                       "branching_low",
                                       "branching_high",
                                       "mean_wait_low",
                                       "mean_wait_high",
                                       "spread_low",
                                       "spread_high",
                                       "share_low",
                                       "share_high"};
const std::vector<std::string> of_test{"gain", "p", "p_error"};
constexpr double most_cells = 1e6;

// Events in order of time, and of place where the time is one: rows in any order give the same bits.
struct Ordered {
    std::vector<std::size_t> rows;
    std::vector<double> times;  // since the start
    std::vector<Planar> places;
    double end{};
};

Ordered in_order(const Asked& asked, const std::vector<Planar>& places,
                 const std::vector<std::size_t>& rows) {
    const auto& times = asked.table("events").numbers("time");
    std::vector<std::size_t> order(rows.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](std::size_t i) {
        return std::tuple{times[rows[i]], places[i].x, places[i].y, i};
    });
    const double first = times[rows[order.front()]];
    const bool days =
        std::ranges::all_of(rows, [&](std::size_t row) { return times[row] == std::floor(times[row]); });
    const double start = asked.choice("origin") == "zero" ? asked.number("start")
                         : days                           ? first - 1
                                                          : std::floor(first);
    Ordered out;
    for (const auto i : order) {
        out.rows.push_back(rows[i]);
        out.times.push_back(times[rows[i]] - start);
        out.places.push_back(places[i]);
    }
    out.end = (asked.number("end") > start ? asked.number("end") : out.times.back() + start) - start;
    return out;
}

Rows process_of(const stats::HawkesSpaceFit& fit, double confidence) {
    const auto& [theta, omega, sigma] = fit.process;
    const auto& errors = fit.errors;
    const double z = stats::normal_quantile((1 + confidence) / 2);
    const auto limit = [&](double value, double side, double stats::HawkesSpaceErrors::*error) {
        return errors && (*errors).*error > 0 ? finite(value * stats::exp_same(side * z * (*errors).*error))
                                              : no_value;
    };
    // What came by itself has the error of mu.
    const auto share = [&](double side) {
        return errors ? std::clamp(1 - (1 - fit.triggered) * stats::exp_same(-side * z * errors->background),
                                   0.0, 1.0)
                      : no_value;
    };
    using stats::HawkesSpaceErrors;
    Rows process{figures};
    process.add({fit.background_rate, theta, 1 / omega, sigma, fit.triggered, fit.bandwidth, fit.even,
                 fit.log_likelihood, fit.alone_log_likelihood,
                 limit(fit.background_rate, -1, &HawkesSpaceErrors::background),
                 limit(fit.background_rate, 1, &HawkesSpaceErrors::background),
                 limit(theta, -1, &HawkesSpaceErrors::theta), limit(theta, 1, &HawkesSpaceErrors::theta),
                 limit(1 / omega, -1, &HawkesSpaceErrors::omega),
                 limit(1 / omega, 1, &HawkesSpaceErrors::omega), limit(sigma, -1, &HawkesSpaceErrors::sigma),
                 limit(sigma, 1, &HawkesSpaceErrors::sigma), share(-1), share(1)},
                !errors             ? "no_curvature"
                : errors->sigma > 0 ? ""
                                    : "least_spread");
    return process;
}

Rows map_of(const stats::HawkesForecast& forecast, const stats::Cells& cells) {
    Rows rows{{"x", "y", "expected", "triggered"}};
    for (std::size_t row = 0; row < cells.rows; ++row)
        for (std::size_t column = 0; column < cells.columns; ++column) {
            const auto at = row * cells.columns + column;
            rows.add({cells.left + (static_cast<double>(column) + 0.5) * cells.size,
                      cells.bottom + (static_cast<double>(row) + 0.5) * cells.size,
                      forecast.background[at] + forecast.triggered[at], forecast.triggered[at]});
        }
    return rows;
}

// Where the events were watched, and which rows of them lie there.
struct Ground {
    stats::Region region;
    std::vector<Planar> places;
    std::vector<std::size_t> rows;
};

Ground in_window(const Asked& asked) {
    auto places = places_of(asked, "events");
    std::vector<std::size_t> rows(places.size());
    std::iota(rows.begin(), rows.end(), 0);
    const auto window = window_of(asked, places);
    return {window, std::move(places), std::move(rows)};
}

// Events and borders on one plane about the middle of the borders; events beyond them are left out.
Ground in_borders(const Asked& asked) {
    if (!asked.has("events", "lon") || !asked.has("events", "lat"))
        throw Error{Fault::usage,
                    message("expected events with lon and lat in degrees, as the polygons of the table "
                            "\"ground\" have; found none. Say which they are with --map "
                            "events.lon=COLUMN --map events.lat=COLUMN")};
    const auto& shapes = asked.table("ground").shapes;
    geo::MultiPolygon all;
    for (const auto& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    const auto box = geo::box_of(all);
    const geo::LocalPlane plane{{(box.west + box.east) / 2, (box.south + box.north) / 2}};
    std::vector<stats::Region::Polygon> polygons;
    for (const auto& polygon : all) {
        auto& rings = polygons.emplace_back();
        for (const auto& ring : polygon) {
            auto& on_plane = rings.emplace_back();
            for (const auto& at : ring) on_plane.push_back(plane.to(at));
        }
    }
    constexpr double rows_in_reach = 25;
    Ground out{{polygons, asked.number("reach") / rows_in_reach}, {}, {}};
    const geo::AreaIndex index{shapes};
    const auto &lon = asked.table("events").numbers("lon"), &lat = asked.table("events").numbers("lat");
    for (std::size_t i = 0; i < lon.size(); ++i) {
        if (index.locate({lon[i], lat[i]}) == geo::AreaIndex::outside) continue;
        out.rows.push_back(i);
        out.places.push_back(plane.to({lon[i], lat[i]}));
    }
    return out;
}

Frame chances_of(const stats::HawkesSpaceFit& fit, const Ordered& events, std::size_t rows) {
    std::vector<double> background(rows, no_value);
    for (std::size_t i = 0; i < events.rows.size(); ++i) background[events.rows[i]] = fit.background[i];
    Rows out{{"background"}};
    for (const double chance : background) out.add({chance}, std::isnan(chance) ? "outside_the_ground" : "");
    return std::move(out).frame();
}

Result run_hawkes_space(const Asked& asked) {
    const auto ground = asked.has("ground") ? in_borders(asked) : in_window(asked);
    const auto& region = ground.region;
    if (ground.places.size() < 20) return refusal("too_few_events");
    const auto events = in_order(asked, ground.places, ground.rows);
    if (events.times.front() <= 0 || events.times.back() > events.end) return refusal("outside_the_period");
    if (!std::ranges::all_of(ground.places, [&](Planar at) { return region.box().holds(at); }))
        return refusal("outside_the_window");
    const auto cells = cells_over(region.box(), asked.number("cell"), most_cells);
    const stats::HawkesSpaceModel model{.reach = asked.number("reach"),
                                        .memory = asked.number("memory"),
                                        .bandwidth = asked.number("width"),
                                        .least_sigma = asked.number("least_spread"),
                                        .threads = asked.threads};
    if (events.end < 2 * model.memory) return refusal("short_period");
    const auto fit = [&]() -> std::optional<stats::Maybe<stats::HawkesSpaceFit>> {
        try {
            return stats::fit_hawkes_space(events.times, events.places, region, events.end, model);
        } catch (const std::length_error&) {
            return std::nullopt;
        }
    }();
    if (!fit) return refusal("too_many_near_pairs");
    if (!*fit)
        return refusal((*fit).error() == stats::Why::no_fit ? "explodes"
                                                            : std::string{stats::code((*fit).error())});
    const auto& found = **fit;
    const auto forecast = stats::hawkes_forecast(events.times, events.places, region, events.end, found,
                                                 cells, asked.number("days_ahead"), model);
    const auto deals = permutations_of(asked);
    const auto [gain, p] =
        stats::test_contagion(events.times, events.places, region, events.end, model, deals);
    Rows test{of_test};
    test.add({gain, p, simulation_error(p, deals.replicates)});
    const std::size_t rows = asked.table("events").rows(), outside = rows - ground.rows.size();
    Result result;
    result.tables.emplace("process", process_of(found, asked.number("confidence")).frame());
    result.tables.emplace("test", std::move(test).frame());
    result.tables.emplace("events", chances_of(found, events, rows));
    result.tables.emplace("cells", map_of(forecast, cells).frame());
    if (outside > 0)
        result.excluded.push_back({"events", "outside_the_ground", static_cast<std::int64_t>(outside)});
    if (!found.converged) result.notes.push_back({"not_converged", {}});
    return result;
}

}  // namespace

Method hawkes_space() {
    auto columns = place_columns();
    columns.insert(columns.begin(), {.name = "time", .holds = Holds::time, .unit = "day"});
    auto settings = window_settings();
    for (auto& setting :
         std::vector<Setting>{choice("origin", {"zero", "first"}), number("start", 0, -1e9, 1e9, "day"),
                              number("end", 0, -1e9, 1e9, "day"), number("reach", 500, 1, 100'000, "m"),
                              number("memory", 60, 0.01, 3660, "day"), number("width", 0, 0, 100'000, "m"),
                              number("least_spread", 10, 0.1, 10'000, "m"),
                              number("cell", 250, 1, 10'000, "m"), number("days_ahead", 1, 0, 366, "day"),
                              number("confidence", 0.95, 0.5, 0.9999), whole("permutations", 199, 1, 99'999)})
        settings.push_back(std::move(setting));
    return {
        .name = "hawkes_space",
        .version = "2",
        .family = "space_time",
        .tables = {{.name = "events", .columns = std::move(columns)},
                   {.name = "ground",
                    .columns = {{.name = "id", .holds = Holds::text, .optional = true}},
                    .optional = true,
                    .shapes = true}},
        .settings = std::move(settings),
        .answers = {{.name = "process", .columns = named(figures)},
                    {.name = "test", .columns = named(of_test)},
                    {.name = "events", .columns = named({"background"}), .rows = "events"},
                    {.name = "cells", .columns = named({"x", "y", "expected", "triggered"})}},
        .random = true,
        .run = run_hawkes_space,
    };
}

}  // namespace atalaya::methods

#include "stats/hawkes_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <tuple>

#include "methods/all.hpp"
#include "methods/beside.hpp"
#include "methods/point_window.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
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
constexpr double most_cells = 1e6;

// Events in order of time, and of place where the time is one: rows in any order give the same bits.
struct Ordered {
    std::vector<std::size_t> rows;
    std::vector<double> times;  // since the start
    std::vector<Planar> places;
    double end{};
};

Ordered in_order(const Asked& asked, const std::vector<Planar>& places) {
    const auto& times = asked.table("events").numbers("time");
    Ordered out;
    out.rows.resize(times.size());
    std::iota(out.rows.begin(), out.rows.end(), 0);
    std::ranges::sort(out.rows, {}, [&](std::size_t i) {
        return std::tuple{times[i], places[i].x, places[i].y, i};
    });
    const double first = times[out.rows.front()];
    const bool days = std::ranges::all_of(times, [](double t) { return t == std::floor(t); });
    const double start = asked.choice("origin") == "zero" ? asked.number("start")
                         : days                           ? first - 1
                                                          : std::floor(first);
    for (const auto i : out.rows) out.times.push_back(times[i] - start), out.places.push_back(places[i]);
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

Result run_hawkes_space(const Asked& asked) {
    const auto places = places_of(asked, "events");
    if (places.size() < 20) return refusal("too_few_events");
    const auto window = window_of(asked, places);
    const auto events = in_order(asked, places);
    if (events.times.front() <= 0 || events.times.back() > events.end) return refusal("outside_the_period");
    if (!std::ranges::all_of(places, [&](Planar at) { return window.holds(at); }))
        return refusal("outside_the_window");
    const auto cells = cells_over(window, asked.number("cell"), most_cells);
    const stats::HawkesSpaceModel model{.reach = asked.number("reach"),
                                        .memory = asked.number("memory"),
                                        .bandwidth = asked.number("width"),
                                        .least_sigma = asked.number("least_spread"),
                                        .threads = asked.threads};
    if (events.end < 2 * model.memory) return refusal("short_period");
    const auto fit = [&]() -> std::optional<stats::Maybe<stats::HawkesSpaceFit>> {
        try {
            return stats::fit_hawkes_space(events.times, events.places, window, events.end, model);
        } catch (const std::length_error&) {
            return std::nullopt;
        }
    }();
    if (!fit) return refusal("too_many_near_pairs");
    if (!*fit)
        return refusal((*fit).error() == stats::Why::no_fit ? "explodes"
                                                            : std::string{stats::code((*fit).error())});
    const auto& found = **fit;
    const auto forecast = stats::hawkes_forecast(events.times, events.places, window, events.end, found,
                                                 cells, asked.number("days_ahead"), model);
    std::vector<double> background(places.size());
    for (std::size_t i = 0; i < places.size(); ++i) background[events.rows[i]] = found.background[i];
    Rows rows{{"background"}};
    for (const double chance : background) rows.add({chance});
    Result result;
    result.tables.emplace("process", process_of(found, asked.number("confidence")).frame());
    result.tables.emplace("events", std::move(rows).frame());
    result.tables.emplace("cells", map_of(forecast, cells).frame());
    if (!found.converged) result.notes.push_back({"not_converged", {}});
    return result;
}

}  // namespace

Method hawkes_space() {
    auto columns = place_columns();
    columns.insert(columns.begin(), {.name = "time", .holds = Holds::time, .unit = "day"});
    auto settings = window_settings();
    for (auto& setting : std::vector<Setting>{
             choice("origin", {"zero", "first"}), number("start", 0, -1e9, 1e9, "day"),
             number("end", 0, -1e9, 1e9, "day"), number("reach", 500, 1, 100'000, "m"),
             number("memory", 60, 0.01, 3660, "day"), number("width", 0, 0, 100'000, "m"),
             number("least_spread", 10, 0.1, 10'000, "m"), number("cell", 250, 1, 10'000, "m"),
             number("days_ahead", 1, 0, 366, "day"), number("confidence", 0.95, 0.5, 0.9999)})
        settings.push_back(std::move(setting));
    return {
        .name = "hawkes_space",
        .version = "1",
        .family = "space_time",
        .tables = {{.name = "events", .columns = std::move(columns)}},
        .settings = std::move(settings),
        .answers = {{.name = "process", .columns = named(figures)},
                    {.name = "events", .columns = named({"background"}), .rows = "events"},
                    {.name = "cells", .columns = named({"x", "y", "expected", "triggered"})}},
        .run = run_hawkes_space,
    };
}

}  // namespace atalaya::methods

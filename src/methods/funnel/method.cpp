#include "stats/funnel.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/distributions.hpp"
#include "stats/funnel_limits.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> figures{"size", "value", "z",         "p",          "q",
                                       "low",  "high",  "outer_low", "outer_high", "outside"};
const std::vector<std::string> of_ratios{"expected_low", "expected_high", "expected_outer_low",
                                         "expected_outer_high"};

// An area in its funnel.
struct Point {
    double size{};  // what it is judged by: exposure, expected events or denominator
    stats::Maybe<double> value;
    double z{}, p = 1;
    stats::Interval inner, outer;
    stats::Interval expected{}, expected_outer{};  // of ratios
};
struct Plot {
    double base = 1, phi = 1;
    std::vector<Point> points;
};

// The chance on each side of the two pairs of limits.
struct Tails {
    double inner{}, outer{};
};

Tails tails_of(const Asked& asked) {
    const double inner = asked.number("confidence"), outer = asked.number("outer");
    if (outer < inner)
        throw Error{Fault::usage, message("expected outer at least as large as confidence, found outer={} "
                                          "and confidence={}: the outer limits lie outside the others",
                                          outer, inner)};
    return {(1 - inner) / 2, (1 - outer) / 2};
}

const Numbers& sizes_of(const Asked& asked, const std::string& column) {
    if (!asked.has("areas", column))
        throw Error{Fault::usage,
                    message("table areas: expected a column \"{}\" for --set measure={}: give it, or "
                            "say with --map which column it is",
                            column, asked.choice("measure"))};
    return asked.table("areas").numbers(column);
}

stats::Spread spread_of(const Asked& asked) {
    return asked.choice("dispersion") == "none" ? stats::Spread::chance : stats::Spread::winsorised;
}

double phi_of(const Asked& asked, const std::vector<Point>& points) {
    if (spread_of(asked) == stats::Spread::chance) return 1;
    std::vector<double> z;
    for (const auto& point : points) z.push_back(point.z);
    return stats::winsorised_dispersion(std::move(z));
}

// Rates against the rate of the rest.
Plot of_rates(const Asked& asked, const Numbers& events, const Tails& tails) {
    const auto& exposure = sizes_of(asked, "exposure");
    const auto funnel_at = [&](double tail) {
        return stats::funnel(events, exposure, 1 - 2 * tail, spread_of(asked));
    };
    const auto inner = funnel_at(tails.inner), outer = funnel_at(tails.outer);
    Plot plot{.phi = inner.phi};
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto &point = inner.points[i], &far = outer.points[i];
        plot.points.push_back(
            {.size = exposure[i],
             .value = point.ratio,
             .z = point.z,
             .p = stats::t_two_sided(point.z / std::sqrt(inner.phi), std::numeric_limits<double>::infinity()),
             .inner = {point.low, point.high},
             .outer = {far.low, far.high}});
    }
    return plot;
}

// Observed over expected, against 1.
Plot of_ratio(const Asked& asked, const Numbers& events, const Tails& tails) {
    const auto& expected = sizes_of(asked, "expected");
    Plot plot;
    for (std::size_t i = 0; i < events.size(); ++i)
        plot.points.push_back({.size = expected[i],
                               .value = events[i] / expected[i],
                               .z = (events[i] - expected[i]) / std::sqrt(expected[i])});
    plot.phi = phi_of(asked, plot.points);
    for (std::size_t i = 0; i < events.size(); ++i) {
        auto& point = plot.points[i];
        point.p = stats::ratio_p(events[i], expected[i], plot.phi);
        point.inner = stats::ratio_limits(expected[i], tails.inner, plot.phi);
        point.outer = stats::ratio_limits(expected[i], tails.outer, plot.phi);
        point.expected = stats::expected_limits(events[i], tails.inner, plot.phi);
        point.expected_outer = stats::expected_limits(events[i], tails.outer, plot.phi);
    }
    return plot;
}

// Proportions against that of all areas together. No points where it is 0 or 1: nothing can be told then.
Plot of_proportions(const Asked& asked, const Numbers& events, const Tails& tails) {
    const auto& of = sizes_of(asked, "denominator");
    double successes = 0, all = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i] > of[i])
            throw Error{Fault::bad_input,
                        message("table areas: expected at most as many events as the denominator, "
                                "found {} of {}: are the two columns the right way round?",
                                events[i], of[i])};
        successes += events[i];
        all += of[i];
    }
    Plot plot{.base = successes / all};
    if (plot.base == 0 || plot.base == 1) return plot;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const double value = events[i] / of[i];
        plot.points.push_back({.size = of[i],
                               .value = value,
                               .z = (value - plot.base) / std::sqrt(plot.base * (1 - plot.base) / of[i])});
    }
    plot.phi = phi_of(asked, plot.points);
    for (auto& point : plot.points) {
        point.p = stats::t_two_sided(point.z / std::sqrt(plot.phi), std::numeric_limits<double>::infinity());
        point.inner = stats::proportion_limits(plot.base, point.size, tails.inner, plot.phi);
        point.outer = stats::proportion_limits(plot.base, point.size, tails.outer, plot.phi);
    }
    return plot;
}

// q of the areas that have a value, in their order; the others have none.
Numbers adjusted(const std::vector<Point>& points) {
    Numbers p;
    for (const auto& point : points)
        if (point.value) p.push_back(point.p);
    const auto found = stats::benjamini_hochberg(p);
    Numbers out;
    std::size_t next = 0;
    for (const auto& point : points) out.push_back(point.value ? found[next++] : no_value);
    return out;
}

double outside(const Point& point) {
    const auto beyond = [&](const stats::Interval& limits) {
        return *point.value < limits.low || *point.value > limits.high ? 1 : 0;
    };
    return beyond(point.inner) + beyond(point.outer);
}

std::string position(const Point& point) {
    if (*point.value > point.inner.high) return std::string{stats::code(stats::Position::above)};
    if (*point.value < point.inner.low) return std::string{stats::code(stats::Position::below)};
    return std::string{stats::code(stats::Position::within)};
}

Frame areas_of(const std::vector<Point>& points, bool ratios) {
    auto names = figures;
    if (ratios) names.insert(names.end(), of_ratios.begin(), of_ratios.end());
    const auto q = adjusted(points);
    Rows rows{names};
    Texts positions;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        positions.push_back(point.value ? position(point) : "");
        if (!point.value) {
            rows.none(point.value.error());
            continue;
        }
        std::vector<double> found{
            point.size,      *point.value,     point.z,         point.p,          q[i],
            point.inner.low, point.inner.high, point.outer.low, point.outer.high, outside(point)};
        if (ratios)
            found.insert(found.end(), {point.expected.low, point.expected.high, point.expected_outer.low,
                                       point.expected_outer.high});
        rows.add(found);
    }
    Frame frame = std::move(rows).frame();
    frame.add("position", std::move(positions));
    return frame;
}

Result run_funnel(const Asked& asked) {
    const auto& events = asked.table("areas").numbers("events");
    if (std::ranges::any_of(events, [](double one) { return one < 0; })) return refusal("not_a_count");
    const auto tails = tails_of(asked);
    const auto& measure = asked.choice("measure");
    // One area is all there is: no rest that its rate could be held against.
    if (measure == "rate" && events.size() < 2) return refusal("too_few_values");
    const Plot plot = measure == "ratio"        ? of_ratio(asked, events, tails)
                      : measure == "proportion" ? of_proportions(asked, events, tails)
                                                : of_rates(asked, events, tails);
    if (plot.points.empty())
        return refusal(
            std::string{stats::code(plot.base == 0 ? stats::Why::no_events : stats::Why::constant)});
    Rows spread{{"phi", "base"}};
    spread.add({plot.phi, plot.base});
    Result result;
    result.tables.emplace("areas", areas_of(plot.points, measure == "ratio"));
    result.tables.emplace("spread", std::move(spread).frame());
    return result;
}

std::vector<ColumnSpec> answered() {
    auto columns = named(figures);
    for (const auto& name : of_ratios) columns.push_back({.name = name, .optional = true});
    columns.push_back({.name = "position", .holds = Holds::text});
    return columns;
}

}  // namespace

// Events need not be whole: numerators of published proportions are seldom.
Method funnel() {
    return {
        .name = "funnel",
        .version = "2",
        .family = "rates",
        .tables = {{.name = "areas",
                    .columns = {{.name = "events"},
                                {.name = "exposure",
                                 .holds = Holds::positive,
                                 .unit = "person-year",
                                 .optional = true},
                                {.name = "expected", .holds = Holds::positive, .optional = true},
                                {.name = "denominator", .holds = Holds::positive, .optional = true}}}},
        .settings = {choice("measure", {"rate", "ratio", "proportion"}),
                     number("confidence", 0.95, 0.5, 0.9999), number("outer", 0.998, 0.5, 0.9999),
                     choice("dispersion", {"winsorised", "none"})},
        .answers = {{.name = "areas", .columns = answered(), .rows = "areas"},
                    {.name = "spread", .columns = named({"phi", "base"})}},
        .run = run_funnel,
    };
}

}  // namespace atalaya::methods

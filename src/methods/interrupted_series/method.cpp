#include <algorithm>
#include <cmath>
#include <functional>

#include "core/error.hpp"
#include "methods/alerts.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/interrupted.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> effect{"log_ratio", "se", "ratio", "low", "high", "p"};
const std::vector<std::string> by_period{"fitted", "without", "without_low", "without_high"};
const std::vector<std::string> in_all{"observed",       "expected_without", "prevented",    "prevented_low",
                                      "prevented_high", "dispersion",       "durbin_watson"};

stats::InterruptedModel model_of(const Asked& asked) {
    stats::InterruptedModel model{.start = static_cast<std::size_t>(asked.whole("start") - 1),
                                  .step = asked.flag("step"),
                                  .slope = asked.flag("slope"),
                                  .trend = asked.flag("trend"),
                                  .harmonics = static_cast<int>(asked.whole("harmonics")),
                                  .period = asked.number("period"),
                                  .first_season = asked.number("first_season"),
                                  .confidence = asked.number("confidence")};
    if (2 * model.harmonics > model.period)
        throw Error{
            Fault::usage,
            message("expected harmonics of at most half of the period ({}), found {}: --set harmonics={}",
                    model.period, model.harmonics, std::floor(model.period / 2))};
    // Rows count from 1, as the series is numbered for a reader; the kernel counts from 0.
    if (!asked.flag("slope_from_start")) model.origin = -1;
    const auto& family = asked.choice("family");
    model.counts.quasi = family == "quasi_poisson";
    if (family == "negative_binomial") model.counts.family = stats::Family::negative_binomial;
    if (!model.step && !model.slope)
        throw Error{Fault::usage, message("expected step or slope, or both: with neither the measure changes "
                                          "nothing. Leave out --set step=false, or say --set slope=true")};
    if (asked.flag("hac")) {
        const auto lag = static_cast<std::size_t>(asked.whole("hac_lag"));
        const auto rows = asked.table("series").rows();
        if (lag >= rows)
            throw Error{Fault::usage,
                        message("expected a hac_lag below the rows of the series ({}), found {}", rows, lag)};
        model.hac = stats::Hac{.lag = lag > 0 ? lag : stats::usual_lag(rows)};
    }
    return model;
}

// Limits may have no bound where a stretch has hardly any event.
void add_what_is_finite(Rows& rows, std::vector<double> figures) {
    bool all = true;
    for (double& figure : figures) {
        all = all && std::isfinite(figure);
        figure = finite(figure);
    }
    rows.add(figures, all ? "" : "no_fit");
}

Result run_series(const Asked& asked) {
    const auto& series = asked.table("series");
    const auto population = asked.has("series", "population") ? series.numbers("population") : Numbers{};
    const auto model = model_of(asked);
    if (model.start >= series.rows()) return refusal("too_few_values");
    const auto& events = series.numbers("events");
    const auto start = events.begin() + static_cast<std::ptrdiff_t>(model.start);
    if (std::all_of(events.begin(), start, [](double count) { return count == 0; }) &&
        std::any_of(start, events.end(), [](double count) { return count > 0; }))
        return refusal("no_events_before");
    const auto found = stats::interrupted_series(events, model, population);
    if (!found) return refusal(std::string{stats::code(found.error())});
    // Counts that lie on the curve to the last digit leave nothing to tell its errors from.
    constexpr double least_dispersion = 1e-20;
    if (model.counts.quasi && found->fit.dispersion < least_dispersion)
        return refusal(std::ranges::adjacent_find(events, std::not_equal_to{}) == events.end()
                           ? "constant"
                           : "no_residuals");

    Rows effects{effect};
    Texts terms;
    for (const auto& [name, one] :
         {std::pair{"step", &found->step}, {"slope", &found->slope}, {"trend", &found->trend}}) {
        if (!*one) continue;
        // A stretch without any event has no ratio, however steep the curve that was tried.
        if (std::isfinite((*one)->high))
            effects.add({(*one)->log_ratio, (*one)->se, (*one)->ratio, (*one)->low, (*one)->high, (*one)->p});
        else
            effects.none("no_fit");
        terms.emplace_back(name);
    }
    Frame frame = std::move(effects).frame();
    frame.add("term", std::move(terms));
    Rows periods{by_period};
    for (std::size_t i = 0; i < series.rows(); ++i)
        add_what_is_finite(
            periods, {found->fitted[i], found->without[i], found->without_low[i], found->without_high[i]});
    Rows sums{in_all};
    add_what_is_finite(sums,
                       {found->observed, found->expected_without, found->prevented, found->prevented_low,
                        found->prevented_high, found->fit.dispersion, found->durbin_watson});
    Result result;
    result.tables.emplace("effects", std::move(frame));
    result.tables.emplace("series", std::move(periods).frame());
    result.tables.emplace("prevented", std::move(sums).frame());
    return result;
}

}  // namespace

Method interrupted_series() {
    auto effects = named(effect);
    effects.push_back({.name = "term", .holds = Holds::text});
    return {
        .name = "interrupted_series",
        .version = "1",
        .family = "evaluation",
        .tables = {series_of_counts({{.name = "population", .holds = Holds::positive, .optional = true}})},
        .settings = {whole("start", 13, 3, 10'000'000), flag("step", true), flag("slope", false),
                     flag("slope_from_start", true), flag("trend", true), whole("harmonics", 2, 0, 6),
                     number("period", 12, 2, 400), number("first_season", 1, 0, 400),
                     choice("family", {"quasi_poisson", "poisson", "negative_binomial"}), flag("hac", false),
                     whole("hac_lag", 0, 0, 1000), number("confidence", 0.95, 0.5, 0.9999)},
        .answers = {{.name = "effects", .columns = std::move(effects)},
                    {.name = "series", .columns = named(by_period), .rows = "series"},
                    {.name = "prevented", .columns = named(in_all)}},
        .run = run_series,
    };
}

}  // namespace atalaya::methods

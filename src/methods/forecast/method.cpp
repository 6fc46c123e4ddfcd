#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/airline.hpp"
#include "stats/ets.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/forecasts.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> errors{"me", "rmse", "mae", "mpe", "mape", "mase"};

// What a model estimated, by name.
using Estimates = std::vector<std::pair<std::string, double>>;

stats::Maybe<stats::Forecast> made(const std::string& model, std::span<const double> series,
                                   const stats::Horizon& horizon, Estimates& told) {
    if (model == "mean") return stats::forecast_mean(series, horizon);
    if (model == "naive") return stats::forecast_naive(series, horizon);
    if (model == "seasonal_naive") return stats::forecast_seasonal_naive(series, horizon);
    if (model == "ets") {
        const auto fit = stats::fit_ets(series, horizon);
        if (!fit) return std::unexpected{fit.error()};
        told = {{"alpha", fit->alpha},
                {"gamma", fit->gamma},
                {"level", fit->level},
                {"sigma2", fit->sigma2},
                {"log_likelihood", fit->log_likelihood},
                {"aicc", fit->aicc}};
        return fit->forecast;
    }
    const auto fit = stats::fit_airline(series, horizon);
    if (!fit) return std::unexpected{fit.error()};
    told = {{"theta", fit->theta},
            {"seasonal_theta", fit->seasonal_theta},
            {"sigma2", fit->sigma2},
            {"log_likelihood", fit->log_likelihood},
            {"aic", fit->aic}};
    return fit->forecast;
}

Frame steps_of(const stats::Forecast& forecast, std::span<const double> held_back) {
    Rows rows{{"step", "mean", "sd", "low", "high", "actual"}};
    for (std::size_t i = 0; i < forecast.mean.size(); ++i) {
        const bool known = i < held_back.size();
        rows.add({static_cast<double>(i + 1), forecast.mean[i], forecast.sd[i], forecast.low[i],
                  forecast.high[i], known ? held_back[i] : no_value},
                 known ? "" : "not_yet");
    }
    return std::move(rows).frame();
}

Frame accuracy_of(const stats::Forecast& forecast, std::span<const double> held_back,
                  std::span<const double> training, std::size_t season) {
    Rows rows{errors};
    if (held_back.empty()) {
        rows.none("not_held_back");
        return std::move(rows).frame();
    }
    const auto found =
        stats::accuracy(held_back, std::span{forecast.mean}.first(held_back.size()), training, season);
    const bool whole = found.mpe && found.mape && found.mase;
    rows.add({found.me, found.rmse, found.mae, or_nothing(found.mpe), or_nothing(found.mape),
              or_nothing(found.mase)},
             whole ? "" : stats::code(stats::Why::no_base));
    return std::move(rows).frame();
}

Result run_forecast(const Asked& asked) {
    const auto& all = asked.table("series").numbers("value");
    const auto held = static_cast<std::size_t>(asked.whole("held_back"));
    if (held >= all.size()) return refusal("too_few_values");
    const auto training = std::span{all}.first(all.size() - held), held_back = std::span{all}.last(held);
    const stats::Horizon horizon{.steps = std::max(static_cast<std::size_t>(asked.whole("steps")), held),
                                 .season = static_cast<std::size_t>(asked.whole("season")),
                                 .confidence = asked.number("confidence")};
    Estimates told;
    const auto found = made(asked.choice("model"), training, horizon, told);
    if (!found) return refusal(std::string{stats::code(found.error())});
    Rows estimates{{"value"}};
    Texts names;
    for (const auto& [name, value] : told) {
        estimates.add({finite(value)}, std::isfinite(value) ? "" : "no_fit");
        names.push_back(name);
    }
    Frame of_model = std::move(estimates).frame();
    of_model.add("estimate", std::move(names));
    Result result;
    result.tables.emplace("forecast", steps_of(*found, held_back));
    result.tables.emplace("accuracy", accuracy_of(*found, held_back, training, horizon.season));
    result.tables.emplace("model", std::move(of_model));
    return result;
}

}  // namespace

Method forecast() {
    return {
        .name = "forecast",
        .version = "1",
        .family = "time",
        .tables = {{.name = "series", .columns = {{.name = "value"}}, .order = Order::fixed}},
        .settings = {choice("model", {"seasonal_naive", "naive", "mean", "ets", "airline"}),
                     whole("steps", 12, 1, 1000), whole("season", 12, 2, 400),
                     number("confidence", 0.95, 0.5, 0.9999), whole("held_back", 0, 0, 100'000)},
        .answers = {{.name = "forecast", .columns = named({"step", "mean", "sd", "low", "high", "actual"})},
                    {.name = "accuracy", .columns = named(errors)},
                    {.name = "model",
                     .columns = {{.name = "value"}, {.name = "estimate", .holds = Holds::text}}}},
        .run = run_forecast,
    };
}

}  // namespace atalaya::methods

#include <cmath>

#include "methods/all.hpp"
#include "methods/rows.hpp"
#include "stats/airline.hpp"
#include "stats/ets.hpp"
#include "stats/ets_limits.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/forecasts.hpp"
#include "stats/rolling_scores.hpp"

namespace atalaya::methods {

namespace {

const std::vector<std::string> errors{"me", "rmse", "mae", "mpe", "mape", "mase", "crps", "wis", "log_score"};
const std::vector<std::string> rolled{"step", "n",    "me",  "rmse",      "mae",
                                      "mase", "crps", "wis", "log_score", "covered"};
constexpr std::size_t bins = 10;

// What a model estimated, by name.
using Estimates = std::vector<std::pair<std::string, double>>;

stats::Maybe<stats::Forecast> made(const std::string& model, std::span<const double> series,
                                   const stats::Horizon& horizon, Estimates& told) {
    if (model == "mean") return stats::forecast_mean(series, horizon);
    if (model == "naive") return stats::forecast_naive(series, horizon);
    if (model == "seasonal_naive") return stats::forecast_seasonal_naive(series, horizon);
    if (model.starts_with("ets")) {
        const auto trend = model == "ets_trend"    ? stats::EtsTrend::additive
                           : model == "ets_damped" ? stats::EtsTrend::damped
                                                   : stats::EtsTrend::none;
        const auto fit = stats::fit_ets(series, horizon, trend);
        if (!fit) return std::unexpected{fit.error()};
        told = {{"alpha", fit->alpha}, {"gamma", fit->gamma}, {"level", fit->level}};
        if (trend != stats::EtsTrend::none)
            told.insert(told.end(), {{"beta", fit->beta}, {"slope", fit->slope}});
        if (trend == stats::EtsTrend::damped) told.emplace_back("damping", fit->damping);
        told.insert(told.end(),
                    {{"sigma2", fit->sigma2}, {"log_likelihood", fit->log_likelihood}, {"aicc", fit->aicc}});
        return stats::foresee_ets(series, horizon, trend, *fit);
    }
    const auto fit = stats::fit_airline(series, horizon);
    if (!fit) return std::unexpected{fit.error()};
    told = {{"theta", fit->theta},
            {"seasonal_theta", fit->seasonal_theta},
            {"sigma2", fit->sigma2},
            {"log_likelihood", fit->log_likelihood},
            {"aic", fit->aic}};
    return stats::foresee_airline(series, horizon, *fit);
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
    const auto n = static_cast<double>(held_back.size());
    double crps = 0, wis = 0, log_score = 0;
    for (std::size_t i = 0; i < held_back.size(); ++i) {
        const double y = held_back[i], mean = forecast.mean[i], sd = forecast.sd[i];
        crps += stats::crps_normal(y, mean, sd) / n;
        wis += stats::wis_normal(y, mean, sd) / n;
        log_score += or_nothing(stats::log_score_normal(y, mean, sd)) / n;
    }
    const auto found =
        stats::accuracy(held_back, std::span{forecast.mean}.first(held_back.size()), training, season);
    const bool whole = found.mpe && found.mape && found.mase;
    const auto why = std::isnan(log_score) ? stats::Why::constant : stats::Why::no_base;
    rows.add({found.me, found.rmse, found.mae, or_nothing(found.mpe), or_nothing(found.mape),
              or_nothing(found.mase), crps, wis, log_score},
             whole && !std::isnan(log_score) ? "" : stats::code(why));
    return std::move(rows).frame();
}

std::string_view why_not_whole(const stats::MeanScores& of) {
    if (!of.log_score) return stats::code(stats::Why::constant);
    return of.mase ? "" : stats::code(stats::Why::no_base);
}

void add(Rows& rows, double step, const stats::MeanScores& of, std::string_view why) {
    if (of.n == 0) return rows.none(stats::Why::too_few_values);
    rows.add({step, static_cast<double>(of.n), of.me, of.rmse, of.mae, or_nothing(of.mase), of.crps, of.wis,
              or_nothing(of.log_score), of.covered},
             why);
}

// Scores by step ahead, those over all steps last (its step is none); and the transforms in ten bins.
void add_rolled(const stats::Maybe<stats::RollingScores>& found, Result& result) {
    Rows scores{rolled}, transforms{{"low", "high", "share"}};
    if (found) {
        for (std::size_t h = 0; h < found->by_step.size(); ++h)
            add(scores, static_cast<double>(h + 1), found->by_step[h], why_not_whole(found->by_step[h]));
        add(scores, no_value, found->all, "overall");
        for (std::size_t j = 0; j < bins; ++j)
            transforms.add({static_cast<double>(j) / bins, static_cast<double>(j + 1) / bins, found->pit[j]});
        if (found->failed > 0)
            result.excluded.push_back(
                {"series", "too_short_a_past", static_cast<std::int64_t>(found->failed)});
    } else {
        scores.none("no_origins");
        transforms.none("no_origins");
    }
    result.tables.emplace("rolling", std::move(scores).frame());
    result.tables.emplace("pit", std::move(transforms).frame());
}

stats::Maybe<stats::RollingScores> rolling_of(const Asked& asked, const stats::Horizon& horizon) {
    const auto& series = asked.table("series").numbers("value");
    const auto origins = static_cast<std::size_t>(asked.whole("origins"));
    if (origins == 0) return std::unexpected{stats::Why::too_few_values};
    const auto& model = asked.choice("model");
    return stats::rolling_scores(
        series,
        [&](std::span<const double> known, const stats::Horizon& ahead) {
            Estimates told;
            return made(model, known, ahead, told);
        },
        horizon, origins, bins);
}

Result run_forecast(const Asked& asked) {
    const auto& all = asked.table("series").numbers("value");
    const auto held = static_cast<std::size_t>(asked.whole("held_back"));
    if (held >= all.size()) return refusal("too_few_values");
    const auto training = std::span{all}.first(all.size() - held), held_back = std::span{all}.last(held);
    const stats::Horizon horizon{.steps = std::max(static_cast<std::size_t>(asked.whole("steps")), held),
                                 .season = static_cast<std::size_t>(asked.whole("season")),
                                 .confidence = asked.number("confidence")};
    const auto origins = static_cast<std::size_t>(asked.whole("origins"));
    if (origins >= all.size()) return refusal("too_few_values");
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
    const auto scores = rolling_of(asked, horizon);
    if (origins > 0 && !scores) return refusal(std::string{stats::code(scores.error())});
    add_rolled(scores, result);
    return result;
}

}  // namespace

Method forecast() {
    return {
        .name = "forecast",
        .version = "5",
        .family = "time",
        .tables = {{.name = "series", .columns = {{.name = "value"}}, .order = Order::fixed}},
        .settings = {choice("model",
                            {"seasonal_naive", "naive", "mean", "ets", "ets_trend", "ets_damped", "airline"}),
                     whole("steps", 12, 1, 1000), whole("season", 12, 2, 400),
                     number("confidence", 0.95, 0.5, 0.9999), whole("held_back", 0, 0, 100'000),
                     whole("origins", 0, 0, 10'000)},
        .answers = {{.name = "forecast", .columns = named({"step", "mean", "sd", "low", "high", "actual"})},
                    {.name = "accuracy", .columns = named(errors)},
                    {.name = "rolling", .columns = named(rolled)},
                    {.name = "pit", .columns = named({"low", "high", "share"})},
                    {.name = "model",
                     .columns = {{.name = "value"}, {.name = "estimate", .holds = Holds::text}}}},
        .run = run_forecast,
    };
}

}  // namespace atalaya::methods

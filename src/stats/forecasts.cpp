#include "stats/forecasts.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

std::optional<Why> not_to_forecast(std::span<const double> series, std::size_t needed,
                                   const Horizon& horizon) {
    expects(horizon.season >= 1 && horizon.confidence > 0 && horizon.confidence < 1,
            "a forecast has a season of 1 or more and a confidence between 0 and 1");
    if (!std::all_of(series.begin(), series.end(), [](double y) { return std::isfinite(y); }))
        return Why::not_a_count;
    return series.size() < needed ? std::optional{Why::too_few_values} : std::nullopt;
}

void add_limits(Forecast& forecast, double z) {
    for (std::size_t k = 0; k < forecast.mean.size(); ++k) {
        forecast.low.push_back(forecast.mean[k] - z * forecast.sd[k]);
        forecast.high.push_back(forecast.mean[k] + z * forecast.sd[k]);
    }
}

Maybe<Forecast> forecast_mean(std::span<const double> series, const Horizon& horizon) {
    if (const auto why = not_to_forecast(series, 2, horizon)) return std::unexpected{*why};
    const auto n = static_cast<double>(series.size());
    double mean = 0, squares = 0;
    for (const double y : series) mean += y / n;
    for (const double y : series) squares += (y - mean) * (y - mean);
    const double sd = std::sqrt(squares / (n - 1) * (1 + 1 / n));
    Forecast out{std::vector<double>(horizon.steps, mean), std::vector<double>(horizon.steps, sd), {}, {}};
    add_limits(out, t_quantile(0.5 + horizon.confidence / 2, n - 1));
    return out;
}

namespace {

Maybe<Forecast> carried_on(std::span<const double> series, const Horizon& horizon, std::size_t m) {
    if (const auto why = not_to_forecast(series, m + 1, horizon)) return std::unexpected{*why};
    double squares = 0;
    for (std::size_t t = m; t < series.size(); ++t) {
        const double step = series[t] - series[t - m];
        squares += step * step / static_cast<double>(series.size() - m);
    }
    Forecast out;
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        out.mean.push_back(series[series.size() - m + h % m]);
        out.sd.push_back(std::sqrt(squares * static_cast<double>(h / m + 1)));
    }
    add_limits(out, normal_quantile(0.5 + horizon.confidence / 2));
    return out;
}

}  // namespace

Maybe<Forecast> forecast_naive(std::span<const double> series, const Horizon& horizon) {
    return carried_on(series, horizon, 1);
}

Maybe<Forecast> forecast_seasonal_naive(std::span<const double> series, const Horizon& horizon) {
    return carried_on(series, horizon, horizon.season);
}

Rolling rolling_origin(std::span<const double> series, const Forecaster& method, const Horizon& horizon,
                       std::size_t first, std::size_t stride) {
    expects(stride >= 1, "rolling_origin: a stride of 1 or more");
    Rolling out{std::vector<std::vector<double>>(horizon.steps), {}, {}, 0, 0};
    out.forecast = out.sd = out.actual;
    for (std::size_t origin = first; origin < series.size(); origin += stride) {
        ++out.origins;
        const auto made = method(series.subspan(0, origin), horizon);
        if (!made) {
            ++out.failed;
            continue;
        }
        for (std::size_t h = 0; h < horizon.steps && origin + h < series.size(); ++h) {
            out.actual[h].push_back(series[origin + h]);
            out.forecast[h].push_back(made->mean[h]);
            out.sd[h].push_back(made->sd[h]);
        }
    }
    return out;
}

}  // namespace atalaya::stats

#include "stats/ets.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/ets_states.hpp"
#include "stats/minimise.hpp"

namespace atalaya::stats {

Maybe<EtsFit> fit_ets(std::span<const double> series, const Horizon& horizon, EtsTrend trend) {
    const std::size_t m = horizon.season;
    const bool sloping = trend != EtsTrend::none, damped = trend == EtsTrend::damped;
    const std::size_t more = damped ? 3 : sloping ? 2 : 0;  // slope, beta, damping
    if (const auto why = not_to_forecast(series, 2 * m + 2 + more, horizon)) return std::unexpected{*why};
    expects(m >= 2, "fit_ets takes a season of 2 or more");
    // The unit cube through logistic curves.
    const auto smoothing_of = [](std::span<const double> x) {
        std::vector<double> cube;
        for (const double v : x) cube.push_back(1 / (1 + std::exp(-v)));
        return smoothing_at(cube);
    };
    const auto squares = [&](std::span<const double> x) {
        return best_start(series, m, smoothing_of(x), sloping).squares;
    };
    Minimum best{{}, std::numeric_limits<double>::infinity(), 0};
    for (const double alpha : {-2.0, 0.5}) {
        for (const double gamma : {-6.0, -1.0}) {
            std::vector<double> from{alpha, gamma};
            if (sloping) from.push_back(-3);
            if (damped) from.push_back(0);
            auto found = minimise(squares, from, {.step = 0.5, .most_evaluations = 400, .rounds = 2});
            if (found.value < best.value) best = std::move(found);
        }
    }
    const auto by = smoothing_of(best.at);
    const auto start = best_start(series, m, by, sloping);
    double sum = 0;
    const auto state = run_ets(series, by, start.states, [&](double error) { sum += error * error; });

    const auto n = static_cast<double>(series.size());
    const auto states =
        static_cast<double>(m + 2 + more);  // alpha, gamma, level, m - 1 seasons, and those of a trend
    EtsFit out{.alpha = by.alpha,
               .gamma = by.gamma,
               .beta = by.beta,
               .damping = by.damping,
               .level = start.states.level,
               .slope = start.states.slope,
               .seasons = start.states.seasons};
    out.log_likelihood = -0.5 * n * std::log(std::max(sum, 1e-300));
    const double k = states + 1;  // and sigma
    out.aicc = -2 * out.log_likelihood + 2 * k + (n > k + 1 ? 2 * k * (k + 1) / (n - k - 1) : 0);
    out.sigma2 = n > states ? sum / (n - states) : sum / n;
    const auto ahead = steps_ahead(by, m, horizon.steps);
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        out.forecast.mean.push_back(ahead[h].of(state, h));
        out.forecast.sd.push_back(std::sqrt(out.sigma2 * ahead[h].variance));
    }
    add_limits(out.forecast, normal_quantile(0.5 + horizon.confidence / 2));
    return out;
}

}  // namespace atalaya::stats

#include "stats/ets_limits.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "stats/ets_states.hpp"
#include "stats/mixed_laws.hpp"

namespace atalaya::stats {

namespace {

// Why a smoothing is as likely as it is.
struct Weighed {
    Start start;
    double freedom{}, log_weight{};
};
Weighed weighed(std::span<const double> series, std::size_t m, std::span<const double> cube) {
    Weighed out{.start = best_start(series, m, smoothing_at(cube), cube.size() > 2)};
    double states = 0, log_root = 0;
    for (std::size_t a = 0; a < out.start.r.size(); ++a) {
        if (!(out.start.r[a][a] > 0)) continue;
        ++states;
        log_root += std::log(out.start.r[a][a]);
    }
    out.freedom = static_cast<double>(series.size()) - states;
    out.log_weight = -log_root - out.freedom / 2 * std::log(std::max(out.start.squares, 1e-300));
    return out;
}

// x' (X'X)^-1 x by R'w = x.
double leverage(const std::vector<std::vector<double>>& r, const std::vector<double>& x) {
    std::vector<double> w(x.size());
    double sum = 0;
    for (std::size_t a = 0; a < x.size(); ++a) {
        if (!(r[a][a] > 0)) continue;
        w[a] = x[a];
        for (std::size_t b = 0; b < a; ++b) w[a] -= r[b][a] * w[b];
        w[a] /= r[a][a];
        sum += w[a] * w[a];
    }
    return sum;
}

// One row a step ahead.
std::vector<std::vector<StudentLaw>> laws_of(std::span<const double> series, const Horizon& horizon,
                                             const std::vector<WeighedPoint>& points) {
    const std::size_t m = horizon.season;
    const double top = top_of(points);
    std::vector<std::vector<StudentLaw>> out(horizon.steps);
    for (const auto& point : points) {
        if (point.log_weight < top - negligible_weight) continue;
        const auto [start, freedom, log_weight] = weighed(series, m, point.cube);
        const auto by = smoothing_at(point.cube);
        const auto state = run_ets(series, by, start.states, [](double) {});
        const auto ahead = steps_ahead(by, m, horizon.steps);
        std::vector<double> x(start.r.size());
        for (std::size_t h = 0; h < horizon.steps; ++h) {
            for (std::size_t a = 0; a < x.size(); ++a) x[a] = ahead[h].of(start.ends[a], h);
            const double variance = start.squares / freedom * (ahead[h].variance + leverage(start.r, x));
            out[h].push_back(
                {std::exp(log_weight - top), ahead[h].of(state, h), std::sqrt(variance), freedom});
        }
    }
    return out;
}

bool without_errors(std::span<const double> series, const EtsFit& fit) {
    double squares = 0;
    for (const double y : series) squares += y * y;
    return fit.sigma2 <= 1e-20 * squares;
}

}  // namespace

Forecast foresee_ets(std::span<const double> series, const Horizon& horizon, EtsTrend trend,
                     const EtsFit& fit) {
    if (without_errors(series, fit)) return fit.forecast;
    const std::size_t sides = trend == EtsTrend::none ? 2 : trend == EtsTrend::additive ? 3 : 4;
    const auto points = likely_points(sides, [&](std::span<const double> cube) {
        return weighed(series, horizon.season, cube).log_weight;
    });
    return mixed_forecast(fit.forecast.mean, laws_of(series, horizon, points), horizon.confidence);
}

}  // namespace atalaya::stats

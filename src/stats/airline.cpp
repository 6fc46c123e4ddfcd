#include "stats/airline.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <tuple>
#include <vector>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/minimise.hpp"
#include "stats/mixed_laws.hpp"

namespace atalaya::stats {

namespace {

std::vector<double> differenced(std::span<const double> y, std::size_t m) {
    std::vector<double> w;
    for (std::size_t t = m + 1; t < y.size(); ++t) w.push_back(y[t] - y[t - 1] - y[t - m] + y[t - m - 1]);
    return w;
}

// The moving average (1 + a B)(1 + b B^m), coefficients at lags 0 .. m + 1.
std::vector<double> coefficients(std::size_t m, double a, double b) {
    std::vector<double> out(m + 2);
    out[0] = 1;
    out[1] += a;
    out[m] += b;
    out[m + 1] += a * b;
    return out;
}

struct Innovations {
    std::vector<double> error, variance;  // of each value given those before it, sigma2 = 1
    std::vector<double> expected;         // of each value, from those before it that are known
    std::vector<double> factor;           // rows of L, unit lower triangular of bandwidth q: of lags q .. 0
    std::size_t q{};

    double& at(std::size_t t, std::size_t s) { return factor[t * (q + 1) + s + q - t]; }
    double from(std::size_t t, std::size_t s) const {
        return t == s ? 1 : s > t || t - s > q ? 0 : factor[t * (q + 1) + s + q - t];
    }
};

// Cholesky of the banded covariance, row by row: w = L e. The `ahead` values past the end are not known: their errors
// are 0 and their variances those of the errors to come.
Innovations innovations(std::span<const double> w, std::span<const double> psi, std::size_t ahead = 0) {
    const std::size_t n = w.size() + ahead, q = psi.size() - 1;
    std::vector<double> gamma(q + 1);
    for (std::size_t k = 0; k <= q; ++k)
        for (std::size_t j = 0; j + k <= q; ++j) gamma[k] += psi[j] * psi[j + k];
    const std::vector<double> none(n);
    Innovations out{none, none, none, std::vector<double>(n * (q + 1)), q};
    for (std::size_t t = 0; t < n; ++t) {
        const std::size_t from = t > q ? t - q : 0;
        double variance = gamma[0], expected = 0;
        for (std::size_t s = from; s < t; ++s) {
            double sum = gamma[t - s];
            const std::size_t common = std::max(from, s > q ? s - q : 0);
            for (std::size_t u = common; u < s; ++u) sum -= out.at(t, u) * out.at(s, u) * out.variance[u];
            out.at(t, s) = sum / out.variance[s];
            variance -= out.at(t, s) * out.at(t, s) * out.variance[s];
            expected += out.at(t, s) * out.error[s];
        }
        out.variance[t] = variance;
        out.expected[t] = expected;
        if (t < w.size()) out.error[t] = w[t] - expected;
    }
    return out;
}

// At given parameters: how well they explain the differenced series, and what comes of it.
struct Explained {
    double squares{}, logs{};  // of the errors, by their variances; of these the logarithms
    Innovations found;
};
std::optional<Explained> explained(std::span<const double> w, std::size_t m, double a, double b,
                                   std::size_t ahead = 0) {
    Explained out{.found = innovations(w, coefficients(m, a, b), ahead)};
    for (std::size_t t = 0; t < w.size(); ++t) {
        const double variance = out.found.variance[t];
        if (!(variance > 0)) return {};
        out.squares += out.found.error[t] * out.found.error[t] / variance;
        out.logs += std::log(variance);
    }
    return out;
}

std::pair<double, double> likelihood_of(std::span<const double> w, std::size_t m, double a, double b) {
    const auto found = explained(w, m, a, b);
    if (!found) return {-std::numeric_limits<double>::infinity(), 0};
    const auto n = static_cast<double>(w.size());
    const double sigma2 = found->squares / n;
    return {-0.5 * (n * std::log(2 * std::numbers::pi * sigma2) + n + found->logs), sigma2};
}

// The series ahead, and the variances of its errors where sigma2 is 1.
struct Ahead {
    std::vector<double> mean, variance;
};
// The differenced series ahead, then summed up. Errors to come add up likewise: `reach[h][j]` is what the j-th of them
// moves the value h steps ahead, and each has its variance given the series, not that after a series without end.
Ahead ahead_of(std::span<const double> series, const Horizon& horizon, const Innovations& found) {
    const std::size_t m = horizon.season, n = series.size() - m - 1;
    std::vector<double> ahead{series.begin(), series.end()};
    std::vector<std::vector<double>> reach;
    Ahead out;
    for (std::size_t h = 0; h < horizon.steps; ++h) {
        const std::size_t t = ahead.size();
        ahead.push_back(found.expected[n + h] + ahead[t - 1] + ahead[t - m] - ahead[t - m - 1]);
        std::vector<double> moved(h + 1);
        double variance = 0;
        for (std::size_t j = 0; j <= h; ++j) {
            const auto earlier = [&](std::size_t lag) { return h >= j + lag ? reach[h - lag][j] : 0; };
            moved[j] = found.from(n + h, n + j) + earlier(1) + earlier(m) - earlier(m + 1);
            variance += moved[j] * moved[j] * found.variance[n + j];
        }
        reach.push_back(std::move(moved));
        out.mean.push_back(ahead.back());
        out.variance.push_back(variance);
    }
    return out;
}

// The parameters at a place of the unit square: both from -1 to 1.
std::pair<double, double> parameters_at(std::span<const double> cube) {
    return {2 * cube[0] - 1, 2 * cube[1] - 1};
}

}  // namespace

Forecast foresee_airline(std::span<const double> series, const Horizon& horizon, const AirlineFit& fit) {
    const auto w = differenced(series, horizon.season);
    const auto n = static_cast<double>(w.size());
    const auto points = likely_points(2, [&](std::span<const double> cube) {
        const auto [a, b] = parameters_at(cube);
        const auto found = explained(w, horizon.season, a, b);
        return found ? -0.5 * (found->logs + n * std::log(found->squares))
                     : -std::numeric_limits<double>::infinity();
    });
    const double top = top_of(points);
    std::vector<std::vector<StudentLaw>> laws(horizon.steps);
    for (const auto& point : points) {
        if (!(point.log_weight >= top - negligible_weight)) continue;
        const auto [a, b] = parameters_at(point.cube);
        const auto found = explained(w, horizon.season, a, b, horizon.steps);
        const auto ahead = ahead_of(series, horizon, found->found);
        for (std::size_t h = 0; h < horizon.steps; ++h)
            laws[h].push_back({std::exp(point.log_weight - top), ahead.mean[h],
                               std::sqrt(found->squares / n * ahead.variance[h]), n});
    }
    return mixed_forecast(fit.forecast.mean, laws, horizon.confidence);
}

std::pair<double, double> airline_likelihood(std::span<const double> series, std::size_t season, double theta,
                                             double seasonal_theta) {
    return likelihood_of(differenced(series, season), season, theta, seasonal_theta);
}

Maybe<AirlineFit> fit_airline(std::span<const double> series, const Horizon& horizon) {
    const std::size_t m = horizon.season;
    if (const auto why = not_to_forecast(series, 2 * m + 4, horizon)) return std::unexpected{*why};
    expects(m >= 2, "fit_airline takes a season of 2 or more");
    const auto w = differenced(series, m);
    if (std::all_of(w.begin(), w.end(), [](double v) { return v == 0; })) return std::unexpected{Why::no_fit};
    const auto worse = [&](std::span<const double> x) {
        return -likelihood_of(w, m, std::tanh(x[0]), std::tanh(x[1])).first;
    };
    const auto best = minimise(worse, {-0.3, -0.3}, {.step = 0.3, .most_evaluations = 300, .rounds = 2});

    AirlineFit out;
    out.theta = std::tanh(best.at[0]);
    out.seasonal_theta = std::tanh(best.at[1]);
    std::tie(out.log_likelihood, out.sigma2) = likelihood_of(w, m, out.theta, out.seasonal_theta);
    out.aic = -2 * out.log_likelihood + 6;

    const auto found = innovations(w, coefficients(m, out.theta, out.seasonal_theta), horizon.steps);
    const auto ahead = ahead_of(series, horizon, found);
    out.forecast.mean = ahead.mean;
    for (const double variance : ahead.variance) out.forecast.sd.push_back(std::sqrt(out.sigma2 * variance));
    add_limits(out.forecast, normal_quantile(0.5 + horizon.confidence / 2));
    return out;
}

}  // namespace atalaya::stats

#include "stats/forecast_scores.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// Sum over k >= 0 of (F(k) - 1{k >= y})^2 for a distribution on counts.
template <class Cdf, class From>
double crps_of_counts(std::int64_t y, const Cdf& cdf, const From& from) {
    expects(y >= 0, "the CRPS of counts takes a count");
    double sum = 0;
    for (std::int64_t k = 0; k < y; ++k) sum += cdf(k) * cdf(k);
    for (std::int64_t k = y;; ++k) {
        const double above = from(k + 1);
        sum += above * above;
        if (above < 1e-9) return sum;  // its square and all after it
    }
}

}  // namespace

double crps_normal(double y, double mean, double sd) {
    expects(sd >= 0, "crps_normal takes sd >= 0");
    if (sd == 0) return std::abs(y - mean);
    const double z = (y - mean) / sd;
    const double density = std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
    return sd * (z * (2 * normal_cdf(z) - 1) + 2 * density - 1 / std::sqrt(std::numbers::pi));
}

double crps_poisson(std::int64_t y, double mean) {
    return crps_of_counts(
        y, [&](std::int64_t k) { return poisson_cdf(k, mean); },
        [&](std::int64_t k) { return poisson_from(k, mean); });
}

double crps_negative_binomial(std::int64_t y, double mean, double size) {
    return crps_of_counts(
        y, [&](std::int64_t k) { return negative_binomial_cdf(k, mean, size); },
        [&](std::int64_t k) { return negative_binomial_from(k, mean, size); });
}

double crps_sample(double y, std::span<const double> draws) {
    expects(!draws.empty(), "crps_sample takes one draw or more");
    std::vector<double> x{draws.begin(), draws.end()};
    std::sort(x.begin(), x.end());
    const auto m = static_cast<double>(x.size());
    double distance = 0, spread = 0;  // sum over pairs i < j of x_j - x_i
    for (std::size_t i = 0; i < x.size(); ++i) {
        distance += std::abs(x[i] - y);
        spread += x[i] * (2 * static_cast<double>(i) + 1 - m);
    }
    return distance / m - spread / (m * m);
}

Maybe<double> log_score_poisson(std::int64_t y, double mean) {
    expects(mean >= 0, "log_score_poisson takes a mean from 0");
    if (y < 0 || (mean == 0 && y > 0)) return std::unexpected{Why::no_events};
    if (mean == 0) return 0.0;
    return mean - static_cast<double>(y) * log_same(mean) + log_factorial(y);
}

Maybe<double> log_score_negative_binomial(std::int64_t y, double mean, double size) {
    expects(mean >= 0 && size > 0, "log_score_negative_binomial takes mean >= 0 and size > 0");
    if (y < 0 || (mean == 0 && y > 0)) return std::unexpected{Why::no_events};
    if (mean == 0) return 0.0;
    // log of (size)_y / y! (size / (size + mean))^size (mean / (size + mean))^y
    const auto count = static_cast<double>(y);
    double rising = 0;
    if (y < 1000)
        for (std::int64_t j = 0; j < y; ++j) rising += log_same(size + static_cast<double>(j));
    else
        rising = std::lgamma(size + count) - std::lgamma(size);
    return log_factorial(y) - rising + size * std::log1p(mean / size) +
           count * log_same((size + mean) / mean);
}

Maybe<double> log_score_normal(double y, double mean, double sd) {
    if (!(sd > 0)) return std::unexpected{Why::no_events};
    const double z = (y - mean) / sd;
    return z * z / 2 + log_same(sd) + 0.5 * log_same(2 * std::numbers::pi);
}

double interval_score(double y, const CentralInterval& interval) {
    const auto [alpha, low, high] = interval;
    expects(alpha > 0 && alpha < 1 && low <= high, "interval_score: 0 < alpha < 1 and low <= high");
    return high - low + 2 / alpha * (std::max(0.0, low - y) + std::max(0.0, y - high));
}

double weighted_interval_score(double y, double median, std::span<const CentralInterval> intervals) {
    double sum = std::abs(y - median) / 2;
    for (const auto& interval : intervals) sum += interval.alpha / 2 * interval_score(y, interval);
    return sum / (static_cast<double>(intervals.size()) + 0.5);
}

std::vector<double> pit_bins(double below, double at, std::size_t bins) {
    expects(bins >= 1 && below > -1e-9 && below <= at + 1e-9 && at < 1 + 1e-9,
            "pit_bins: 0 <= below <= at <= 1, one bin or more");
    at = std::min(at, 1.0);  // what rounding puts a hair outside
    below = std::clamp(below, 0.0, at);
    const auto share = [&](double u) {
        if (u >= at) return 1.0;
        return u <= below ? 0.0 : (u - below) / (at - below);
    };
    std::vector<double> out;
    for (std::size_t j = 0; j < bins; ++j) {
        const auto n = static_cast<double>(bins);
        // The last bin ends at 1 exactly, where even a forecast that is certain is counted.
        const double high = j + 1 == bins ? 1 : share(static_cast<double>(j + 1) / n);
        out.push_back(high - (j == 0 ? 0 : share(static_cast<double>(j) / n)));
    }
    return out;
}

Accuracy accuracy(std::span<const double> y, std::span<const double> forecast,
                  std::span<const double> training, std::size_t season) {
    expects(!y.empty() && y.size() == forecast.size() && season >= 1,
            "accuracy: a forecast per value, a season of 1 or more");
    const auto n = static_cast<double>(y.size());
    double error = 0, squares = 0, size = 0, percent = 0, size_percent = 0;
    bool based = true;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double e = y[i] - forecast[i];
        error += e;
        squares += e * e;
        size += std::abs(e);
        based = based && y[i] != 0;
        if (based) percent += 100 * e / y[i], size_percent += std::abs(100 * e / y[i]);
    }
    double step = 0, steps = 0;
    for (std::size_t t = season; t < training.size(); ++t) {
        step += std::abs(training[t] - training[t - season]);
        steps += 1;
    }
    const Maybe<double> none = std::unexpected{Why::no_base};
    Accuracy out{error / n, std::sqrt(squares / n), size / n, none, none, none};
    if (based) out.mpe = percent / n, out.mape = size_percent / n;
    if (step > 0) out.mase = out.mae / (step / steps);
    return out;
}

}  // namespace atalaya::stats

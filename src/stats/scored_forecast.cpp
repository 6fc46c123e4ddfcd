#include "stats/scored_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/forecast_scores.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/percentiles.hpp"
#include "stats/rolling_scores.hpp"

namespace atalaya::stats {

namespace {

std::optional<double> of(const Maybe<double>& score) {
    return score ? std::optional{*score} : std::nullopt;
}

// What follows from the quantiles of a forecast.
template <class Quantile>
void add_intervals(ScoredForecast& out, double y, double confidence, const Quantile& quantile) {
    std::vector<CentralInterval> intervals;
    for (const double alpha : hub_alphas())
        intervals.push_back({alpha, quantile(alpha / 2), quantile(1 - alpha / 2)});
    out.wis = weighted_interval_score(y, quantile(0.5), intervals);
    const double alpha = 1 - confidence;
    out.low = quantile(alpha / 2);
    out.high = quantile(1 - alpha / 2);
    out.interval_score = interval_score(y, {alpha, *out.low, *out.high});
}

// The least count that a share p of the distribution reaches.
template <class Cdf>
double count_quantile(double p, const Cdf& cdf) {
    std::int64_t high = 1;
    while (cdf(high) < p) high *= 2;
    std::int64_t low = 0;
    while (low < high) {
        const std::int64_t middle = low + (high - low) / 2;
        if (cdf(middle) < p)
            low = middle + 1;
        else
            high = middle;
    }
    return static_cast<double>(low);
}

template <class Cdf>
void add_of_counts(ScoredForecast& out, std::int64_t y, double confidence, const Cdf& cdf) {
    add_intervals(out, static_cast<double>(y), confidence, [&](double p) { return count_quantile(p, cdf); });
    out.below = y > 0 ? cdf(y - 1) : 0;
    out.at = cdf(y);
}

bool same(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

}  // namespace

ScoredForecast score_normal(double y, double mean, double sd, double confidence) {
    ScoredForecast out{.crps = crps_normal(y, mean, sd), .log_score = of(log_score_normal(y, mean, sd))};
    add_intervals(out, y, confidence, [&](double p) { return mean + normal_quantile(p) * sd; });
    out.at = sd > 0 ? normal_cdf((y - mean) / sd) : y >= mean;
    out.below = sd > 0 ? *out.at : y > mean;
    return out;
}

ScoredForecast score_poisson(std::int64_t y, double mean, double confidence) {
    ScoredForecast out{.crps = crps_poisson(y, mean), .log_score = of(log_score_poisson(y, mean))};
    add_of_counts(out, y, confidence, [&](std::int64_t k) { return poisson_cdf(k, mean); });
    return out;
}

ScoredForecast score_negative_binomial(std::int64_t y, double mean, double size, double confidence) {
    ScoredForecast out{.crps = crps_negative_binomial(y, mean, size),
                       .log_score = of(log_score_negative_binomial(y, mean, size))};
    add_of_counts(out, y, confidence, [&](std::int64_t k) { return negative_binomial_cdf(k, mean, size); });
    return out;
}

ScoredForecast score_draws(double y, std::span<const double> draws, double confidence) {
    expects(!draws.empty(), "score_draws takes one draw or more");
    std::vector<double> x{draws.begin(), draws.end()};
    std::sort(x.begin(), x.end());
    ScoredForecast out{.crps = crps_sample(y, x)};
    add_intervals(out, y, confidence, [&](double p) { return quantile_of(x, p); });
    const auto all = static_cast<double>(x.size());
    out.below = static_cast<double>(std::lower_bound(x.begin(), x.end(), y) - x.begin()) / all;
    out.at = static_cast<double>(std::upper_bound(x.begin(), x.end(), y) - x.begin()) / all;
    return out;
}

ScoredForecast score_quantiles(double y, std::span<const GivenQuantile> quantiles, double confidence) {
    const auto at = [&](double level) -> std::optional<double> {
        for (const auto& one : quantiles)
            if (same(one.level, level)) return one.value;
        return std::nullopt;
    };
    ScoredForecast out;
    std::vector<CentralInterval> intervals;
    for (const auto& one : quantiles) {
        const auto upper = one.level < 0.5 && !same(one.level, 0.5) ? at(1 - one.level) : std::nullopt;
        if (upper) intervals.push_back({2 * one.level, one.value, *upper});
    }
    if (const auto median = at(0.5); median && !intervals.empty())
        out.wis = weighted_interval_score(y, *median, intervals);
    const double alpha = 1 - confidence;
    out.low = at(alpha / 2);
    out.high = at(1 - alpha / 2);
    if (out.low && out.high) out.interval_score = interval_score(y, {alpha, *out.low, *out.high});
    return out;
}

}  // namespace atalaya::stats

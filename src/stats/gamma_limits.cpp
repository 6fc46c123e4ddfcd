#include "stats/gamma_limits.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

Interval gamma_limits(double value, double variance, double heaviest, double confidence, double phi) {
    expects(value >= 0 && variance >= 0 && heaviest > 0 && confidence > 0 && confidence < 1 && phi >= 1,
            "gamma_limits: a sum and its variance from 0, a weight above 0, confidence between 0 and 1");
    const double tail = (1 - confidence) / 2;
    Interval out;
    if (value > 0) {
        const double v = phi * variance;
        out.low = gamma_quantile(tail, value * value / v, v / value);
    }
    const double one = phi * heaviest, more = value + one, v = phi * variance + one * one;
    out.high = gamma_quantile(1 - tail, more * more / v, v / more);
    return out;
}

Maybe<Rate> directly_standardised_gamma(std::span<const double> events, std::span<const PersonYears> exposure,
                                        std::span<const double> standard, double per, double confidence) {
    expects(events.size() == exposure.size() && events.size() == standard.size(),
            "directly_standardised_gamma: one exposure and one weight per stratum");
    double weights = 0;
    for (const double w : standard) {
        if (w < 0) return std::unexpected{Why::not_a_count};
        weights += w;
    }
    if (!(weights > 0)) return std::unexpected{Why::no_exposure};
    double value = 0, variance = 0, heaviest = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i] < 0) return std::unexpected{Why::not_a_count};
        if (standard[i] == 0) continue;
        if (!(exposure[i].value > 0)) return std::unexpected{Why::no_exposure};
        const double count = std::isnan(events[i]) ? 0 : events[i];
        const double weight = standard[i] / weights / exposure[i].value;
        value += weight * count;
        variance += weight * weight * count;
        heaviest = std::max(heaviest, weight);
    }
    const auto [low, high] = gamma_limits(value, variance, heaviest, confidence);
    return Rate{per * value, per * low, per * high};
}

}  // namespace atalaya::stats

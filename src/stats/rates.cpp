#include "stats/rates.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr double exact_below = 10;  // UKHSA: Byar from 10 on
constexpr double least_to_standardise = 10;

double upper_tail(double confidence) {
    expects(confidence > 0 && confidence < 1, "a confidence is between 0 and 1");
    return (1 - confidence) / 2;
}

double two_sided_z(double confidence) {
    return normal_quantile(1 - upper_tail(confidence));
}

double count_or_zero(double count) {
    return std::isnan(count) ? 0 : count;
}

bool any_negative(std::span<const double> counts) {
    return std::any_of(counts.begin(), counts.end(), [](double x) { return x < 0; });
}

double sum(std::span<const double> counts) {
    double total = 0;
    for (const double count : counts) total += count_or_zero(count);
    return total;
}

}  // namespace

Interval poisson_exact(double count, double confidence) {
    expects(count >= 0, "a count is 0 or more");
    const double tail = upper_tail(confidence);
    return {count == 0 ? 0 : chi2_quantile(tail, 2 * count) / 2, chi2_quantile(1 - tail, 2 * count + 2) / 2};
}

Interval poisson_byar(double count, double confidence) {
    expects(count >= 0, "a count is 0 or more");
    const double z = two_sided_z(confidence);
    const auto limit = [](double o, double signed_z) {
        const double root = 1 - 1 / (9 * o) + signed_z / (3 * std::sqrt(o));
        return o * std::max(0.0, root * root * root);
    };
    return {count == 0 ? 0 : limit(count, -z), limit(count + 1, z)};
}

Interval poisson_interval(double count, double confidence, double phi) {
    expects(phi >= 1, "phi is 1 or more");
    const double effective = count / phi;
    const Interval unit =
        effective < exact_below ? poisson_exact(effective, confidence) : poisson_byar(effective, confidence);
    return {phi * unit.low, phi * unit.high};
}

Maybe<Rate> rate(double count, double exposure, double per, double confidence, double phi) {
    if (!(count >= 0)) return std::unexpected{Why::not_a_count};
    if (!(exposure > 0)) return std::unexpected{Why::no_exposure};
    const auto [low, high] = poisson_interval(count, confidence, phi);
    const double scale = per / exposure;
    return Rate{count * scale, low * scale, high * scale};
}

Maybe<Rate> rate(double count, PersonYears exposure, double per, double confidence, double phi) {
    return rate(count, exposure.value, per, confidence, phi);
}

Maybe<Rate> proportion(double successes, double of, double confidence) {
    if (!(of > 0)) return std::unexpected{Why::no_exposure};
    if (!(successes >= 0 && successes <= of)) return std::unexpected{Why::not_a_count};
    const double z = two_sided_z(confidence), z2 = z * z;
    const double p = successes / of;
    const double centre = 2 * successes + z2;
    const double half = z * std::sqrt(z2 + 4 * successes * (1 - p));
    const double scale = 1 / (2 * (of + z2));
    return Rate{p, std::max(0.0, (centre - half) * scale), std::min(1.0, (centre + half) * scale)};
}

Maybe<Rate> directly_standardised(std::span<const double> events, std::span<const PersonYears> exposure,
                                  std::span<const double> standard, double per, double confidence) {
    expects(events.size() == exposure.size() && events.size() == standard.size(),
            "directly_standardised: one exposure and one weight per stratum");

    if (any_negative(events) || any_negative(standard)) return std::unexpected{Why::not_a_count};
    const double total = sum(events);
    if (total < least_to_standardise) return std::unexpected{Why::too_few_events};

    double weights = 0, weighted = 0, variance = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (standard[i] == 0) continue;
        const double n = exposure[i].value, w = standard[i], o = count_or_zero(events[i]);
        if (!(n > 0)) return std::unexpected{Why::no_exposure};
        weights += w;
        weighted += w * o / n;
        variance += w * w * o / (n * n);
    }
    if (weights == 0) return std::unexpected{Why::no_exposure};

    const double value = weighted / weights;
    const double stretch = std::sqrt(variance / (weights * weights) / total);
    const auto [low, high] = poisson_interval(total, confidence);
    return Rate{per * value, per * (value + stretch * (low - total)),
                per * (value + stretch * (high - total))};
}

Maybe<Indirect> indirectly_standardised(std::span<const double> events, std::span<const PersonYears> exposure,
                                        std::span<const double> reference_events,
                                        std::span<const PersonYears> reference_exposure, double per,
                                        double confidence) {
    expects(events.size() == exposure.size() && events.size() == reference_events.size() &&
                events.size() == reference_exposure.size(),
            "indirectly_standardised: exposure and reference per stratum");

    if (any_negative(events) || any_negative(reference_events)) return std::unexpected{Why::not_a_count};
    double expected = 0, reference_total = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        const double reference = reference_exposure[i].value;
        reference_total += reference;
        if (exposure[i].value == 0) continue;
        if (!(reference > 0)) return std::unexpected{Why::no_exposure};
        expected += exposure[i].value * count_or_zero(reference_events[i]) / reference;
    }
    if (!(expected > 0)) return std::unexpected{Why::no_events};

    const double observed = sum(events);
    const double reference_rate = per * sum(reference_events) / reference_total;
    const auto [low, high] = poisson_interval(observed, confidence);
    const Rate ratio{observed / expected, low / expected, high / expected};
    return Indirect{
        observed, expected, reference_rate, ratio,
        Rate{ratio.value * reference_rate, ratio.low * reference_rate, ratio.high * reference_rate}};
}

}  // namespace atalaya::stats

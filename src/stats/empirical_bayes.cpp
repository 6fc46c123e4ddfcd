#include "stats/empirical_bayes.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

std::optional<Why> unfit(std::span<const double> counts, std::span<const double> exposures) {
    expects(counts.size() == exposures.size(), "empirical Bayes: one exposure a count");
    const auto bad = [](double v) { return !(v >= 0 && std::isfinite(v)); };
    if (std::ranges::any_of(counts, bad) || std::ranges::any_of(exposures, bad)) return Why::not_a_count;
    double events = 0, exposure = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (exposures[i] > 0) events += counts[i];
        exposure += exposures[i];
    }
    if (!(exposure > 0)) return Why::no_exposure;
    if (events == 0) return Why::no_events;
    return {};
}

// What was estimated, and the variances of that.
struct Estimated {
    Between of;
    double a_variance{}, b_variance{};
};

// a is not clipped here. `visit(add)` calls add(i) for the areas meant, whose rates are held against mean_of(i, b).
template <class Visit, class Mean>
Estimated moments(std::span<const double> counts, std::span<const double> exposures, Visit visit,
                  Mean mean_of) {
    double events = 0, exposure = 0, areas = 0, squares = 0, exposures_squared = 0;
    visit([&](std::size_t i) {
        if (exposures[i] == 0) return;
        events += counts[i];
        exposure += exposures[i];
        exposures_squared += exposures[i] * exposures[i];
        ++areas;
    });
    const double b = events / exposure, whole = exposure * exposure;
    visit([&](std::size_t i) {
        if (exposures[i] == 0) return;
        const double apart = counts[i] / exposures[i] - mean_of(i, b);
        squares += exposures[i] * apart * apart;
    });
    const Between of{squares / exposure - b / (exposure / areas), b};
    const double a = std::max(of.a, 0.0);
    // The sum of n^2 (a + b / n)^2 = n^2 a^2 + 2 a b n + b^2.
    const double scatter = a * a * exposures_squared + 2 * a * b * exposure + b * b * areas;
    return {of, areas > 1 ? 2 * areas / (areas - 1) * scatter / whole : 0,
            (a * exposures_squared + b * exposure) / whole};
}

Estimated all_areas(std::span<const double> counts, std::span<const double> exposures) {
    const auto all = [&](auto add) {
        for (std::size_t i = 0; i < counts.size(); ++i) add(i);
    };
    return moments(counts, exposures, all, [](std::size_t, double b) { return b; });
}

SmoothedRate smoothed(double count, double exposure, const Estimated& by) {
    const double raw = count / exposure, a = std::max(by.of.a, 0.0), b = by.of.b, chance = b / exposure,
                 apart = raw - b;
    if (a == 0) return {.raw = raw, .smoothed = b};
    const double all = a + chance, weight = a / all;
    const double by_a = apart * chance / (all * all), by_b = 1 - weight - apart * a / exposure / (all * all);
    return {raw, b + weight * apart, weight, by_a * by_a * by.a_variance + by_b * by_b * by.b_variance};
}

}  // namespace

Maybe<Between> between_areas(std::span<const double> counts, std::span<const double> exposures) {
    if (const auto why = unfit(counts, exposures)) return std::unexpected{*why};
    const auto of = all_areas(counts, exposures).of;
    return Between{std::max(of.a, 0.0), of.b};
}

Maybe<std::vector<Maybe<SmoothedRate>>> empirical_bayes(std::span<const double> counts,
                                                        std::span<const double> exposures) {
    if (const auto why = unfit(counts, exposures)) return std::unexpected{*why};
    const auto by = all_areas(counts, exposures);
    std::vector<Maybe<SmoothedRate>> out(counts.size(), std::unexpected{Why::no_exposure});
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (exposures[i] > 0) out[i] = smoothed(counts[i], exposures[i], by);
    return out;
}

Maybe<Interval> posterior_interval(const SmoothedRate& rate, double exposure, double confidence) {
    expects(exposure > 0 && confidence > 0 && confidence < 1,
            "posterior_interval: exposure above 0, a confidence between 0 and 1");
    if (!(rate.weight > 0)) return std::unexpected{Why::constant};
    if (!(rate.smoothed > 0)) return std::unexpected{Why::no_events};
    const double scale = rate.weight / exposure + rate.doubt / rate.smoothed, shape = rate.smoothed / scale;
    return Interval{gamma_quantile((1 - confidence) / 2, shape, scale),
                    gamma_quantile((1 + confidence) / 2, shape, scale)};
}

Maybe<std::vector<Maybe<SmoothedRate>>> local_empirical_bayes(std::span<const double> counts,
                                                              std::span<const double> exposures,
                                                              const Neighbours& neighbours, LocalMean mean) {
    expects(neighbours.first.size() == counts.size() + 1,
            "local_empirical_bayes: one list of neighbours an area");
    if (const auto why = unfit(counts, exposures)) return std::unexpected{*why};
    const auto around = [&](std::size_t i) {
        return [&, i](auto add) {
            add(i);
            for (auto k = neighbours.first[i]; k < neighbours.first[i + 1]; ++k)
                if (neighbours.of[k] != i) add(neighbours.of[k]);
        };
    };
    std::vector<double> local_mean(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        double events = 0, exposure = 0;
        around(i)([&](std::size_t j) {
            if (exposures[j] == 0) return;
            events += counts[j];
            exposure += exposures[j];
        });
        local_mean[i] = exposure > 0 ? events / exposure : 0;
    }
    std::vector<Maybe<SmoothedRate>> out(counts.size(), std::unexpected{Why::no_exposure});
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (exposures[i] == 0) continue;
        const auto by = moments(counts, exposures, around(i), [&](std::size_t j, double b) {
            return mean == LocalMean::of_area ? b : local_mean[j];
        });
        out[i] = smoothed(counts[i], exposures[i], by);
    }
    return out;
}

Maybe<std::vector<Maybe<double>>> standardised_rates(std::span<const double> counts,
                                                     std::span<const double> exposures) {
    if (const auto why = unfit(counts, exposures)) return std::unexpected{*why};
    const auto [a, b] = all_areas(counts, exposures).of;
    std::vector<Maybe<double>> out(counts.size(), std::unexpected{Why::no_exposure});
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (exposures[i] == 0) continue;
        const double chance = b / exposures[i], variance = a + chance > 0 ? a + chance : chance;
        out[i] = (counts[i] / exposures[i] - b) / std::sqrt(variance);
    }
    return out;
}

Maybe<Autocorrelation> empirical_bayes_moran(std::span<const double> counts,
                                             std::span<const double> exposures, const Weights& weights,
                                             const Permutations& permutations, Islands islands) {
    expects(weights.areas() == counts.size(), "empirical_bayes_moran: one row of weights an area");
    const auto rates = standardised_rates(counts, exposures);
    if (!rates) return std::unexpected{rates.error()};
    std::vector<double> known;
    for (const auto& rate : *rates) {
        if (!rate) return std::unexpected{rate.error()};
        known.push_back(*rate);
    }
    return global_moran(known, weights, permutations, islands);
}

Maybe<std::vector<Maybe<ChoynowskiArea>>> choynowski(std::span<const double> counts,
                                                     std::span<const double> exposures) {
    if (const auto why = unfit(counts, exposures)) return std::unexpected{*why};
    const double b = all_areas(counts, exposures).of.b;
    std::vector<Maybe<ChoynowskiArea>> out(counts.size(), std::unexpected{Why::no_exposure});
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (exposures[i] == 0) continue;
        const double expected = b * exposures[i], count = std::floor(counts[i]);
        const double as_low = gamma_above(expected, count + 1, 1);
        const double as_high = count > 0 ? gamma_cdf(expected, count, 1) : 1;
        out[i] =
            ChoynowskiArea{expected, counts[i] / expected, counts[i] < expected ? as_low : as_high, as_low};
    }
    return out;
}

}  // namespace atalaya::stats

#include "stats/interrupted.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// Where the columns of interest stand, if they do.
struct Layout {
    Regressors x;
    std::optional<std::size_t> trend, step, slope;
};

Layout lay_out(std::size_t n, const InterruptedModel& model) {
    std::vector<std::vector<double>> columns{std::vector<double>(n, 1)};
    Layout out;
    const auto add = [&](const auto& value) {
        std::vector<double> column(n);
        for (std::size_t t = 0; t < n; ++t) column[t] = value(t);
        columns.push_back(std::move(column));
        return columns.size() - 1;
    };
    const auto time = [](std::size_t t) { return static_cast<double>(t); };
    const double origin = model.origin.value_or(time(model.start));
    if (model.trend) out.trend = add(time);
    if (model.step) out.step = add([&](std::size_t t) { return t >= model.start ? 1.0 : 0.0; });
    if (model.slope)
        out.slope = add([&](std::size_t t) { return t >= model.start ? time(t) - origin : 0.0; });
    for (int k = 1; k <= model.harmonics; ++k) {
        const auto angle = [&, k](std::size_t t) {
            return 2 * std::numbers::pi * k * std::fmod(model.first_season + time(t), model.period) /
                   model.period;
        };
        // At half the period sine and cosine are one column, up and down; of whole seasons the sine is 0 throughout.
        if (2 * k == model.period) {
            add([](std::size_t t) { return t % 2 == 0 ? 1.0 : -1.0; });
            continue;
        }
        add([&](std::size_t t) { return std::sin(angle(t)); });
        add([&](std::size_t t) { return std::cos(angle(t)); });
    }
    out.x = regressors(columns);
    return out;
}

double quadratic(std::span<const double> m, std::span<const double> g) {
    double sum = 0;
    for (std::size_t a = 0; a < g.size(); ++a)
        for (std::size_t b = 0; b < g.size(); ++b) sum += g[a] * m[a * g.size() + b] * g[b];
    return std::max(0.0, sum);
}

}  // namespace

Maybe<Interrupted> interrupted_series(std::span<const double> events, const InterruptedModel& model,
                                      std::span<const double> population) {
    const std::size_t n = events.size();
    expects(population.empty() || population.size() == n, "interrupted_series: one population a period");
    expects(model.confidence > 0 && model.confidence < 1, "a confidence lies between 0 and 1");
    expects(2 * model.harmonics <= model.period, "harmonics are half of the period at most");
    if (model.start < 2 || model.start + 2 > n) return std::unexpected{Why::too_few_values};
    std::vector<double> offset(population.empty() ? 0 : n);
    for (std::size_t t = 0; t < offset.size(); ++t) {
        if (!(population[t] > 0)) return std::unexpected{Why::no_exposure};
        offset[t] = log_same(population[t]);
    }
    const Layout layout = lay_out(n, model);
    auto fit = fit_glm(layout.x, events, model.counts, offset);
    if (!fit) return std::unexpected{fit.error()};

    Interrupted out;
    out.covariance =
        model.hac ? newey_west(*fit, model.counts, layout.x, events, *model.hac) : fit->covariance;
    const std::size_t p = layout.x.columns;
    const double z = normal_quantile(0.5 + model.confidence / 2);
    const auto effect = [&](std::optional<std::size_t> at) -> std::optional<RatioEffect> {
        if (!at || !fit->kept[*at]) return std::nullopt;
        const double b = fit->coefficients[*at], se = std::sqrt(std::max(0.0, out.covariance[*at * p + *at]));
        return RatioEffect{b,
                           se,
                           exp_same(b),
                           exp_same(b - z * se),
                           exp_same(b + z * se),
                           se > 0 ? 2 * normal_cdf(-std::abs(b / se)) : 1};
    };
    out.trend = effect(layout.trend);
    out.step = effect(layout.step);
    out.slope = effect(layout.slope);

    std::vector<double> change(p);  // of prevented events by each coefficient
    double fitted_after = 0;
    for (std::size_t t = 0; t < n; ++t) {
        std::vector<double> row{layout.x.row(t).begin(), layout.x.row(t).end()};
        if (layout.step) row[*layout.step] = 0;
        if (layout.slope) row[*layout.slope] = 0;
        double eta = offset.empty() ? 0 : offset[t];
        for (std::size_t a = 0; a < p; ++a) eta += row[a] * fit->coefficients[a];
        const double mean = exp_same(eta), reach = z * std::sqrt(quadratic(out.covariance, row));
        out.fitted.push_back(fit->fitted[t]);
        out.without.push_back(mean);
        out.without_low.push_back(exp_same(eta - reach));
        out.without_high.push_back(exp_same(eta + reach));
        if (t < model.start) continue;
        out.observed += events[t];
        out.expected_without += mean;
        fitted_after += fit->fitted[t];
        for (std::size_t a = 0; a < p; ++a)
            change[a] += mean * row[a] - fit->fitted[t] * layout.x.values[t * p + a];
    }
    const double reach = z * std::sqrt(quadratic(out.covariance, change));
    out.prevented = out.expected_without - fitted_after;
    out.prevented_low = out.prevented - reach;
    out.prevented_high = out.prevented + reach;

    const auto residuals = pearson_residuals(*fit, model.counts, events);
    double steps = 0, squares = residuals[0] * residuals[0];
    for (std::size_t t = 1; t < n; ++t) {
        steps += (residuals[t] - residuals[t - 1]) * (residuals[t] - residuals[t - 1]);
        squares += residuals[t] * residuals[t];
    }
    out.durbin_watson = squares > 0 ? steps / squares : 2;
    out.fit = std::move(*fit);
    return out;
}

}  // namespace atalaya::stats

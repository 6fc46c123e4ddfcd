#include "stats/propensity.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/glm.hpp"

namespace atalaya::stats {

namespace {

bool all_finite(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); });
}

struct Side {
    double mean{};
    double variance{};        // of the mean, weights taken as known
    double sum{}, squares{};  // of the weights
};

// Weighted mean of one side.
template <class Weight>
Side side(std::span<const double> values, std::span<const double> treated, double which,
          const Weight& weight) {
    Side out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (treated[i] != which) continue;
        const double w = weight(i);
        out.sum += w;
        out.squares += w * w;
        out.mean += w * values[i];
    }
    out.mean /= out.sum;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (treated[i] != which) continue;
        const double pull = weight(i) / out.sum * (values[i] - out.mean);
        out.variance += pull * pull;
    }
    return out;
}

}  // namespace

Maybe<Propensity> propensity_weighting(std::span<const double> outcome, std::span<const double> treated,
                                       std::span<const std::vector<double>> covariates) {
    const std::size_t n = outcome.size();
    expects(treated.size() == n, "propensity_weighting: treated or not, one a unit");
    double count = 0;
    for (const double d : treated) {
        expects(d == 0 || d == 1, "propensity_weighting: treated is 0 or 1");
        count += d;
    }
    if (!all_finite(outcome)) return std::unexpected{Why::not_a_count};
    std::vector<std::vector<double>> columns{std::vector<double>(n, 1)};
    for (const auto& column : covariates) {
        expects(column.size() == n, "propensity_weighting: a value of each covariate a unit");
        if (!all_finite(column)) return std::unexpected{Why::not_a_count};
        columns.push_back(column);
    }
    if (count < 2 || static_cast<double>(n) - count < 2) return std::unexpected{Why::too_few_values};
    const auto fit = fit_glm(regressors(columns), treated, {.family = Family::binomial});
    if (!fit) return std::unexpected{fit.error()};
    for (std::size_t i = 0; i < n; ++i)
        if (!(fit->fitted[i] > 1e-9 && fit->fitted[i] < 1 - 1e-9)) return std::unexpected{Why::no_fit};

    const auto& e = fit->fitted;
    const auto even = [](std::size_t) { return 1.0; };
    const auto odds = [&](std::size_t i) { return e[i] / (1 - e[i]); };
    const auto seen = [&](std::size_t i) { return 1 / e[i]; };
    const auto unseen = [&](std::size_t i) { return 1 / (1 - e[i]); };

    Propensity out;
    out.coefficients = fit->coefficients;
    out.score = e;
    const Side plain = side(outcome, treated, 1, even), other = side(outcome, treated, 0, odds);
    const Side all_treated = side(outcome, treated, 1, seen), all_other = side(outcome, treated, 0, unseen);
    out.raw_difference = plain.mean - side(outcome, treated, 0, even).mean;
    out.att = plain.mean - other.mean;
    out.att_se = std::sqrt(plain.variance + other.variance);
    out.ate = all_treated.mean - all_other.mean;
    out.ate_se = std::sqrt(all_treated.variance + all_other.variance);
    out.effective_untreated = other.sum * other.sum / other.squares;
    for (const auto& column : covariates) {
        const Side mine = side(column, treated, 1, even);
        const double sd = std::sqrt(mine.variance * count * count / (count - 1));
        const auto over = [&](double difference) {
            return sd > 0 ? Maybe<double>{difference / sd} : std::unexpected{Why::no_base};
        };
        out.balance.push_back({over(mine.mean - side(column, treated, 0, even).mean),
                               over(mine.mean - side(column, treated, 0, odds).mean)});
    }
    return out;
}

}  // namespace atalaya::stats

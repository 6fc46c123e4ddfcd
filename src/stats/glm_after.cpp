// What is computed from a fitted model: predictions, residuals, robust covariance, comparison.
#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/glm.hpp"
#include "stats/glm_link.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

Prediction predict(const Glm& fit, Family family, std::span<const double> row, double offset) {
    const std::size_t p = fit.coefficients.size();
    expects(row.size() == p, "predict: one value per column");
    double eta = offset, variance = 0;
    for (std::size_t a = 0; a < p; ++a) {
        eta += row[a] * fit.coefficients[a];
        for (std::size_t b = 0; b < p; ++b) variance += row[a] * fit.covariance[a * p + b] * row[b];
    }
    return {eta, std::sqrt(std::max(0.0, variance)), Link{family, fit.theta}.mean(eta)};
}

std::vector<double> pearson_residuals(const Glm& fit, const GlmModel& model, std::span<const double> y,
                                      std::span<const double> weights) {
    const Link link{std::isinf(fit.theta) ? Family::poisson : model.family, fit.theta};
    std::vector<double> out(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double w = weights.empty() ? 1 : weights[i], variance = link.variance(fit.fitted[i]);
        out[i] = variance > 0 ? (y[i] - fit.fitted[i]) * std::sqrt(w / variance) : 0;
    }
    return out;
}

std::vector<double> deviance_residuals(const Glm& fit, const GlmModel& model, std::span<const double> y,
                                       std::span<const double> weights) {
    const Link link{std::isinf(fit.theta) ? Family::poisson : model.family, fit.theta};
    std::vector<double> out(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double w = weights.empty() ? 1 : weights[i], mu = fit.fitted[i];
        if (link.variance(mu) <= 0) continue;
        const double eta = link.family == Family::binomial ? log_same(mu / (1 - mu)) : log_same(mu);
        const double size = std::sqrt(std::max(0.0, w * link.deviance(y[i], log_or_zero(y[i]), mu, eta)));
        out[i] = y[i] < mu ? -size : size;
    }
    return out;
}

std::vector<double> anscombe_residuals(const Glm& fit, std::span<const double> y, double phi) {
    expects(phi > 0, "anscombe_residuals takes phi > 0");
    std::vector<double> out(y.size());
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double sixth = exp_same(log_same(fit.fitted[i]) / 6), left = 1 - fit.leverage[i];
        if (left <= 1e-12) continue;  // the row alone decides its own fit
        const double root = y[i] > 0 ? exp_same(log_same(y[i]) * (2.0 / 3)) : 0;
        out[i] = 1.5 * (root / sixth - sixth * sixth * sixth) / std::sqrt(phi * left);
    }
    return out;
}

std::vector<double> newey_west(const Glm& fit, const GlmModel& model, const Regressors& x,
                               std::span<const double> y, const Hac& hac, std::span<const double> weights) {
    const std::size_t p = x.columns, n = y.size();
    const Link link{std::isinf(fit.theta) ? Family::poisson : model.family, fit.theta};
    std::vector<double> score(n * p);
    for (std::size_t i = 0; i < n; ++i) {
        const double mu = fit.fitted[i], variance = link.variance(mu), w = weights.empty() ? 1 : weights[i];
        const double pull = variance > 0 ? w * link.slope(mu) * (y[i] - mu) / variance : 0;
        for (std::size_t a = 0; a < p; ++a) score[i * p + a] = pull * x.values[i * p + a];
    }
    std::vector<double> meat(p * p);
    for (std::size_t lag = 0; lag <= hac.lag && lag < n; ++lag) {
        const double weight = 1 - static_cast<double>(lag) / (static_cast<double>(hac.lag) + 1);
        for (std::size_t i = lag; i < n; ++i)
            for (std::size_t a = 0; a < p; ++a)
                for (std::size_t b = 0; b < p; ++b) {
                    const double here = score[i * p + a] * score[(i - lag) * p + b];
                    meat[a * p + b] += weight * here;
                    if (lag > 0) meat[b * p + a] += weight * here;
                }
    }
    double factor = 1 / (fit.scale * fit.scale);  // the covariance holds B times the scale
    if (hac.small_sample) factor *= static_cast<double>(n) / static_cast<double>(n - fit.rank);
    std::vector<double> half(p * p), out(p * p);
    for (std::size_t a = 0; a < p; ++a)
        for (std::size_t c = 0; c < p; ++c)
            for (std::size_t b = 0; b < p; ++b)
                half[a * p + b] += fit.covariance[a * p + c] * meat[c * p + b];
    for (std::size_t a = 0; a < p; ++a)
        for (std::size_t c = 0; c < p; ++c)
            for (std::size_t b = 0; b < p; ++b)
                out[a * p + b] += factor * half[a * p + c] * fit.covariance[c * p + b];
    return out;
}

std::size_t usual_lag(std::size_t n) {
    return static_cast<std::size_t>(std::floor(4 * std::pow(static_cast<double>(n) / 100, 2.0 / 9)));
}

Nested compare_nested(const Glm& small, const Glm& large) {
    expects(large.rank > small.rank, "compare_nested: the larger fit has more rank");
    const auto more = static_cast<double>(large.rank - small.rank);
    if (large.dispersion <= 0) return {0, 1};
    const double f = std::max(0.0, (small.deviance - large.deviance) / more / large.dispersion);
    return {f, f_above(f, more, large.freedom)};
}

double f_above(double f, double df1, double df2) {
    expects(f >= 0 && df1 > 0 && df2 > 0, "f_above takes f >= 0 and degrees of freedom > 0");
    return beta_cdf(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}

}  // namespace atalaya::stats

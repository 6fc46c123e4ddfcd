#include "stats/stepwise.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

Maybe<Stepwise> with(std::span<const std::vector<double>> columns, std::span<const double> y,
                     const GlmModel& model, std::span<const double> offset, std::vector<std::size_t> chosen) {
    std::ranges::sort(chosen);
    std::vector<std::vector<double>> x{std::vector<double>(y.size(), 1.0)};
    for (const auto j : chosen) x.push_back(columns[j]);
    auto fit = fit_glm(regressors(x), y, model, offset);
    if (!fit) return std::unexpected{fit.error()};
    const bool theta = model.family == Family::negative_binomial;
    const double k = static_cast<double>(x.size()) + theta;
    const double likelihood = count_log_likelihood(y, fit->fitted, theta ? fit->theta : 0);
    return Stepwise{std::move(chosen), std::move(*fit),
                    k * std::log(static_cast<double>(y.size())) - 2 * likelihood};
}

}  // namespace

double count_log_likelihood(std::span<const double> y, std::span<const double> mu, double theta) {
    const bool poisson = theta == 0 || std::isinf(theta);
    double sum = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        sum -= std::lgamma(y[i] + 1);
        if (poisson) {
            sum += (y[i] > 0 ? y[i] * log_same(mu[i]) : 0) - mu[i];
        } else {
            sum += std::lgamma(y[i] + theta) - std::lgamma(theta) +
                   theta * log_same(theta / (theta + mu[i])) +
                   (y[i] > 0 ? y[i] * log_same(mu[i] / (theta + mu[i])) : 0);
        }
    }
    return sum;
}

Maybe<Stepwise> stepwise_counts(std::span<const std::vector<double>> columns, std::span<const double> y,
                                const GlmModel& model, std::span<const double> offset) {
    expects(model.family != Family::binomial, "stepwise_counts: a family of counts");
    auto now = with(columns, y, model, offset, {});
    if (!now) return now;
    for (;;) {
        std::optional<Stepwise> best;
        for (std::size_t j = 0; j < columns.size(); ++j) {
            auto chosen = now->columns;
            const auto at = std::ranges::find(chosen, j);
            if (at == chosen.end())
                chosen.push_back(j);
            else
                chosen.erase(at);
            auto next = with(columns, y, model, offset, std::move(chosen));
            if (next && next->bic < (best ? best->bic : now->bic) - 1e-9) best = std::move(*next);
        }
        if (!best) return now;
        *now = std::move(*best);
    }
}

}  // namespace atalaya::stats

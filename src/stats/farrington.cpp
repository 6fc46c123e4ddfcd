#include "stats/farrington.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/glm.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// Weeks the model is fitted to, and the period of each: 1 .. periods, the windows the last.
struct Reference {
    std::vector<std::size_t> weeks;
    std::vector<std::size_t> period;
};

Reference windows_only(std::size_t week, const FarringtonModel& model) {
    Reference out;
    for (std::size_t year = model.years; year >= 1; --year) {
        for (std::size_t i = 0; i <= 2 * model.half_window; ++i) {
            const std::size_t back = year * model.frequency + model.half_window;
            if (week + i < back) continue;  // before the series
            out.weeks.push_back(week + i - back);
        }
    }
    out.period.assign(out.weeks.size(), 1);
    return out;
}

Maybe<Reference> all_periods(std::size_t week, const FarringtonModel& model) {
    if (week < model.years * model.frequency) return std::unexpected{Why::too_few_values};
    const std::size_t w = model.half_window, p = model.periods;
    std::vector<std::size_t> period(week + 1);  // 0: not used
    const auto fill = [&](std::size_t from, std::size_t past_end, std::size_t value) {
        for (std::size_t t = from; t < std::min(past_end, period.size()); ++t) period[t] = value;
    };
    fill(week - std::min(week, w), week + 1, p);
    for (std::size_t year = 1; year <= model.years; ++year) {
        const std::size_t centre = week - year * model.frequency;
        fill(centre - std::min(centre, w), centre + w + 1, p);
        if (p == 1) continue;
        const std::size_t between = model.frequency - 2 * w - 1, length = between / (p - 1);
        std::size_t from = centre + w + 1;
        for (std::size_t j = 1; j < p; ++j) {
            const std::size_t end = from + length + (j <= between % (p - 1) ? 1 : 0);
            fill(from, end, j);
            from = end;
        }
    }
    Reference out;
    for (std::size_t t = 0; t + model.past_excluded < week; ++t) {
        if (period[t] == 0) continue;
        out.weeks.push_back(t);
        out.period.push_back(period[t]);
    }
    return out;
}

// Large residuals get little weight; the weights sum to their number.
std::vector<double> outbreak_weights(std::span<const double> residuals, double threshold) {
    std::vector<double> weights(residuals.size());
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = residuals[i] > threshold ? 1 / (residuals[i] * residuals[i]) : 1;
        sum += weights[i];
    }
    for (double& weight : weights) weight *= static_cast<double>(weights.size()) / sum;
    return weights;
}

struct Fit {
    Glm glm;
    double phi{};    // >= 1
    double scale{};  // of the covariance in the trend's test and in Var(mu0)
    bool trend = false;
};

class Week {
  public:
    Week(const FarringtonModel& model, std::span<const double> counts, std::span<const double> population,
         std::size_t week, Reference reference)
        : model_{model}, week_{week}, reference_{std::move(reference)} {
        for (const auto t : reference_.weeks) {
            response_.push_back(counts[t]);
            if (!population.empty()) offset_.push_back(log_same(population[t]));
        }
        if (!population.empty()) offset_now_ = log_same(population[week]);
    }

    Maybe<Fit> fitted() const {
        auto fit = model_.trend ? fit_with(true) : std::unexpected{Why::no_fit};
        if (!fit) fit = fit_with(false);
        if (!fit || !fit->trend) return fit;
        if (trend_stays(*fit)) return fit;
        return fit_with(false);
    }

    // Of the week itself, with the covariance times `scale`.
    Prediction predicted(const Fit& fit, double scale) const {
        auto at = predict(fit.glm, Family::poisson, row(week_, model_.periods, fit.trend), offset_now_);
        at.se *= std::sqrt(scale);
        return at;
    }

    std::size_t size() const { return response_.size(); }

  private:
    std::vector<double> row(std::size_t t, std::size_t period, bool trend) const {
        std::vector<double> out{1};
        if (trend) out.push_back(static_cast<double>(t) - static_cast<double>(week_));
        if (model_.flexible)
            for (std::size_t j = 2; j <= model_.periods; ++j) out.push_back(period == j ? 1 : 0);
        return out;
    }

    Maybe<Fit> fit_with(bool trend) const {
        Regressors x;
        for (std::size_t i = 0; i < size(); ++i) {
            const auto line = row(reference_.weeks[i], reference_.period[i], trend);
            x.columns = line.size();
            x.add(line);
        }
        const GlmModel poisson{.drop_dependent = true, .early_stop = true};
        auto glm = fit_glm(x, response_, poisson, offset_);
        if (!glm) return std::unexpected{glm.error()};
        Fit fit{std::move(*glm), 0, 0, trend};
        fit.scale = fit.glm.dispersion;
        fit.phi = std::max(1.0, fit.scale);
        if (!model_.reweight) return fit;

        const auto weights =
            outbreak_weights(anscombe_residuals(fit.glm, response_, fit.phi), model_.weights_threshold);
        glm = fit_glm(x, response_, poisson, offset_, weights);
        if (!glm) return std::unexpected{glm.error()};
        fit.glm = std::move(*glm);
        fit.scale = fit.glm.dispersion;
        fit.phi = std::max(1.0, fit.scale);
        if (model_.flexible) fit.scale = relative_dispersion(fit.glm, weights);
        return fit;
    }

    // The flexible version of the reference implementation scales the covariance by the squares of
    // relative residuals, whose weights are the reweighting alone.
    double relative_dispersion(const Glm& glm, std::span<const double> weights) const {
        double sum = 0;
        for (std::size_t i = 0; i < size(); ++i) {
            const double relative = (response_[i] - glm.fitted[i]) / glm.fitted[i];
            sum += weights[i] * relative * relative;
        }
        return sum / glm.freedom;
    }

    bool trend_stays(const Fit& fit) const {
        if (model_.years < 3 || !fit.glm.kept[1]) return false;
        const double se = fit.glm.se(1) * std::sqrt(fit.scale);
        const double p = se > 0 ? t_two_sided(fit.glm.coefficients[1] / se, fit.glm.freedom) : 0;
        const double largest = *std::max_element(response_.begin(), response_.end());
        return p < model_.trend_p && predicted(fit, 1).mean <= largest;
    }

    const FarringtonModel& model_;
    std::size_t week_;
    Reference reference_;
    std::vector<double> response_, offset_;
    double offset_now_ = 0;
};

struct Bound {
    double upper{};
    double p{};
    double centre{};  // what the score counts from
};

double exponent_of(FarringtonPower power) {
    return power == FarringtonPower::none ? 1 : power == FarringtonPower::half ? 0.5 : 2.0 / 3;
}

Bound by_delta(const FarringtonModel& model, const Prediction& at, double phi, double observed) {
    const double mu = at.mean, e = exponent_of(model.power);
    const double tau = phi + at.se * at.se * mu;  // Var(mu0) = (mu se of eta)^2
    const double se = std::sqrt(e * e * std::pow(mu, 2 * e - 1) * tau), centre = std::pow(mu, e);
    const double z = normal_quantile(1 - (model.flexible ? model.alpha : model.alpha / 2));
    return {std::pow(centre + z * se, 1 / e), normal_cdf((centre - std::pow(observed, e)) / se), mu};
}

Bound by_counts(const FarringtonModel& model, const Prediction& at, double phi, double observed) {
    const double reach = model.bound == FarringtonBound::muan ? normal_quantile(1 - model.alpha) * at.se : 0;
    const double mu = exp_same(at.eta + reach);
    const auto y = static_cast<std::int64_t>(observed);
    if (phi > 1) {
        const double size = mu / (phi - 1);
        return {static_cast<double>(negative_binomial_quantile(1 - model.alpha, mu, size)),
                negative_binomial_from(y, mu, size), at.eta};
    }
    return {static_cast<double>(poisson_quantile(1 - model.alpha, mu)), poisson_from(y, mu), at.eta};
}

FarringtonWeek judge(std::span<const double> counts, const FarringtonModel& model, std::size_t week,
                     std::span<const double> population) {
    FarringtonWeek out{.week = week, .observed = counts[week], .upper = std::unexpected{Why::too_few_values}};
    auto reference = model.flexible ? all_periods(week, model) : windows_only(week, model);
    if (!reference || reference->weeks.empty()) return out;
    const Week task{model, counts, population, week, std::move(*reference)};
    out.reference_weeks = task.size();
    const auto fit = task.fitted();
    if (!fit) {
        out.upper = std::unexpected{fit.error()};
        return out;
    }
    const Prediction at = task.predicted(*fit, model.flexible ? fit->scale : fit->phi);
    const Bound bound = model.bound == FarringtonBound::delta ? by_delta(model, at, fit->phi, out.observed)
                                                              : by_counts(model, at, fit->phi, out.observed);
    out.expected = at.mean;
    out.phi = fit->phi;
    out.p = bound.p;
    out.score =
        bound.upper != bound.centre ? (out.observed - bound.centre) / (bound.upper - bound.centre) : 0;
    if (fit->trend) out.trend = fit->glm.coefficients[1];

    double recent = 0;
    for (std::size_t t = week + 1 - std::min(week + 1, model.weeks); t <= week; ++t) recent += counts[t];
    if (recent < model.cases) {
        out.upper = std::unexpected{Why::too_few_events};
        return out;
    }
    out.upper = bound.upper;
    out.alarm = out.observed > bound.upper && out.observed > 0;
    return out;
}

}  // namespace

FarringtonModel FarringtonModel::original() {
    FarringtonModel model;
    model.flexible = false;
    model.weights_threshold = 1;
    model.alpha = 0.01;
    model.trend_p = 0.05;
    model.periods = 1;
    model.past_excluded = 0;
    model.bound = FarringtonBound::delta;
    return model;
}

std::vector<FarringtonWeek> farrington(std::span<const double> counts, const FarringtonModel& model,
                                       std::size_t first, std::size_t past_end,
                                       std::span<const double> population) {
    expects(population.empty() || population.size() == counts.size(), "farrington: one population a week");
    expects(past_end <= counts.size() && model.years >= 1 && model.frequency > 2 * model.half_window &&
                model.periods >= 1 && model.weeks >= 1 && model.alpha > 0 && model.alpha < 1,
            "farrington: weeks in the series, one year or more, alpha between 0 and 1");
    expects(model.periods <= model.frequency - 2 * model.half_window,
            "farrington: a week or more in each period of the year");
    std::vector<FarringtonWeek> out;
    for (std::size_t week = first; week < past_end; ++week)
        out.push_back(judge(counts, model, week, population));
    return out;
}

}  // namespace atalaya::stats

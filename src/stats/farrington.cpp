#include "stats/farrington.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/exp_each.hpp"
#include "stats/glm.hpp"
#include "stats/level_trend.hpp"
#include "stats/negative_binomial.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

// Weeks the model is fitted to, and the period of each: 1 .. periods, the windows the last.
struct Reference {
    std::vector<std::size_t> weeks;  // one period after the other where there are several
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
    // None is before the window about the oldest year, however long the series.
    const std::size_t oldest = week - model.years * model.frequency, before = oldest - std::min(oldest, w);
    std::vector<std::size_t> period(week + 1 - before);  // of the weeks from there on; 0: not used
    const auto fill = [&](std::size_t from, std::size_t past_end, std::size_t value) {
        for (std::size_t t = from - before; t < std::min(past_end - before, period.size()); ++t)
            period[t] = value;
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
    const std::size_t past_end = week - std::min(week - before, model.past_excluded) - before;
    std::vector<std::size_t> until(p + 2);  // places of the weeks of each period
    for (std::size_t t = 0; t < past_end; ++t) ++until[period[t] + 1];
    until[1] = 0;
    for (std::size_t j = 1; j <= p; ++j) until[j + 1] += until[j];
    Reference out{std::vector<std::size_t>(until[p + 1]), std::vector<std::size_t>(until[p + 1])};
    for (std::size_t t = 0; t < past_end; ++t) {
        if (period[t] == 0) continue;
        const std::size_t at = until[period[t]]++;
        out.weeks[at] = before + t, out.period[at] = period[t];
    }
    return out;
}

// Large residuals get little weight; the weights sum to their number.
std::vector<double> outbreak_weights(std::span<const double> residuals, double threshold) {
    std::vector<double> weights(residuals.size());
    const double* residual = residuals.data();
    double* weight = weights.data();
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weight[i] = residual[i] > threshold ? 1 / (residual[i] * residual[i]) : 1;
        sum += weight[i];
    }
    const double each = static_cast<double>(weights.size()) / sum;
    for (double& one : weights) one *= each;
    return weights;
}

// What all weeks need of each count, told once.
struct Series {
    static constexpr double no_count = -1000;  // whose exponential is 0

    std::span<const double> counts;
    std::vector<double> log, log_start, two_thirds;  // of the count, of it and 0.1, to the power of 2/3
    std::vector<double> population, offset, sixth;   // it, its log and its sixth root, or empty

    Series(std::span<const double> series, std::span<const double> people)
        : counts{series}, population{people.begin(), people.end()} {
        for (const double y : series) {
            log.push_back(y > 0 ? log_same(y) : 0);
            log_start.push_back(log_same(y + 0.1));
            two_thirds.push_back(y > 0 ? log.back() * (2.0 / 3) : no_count);
        }
        exp_by_products(two_thirds);
        for (const double size : people) {
            offset.push_back(log_same(size));
            sixth.push_back(offset.back() / 6);
        }
        exp_by_products(sixth);
    }
};

// What a fit of the reference weeks tells.
struct Step {
    double dispersion{}, freedom{};
    double trend{}, trend_se{};
    Prediction now;  // of the week itself
    std::vector<double> fitted;
    std::vector<double> anscombe;  // residuals where phi is 1, of the first fit
};

struct Fit {
    Step step;
    double phi{};    // >= 1
    double scale{};  // of the covariance in the trend's test and in Var(mu0)
    bool trend = false;
};

class Week {
  public:
    Week(const FarringtonModel& model, const Series& series, std::size_t week, Reference reference)
        : model_{model}, week_{week}, reference_{std::move(reference)} {
        const auto of_weeks = [&](std::span<const double> column) {
            std::vector<double> out;
            if (!column.empty()) out.resize(reference_.weeks.size());
            double* to = out.data();
            const double* from = column.data();
            const std::size_t* weeks = reference_.weeks.data();
            for (std::size_t i = 0; i < out.size(); ++i) to[i] = from[weeks[i]];
            return out;
        };
        response_ = of_weeks(series.counts);
        log_ = of_weeks(series.log);
        log_start_ = of_weeks(series.log_start);
        two_thirds_ = of_weeks(series.two_thirds);
        offset_ = of_weeks(series.offset);
        population_ = of_weeks(series.population);
        sixth_ = of_weeks(series.sixth);
        if (!series.offset.empty()) offset_now_ = series.offset[week];
        group();
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
        auto at = fit.step.now;
        at.se *= std::sqrt(scale);
        return at;
    }

    std::size_t size() const { return response_.size(); }

  private:
    // Periods that have weeks, by number from 0. That of the windows, which is predicted, has the oldest of all weeks.
    void group() {
        constexpr std::uint32_t none = -1;
        std::vector<std::uint32_t> number(model_.periods + 1, none);
        group_.resize(size());
        for (std::size_t i = 0, last = none; i < size(); ++i) {
            const std::size_t period = model_.flexible ? reference_.period[i] : 0;
            if (period != last && number[last = period] == none) number[period] = groups_++;
            group_[i] = number[period];
        }
        time_.assign(reference_.weeks.begin(), reference_.weeks.end());
        now_ = number[model_.flexible ? model_.periods : 0];
    }

    Maybe<Step> step(bool trend, std::span<const double> weights) const {
        const LevelTrendRows rows{.y = response_,
                                  .log_y = log_,
                                  .log_start = log_start_,
                                  .group = group_,
                                  .time = time_,
                                  .groups = groups_,
                                  .offset = offset_,
                                  .exp_offset = population_,
                                  .weights = weights};
        auto fit = fit_level_trend(rows, trend);
        if (!fit) return std::unexpected{fit.error()};
        const double week = static_cast<double>(week_), eta = offset_now_ + fit->eta_at(now_, week);
        Step out{.dispersion = fit->dispersion,
                 .freedom = fit->freedom,
                 .trend = fit->trend,
                 .trend_se = trend ? std::sqrt(1 / fit->spread) : 0,
                 .now = {eta, std::sqrt(fit->variance_at(now_, week)), exp_same(eta)},
                 .fitted = {},
                 .anscombe = {}};
        if (weights.empty() && model_.reweight) out.anscombe = anscombe(rows, *fit);
        out.fitted = std::move(fit->fitted);
        return out;
    }

    // As anscombe_residuals of stats/glm.hpp where phi is 1.
    std::vector<double> anscombe(const LevelTrendRows& rows, const LevelTrendFit& fit) const {
        auto levels = fit.levels;
        for (double& level : levels) level /= 6;
        auto out = curve_exponentials(rows, levels, fit.trend / 6, sixth_);
        const double *two_thirds = two_thirds_.data(), *leverage = fit.leverage.data();
        for (double& residual : out) {
            const std::size_t i = static_cast<std::size_t>(&residual - out.data());
            const double sixth = residual, left = 1 - leverage[i], square = sixth * sixth;
            residual = left > 1e-12  // otherwise the row alone decides its own fit
                           ? 1.5 * (two_thirds[i] - square * square) / (sixth * std::sqrt(left))
                           : 0;
        }
        return out;
    }

    Maybe<Fit> fit_with(bool trend) const {
        auto first = step(trend, {});
        if (!first) return std::unexpected{first.error()};
        const auto phi = [](const Step& step) { return std::max(1.0, step.dispersion); };
        if (!model_.reweight) return Fit{*first, phi(*first), first->dispersion, trend};

        const double spread = std::sqrt(phi(*first));
        for (double& residual : first->anscombe) residual /= spread;
        const auto weights = outbreak_weights(first->anscombe, model_.weights_threshold);
        auto second = step(trend, weights);
        if (!second) return std::unexpected{second.error()};
        Fit fit{std::move(*second), 0, 0, trend};
        fit.phi = phi(fit.step);
        fit.scale = model_.flexible ? relative_dispersion(fit.step, weights) : fit.step.dispersion;
        return fit;
    }

    // The flexible version of the reference implementation scales the covariance by the squares of
    // relative residuals, whose weights are the reweighting alone.
    double relative_dispersion(const Step& step, std::span<const double> weights) const {
        const double *y = response_.data(), *fitted = step.fitted.data(), *weight = weights.data();
        double sum = 0;
        for (std::size_t i = 0; i < size(); ++i) {
            const double relative = (y[i] - fitted[i]) / fitted[i];
            sum += weight[i] * relative * relative;
        }
        return sum / step.freedom;
    }

    bool trend_stays(const Fit& fit) const {
        if (model_.years < 3) return false;
        const double se = fit.step.trend_se * std::sqrt(fit.scale);
        const double p = se > 0 ? t_two_sided(fit.step.trend / se, fit.step.freedom) : 0;
        const double largest = *std::max_element(response_.begin(), response_.end());
        return p < model_.trend_p && predicted(fit, 1).mean <= largest;
    }

    const FarringtonModel& model_;
    std::size_t week_;
    Reference reference_;
    std::vector<double> response_, log_, log_start_, two_thirds_, offset_, population_, sixth_;
    std::vector<std::uint32_t> group_, time_;
    std::uint32_t groups_ = 0;
    std::uint32_t now_ = 0;  // group of the week itself
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

FarringtonWeek judge(const Series& series, const FarringtonModel& model, std::size_t week) {
    const auto counts = series.counts;
    FarringtonWeek out{.week = week, .observed = counts[week], .upper = std::unexpected{Why::too_few_values}};
    auto reference = model.flexible ? all_periods(week, model) : windows_only(week, model);
    if (!reference || reference->weeks.empty()) return out;
    const Week task{model, series, week, std::move(*reference)};
    out.reference_weeks = task.size();
    double recent = 0;
    for (std::size_t t = week + 1 - std::min(week + 1, model.weeks); t <= week; ++t) recent += counts[t];
    const auto fit = task.fitted();
    if (!fit) {
        out.upper = std::unexpected{recent < model.cases ? Why::too_few_events : fit.error()};
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
    if (fit->trend) out.trend = fit->step.trend;

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
    const Series series{counts, population};
    std::vector<FarringtonWeek> out;
    for (std::size_t week = first; week < past_end; ++week) out.push_back(judge(series, model, week));
    return out;
}

}  // namespace atalaya::stats

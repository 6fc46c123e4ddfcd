#include "stats/level_trend.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "core/error.hpp"
#include "stats/exp_each.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr int most_steps = 50;
constexpr double early_enough = 1e-8;  // relative change of the deviance
constexpr double most_growth = 300;    // of the trend over all times, that powers are told by

const double* or_none(std::span<const double> column) {
    return column.empty() ? nullptr : column.data();
}

struct Curve {
    std::vector<double> levels;
    double trend{};
};

struct State {
    std::vector<double> eta, mu;
    double deviance{};
};

// exp(level of the row's group + trend t), times `times` unless there are none.
class Exponentials {
  public:
    explicit Exponentials(const LevelTrendRows& rows) : rows_{rows} {
        const auto [first, last] = std::ranges::minmax(rows.time);
        first_ = first;
        powers_.resize(last - first + 1);
        at_first_.resize(rows.groups + 1);
    }

    void tell(std::span<const double> levels, double trend, std::span<const double> times, double* out) {
        const std::size_t n = rows_.time.size();
        const std::uint32_t *time = rows_.time.data(), *group = rows_.group.data();
        if (!(std::abs(trend) * static_cast<double>(powers_.size()) < most_growth)) {
            for (std::size_t i = 0; i < n; ++i)
                out[i] = exp_same(levels[group[i]] + trend * static_cast<double>(time[i]));
        } else {
            for (std::size_t g = 0; g < levels.size(); ++g)
                at_first_[g] = levels[g] + trend * static_cast<double>(first_);
            at_first_.back() = trend;
            exp_each(at_first_);
            const double by = at_first_.back();
            double power = 1;
            for (double& p : powers_) {
                p = power;
                power *= by;
            }
            const double *powers = powers_.data(), *at_first = at_first_.data();
            for (std::size_t i = 0; i < n; ++i) out[i] = at_first[group[i]] * powers[time[i] - first_];
        }
        for (std::size_t i = 0; i < times.size(); ++i) out[i] *= times[i];
    }

  private:
    const LevelTrendRows& rows_;
    std::uint32_t first_ = 0;
    std::vector<double> powers_, at_first_;  // the last of these is that of one step of time
};

// Columns are read by pointers: they are walked some dozen times.
class Fitting {
  public:
    Fitting(const LevelTrendRows& rows, bool trend)
        : rows_{rows}, trend_{trend}, n_{rows.y.size()}, exponentials_{rows}, weight_(n_), working_(n_) {
        for (auto* sums : {&sum_, &mean_time_, &mean_z_}) sums->resize(rows.groups);
        for (auto* state : {&state_, &there_}) {
            state->eta.resize(n_);
            state->mu.resize(n_);
        }
    }

    Maybe<LevelTrendFit> run() {
        start();
        Curve curve;
        for (int step = 1; step <= most_steps; ++step) {
            Curve next = solved();
            walk_to(next);
            // Half the way back while it is worse; the first step has nothing to go back to.
            for (int halved = 0;
                 step > 1 && halved < 20 && !(there_.deviance <= state_.deviance * (1 + 1e-9) + 1e-9);
                 ++halved) {
                for (std::size_t g = 0; g < next.levels.size(); ++g)
                    next.levels[g] = (next.levels[g] + curve.levels[g]) / 2;
                next.trend = (next.trend + curve.trend) / 2;
                walk_to(next);
            }
            if (!std::isfinite(there_.deviance)) break;
            const double moved = std::abs(there_.deviance - state_.deviance);
            std::swap(state_, there_);
            curve = std::move(next);
            if (moved > early_enough * (std::abs(state_.deviance) + 0.1)) continue;
            return told(std::move(curve), step);
        }
        return std::unexpected{Why::no_fit};
    }

  private:
    void start() {
        std::ranges::copy(rows_.log_start, state_.eta.begin());
        for (std::size_t i = 0; i < n_; ++i) state_.mu[i] = rows_.y[i] + 0.1;
        state_.deviance = std::numeric_limits<double>::infinity();
    }

    // The curve that fits the working response best; keeps the weights and the sums by group.
    Curve solved() {
        for (auto* sums : {&sum_, &mean_time_, &mean_z_}) std::ranges::fill(*sums, 0.0);
        const double *y = rows_.y.data(), *mu = state_.mu.data(), *eta = state_.eta.data();
        const double *prior = or_none(rows_.weights), *offset = or_none(rows_.offset);
        const std::uint32_t *group = rows_.group.data(), *time = rows_.time.data();
        double *weight = weight_.data(), *working = working_.data();
        double *sum = sum_.data(), *mean_time = mean_time_.data(), *mean_z = mean_z_.data();
        for (std::size_t i = 0; i < n_; ++i) {
            const double w = prior ? prior[i] * mu[i] : mu[i];
            const double z = eta[i] - (offset ? offset[i] : 0) + (y[i] - mu[i]) / mu[i];
            weight[i] = w;
            working[i] = z;
            sum[group[i]] += w;
            mean_time[group[i]] += w * time[i];
            mean_z[group[i]] += w * z;
        }
        for (std::size_t g = 0; g < sum_.size(); ++g) {
            mean_time[g] /= sum[g];
            mean_z[g] /= sum[g];
        }
        Curve curve{mean_z_, 0};
        if (!trend_) return curve;
        double both = 0;
        spread_ = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            const double t = time[i] - mean_time[group[i]], weighted = weight[i] * t;
            spread_ += weighted * t;
            both += weighted * (working[i] - mean_z[group[i]]);
        }
        curve.trend = both / spread_;
        for (std::size_t g = 0; g < sum_.size(); ++g) curve.levels[g] -= curve.trend * mean_time[g];
        return curve;
    }

    // The state there, its deviance infinite where a mean cannot be told.
    void walk_to(const Curve& curve) {
        const double *y = rows_.y.data(), *log_y = rows_.log_y.data(), *levels = curve.levels.data();
        const double *prior = or_none(rows_.weights), *offset = or_none(rows_.offset);
        const std::uint32_t *group = rows_.group.data(), *time = rows_.time.data();
        double *eta = there_.eta.data(), *mu = there_.mu.data();
        there_.deviance = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < n_; ++i) {
            eta[i] = (offset ? offset[i] : 0) + levels[group[i]] + curve.trend * time[i];
            if (!(std::abs(eta[i]) < 700)) return;
        }
        exponentials_.tell(curve.levels, curve.trend, rows_.exp_offset, mu);
        double deviance = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            const double lacks = y[i] > 0 ? y[i] * (log_y[i] - eta[i]) - (y[i] - mu[i]) : mu[i];
            deviance += prior ? prior[i] * (2 * lacks) : 2 * lacks;
        }
        there_.deviance = deviance;
    }

    LevelTrendFit told(Curve curve, int steps) {
        LevelTrendFit fit{.levels = std::move(curve.levels),
                          .trend = curve.trend,
                          .eta = std::move(state_.eta),
                          .fitted = std::move(state_.mu),
                          .leverage = std::vector<double>(n_),
                          .freedom = static_cast<double>(n_ - rows_.groups - trend_),
                          .deviance = state_.deviance,
                          .iterations = steps,
                          .weight = std::move(sum_),
                          .mean_time = std::move(mean_time_),
                          .spread = trend_ ? spread_ : 0};
        double chi2 = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            const double residual = (rows_.y[i] - fit.fitted[i]) / fit.fitted[i];
            chi2 += weight_[i] * residual * residual;
            fit.leverage[i] =
                weight_[i] * fit.variance_at(rows_.group[i], static_cast<double>(rows_.time[i]));
        }
        fit.dispersion = chi2 / fit.freedom;
        return fit;
    }

    const LevelTrendRows& rows_;
    bool trend_;
    std::size_t n_;
    Exponentials exponentials_;
    State state_, there_;
    std::vector<double> weight_, working_, sum_, mean_time_, mean_z_;
    double spread_ = 0;
};

bool times_vary(const LevelTrendRows& rows) {
    std::vector<std::uint32_t> first(rows.groups);
    std::vector<bool> met(rows.groups);
    for (std::size_t i = 0; i < rows.y.size(); ++i) {
        const auto g = rows.group[i];
        if (met[g] && first[g] != rows.time[i]) return true;
        met[g] = true;
        first[g] = rows.time[i];
    }
    return false;
}

}  // namespace

double LevelTrendFit::variance_at(std::size_t group, double time) const {
    const double away = time - mean_time[group];
    return 1 / weight[group] + (spread > 0 ? away * away / spread : 0);
}

std::vector<double> curve_exponentials(const LevelTrendRows& rows, std::span<const double> levels,
                                       double trend, std::span<const double> times) {
    std::vector<double> out(rows.time.size());
    Exponentials{rows}.tell(levels, trend, times, out.data());
    return out;
}

Maybe<LevelTrendFit> fit_level_trend(const LevelTrendRows& rows, bool trend) {
    expects(!rows.y.empty() && rows.groups > 0, "fit_level_trend: a row and a group");
    for (const std::size_t size :
         {rows.log_y.size(), rows.log_start.size(), rows.group.size(), rows.time.size()})
        expects(size == rows.y.size(), "fit_level_trend: columns of one length");
    expects((rows.offset.empty() || rows.offset.size() == rows.y.size()) &&
                rows.exp_offset.size() == rows.offset.size() &&
                (rows.weights.empty() || rows.weights.size() == rows.y.size()),
            "fit_level_trend: an offset and a weight a row, or none");
    if (trend && !times_vary(rows)) return std::unexpected{Why::singular};
    if (rows.y.size() <= rows.groups + trend) return std::unexpected{Why::too_few_values};
    if (std::ranges::all_of(rows.y, [](double y) { return y == 0; })) return std::unexpected{Why::no_events};
    return Fitting{rows, trend}.run();
}

}  // namespace atalaya::stats

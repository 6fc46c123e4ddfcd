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
constexpr double most_eta = 700;
constexpr double most_growth = 300;  // of the trend over all times, that powers are told by

struct Curve {
    std::vector<double> levels;
    double trend{};
};

// exp(level of the row's group + trend t), times `times` unless there are none.
class Exponentials {
  public:
    explicit Exponentials(const LevelTrendRows& rows) : rows_{rows} {
        const auto [first, last] = std::ranges::minmax(rows.time);
        first_ = first;
        powers_.resize((last - first + chains) / chains * chains);
        at_first_.resize(rows.groups + 1);
    }

    // Levels as of the first time and powers of the trend from it on; not where these would leave the range of numbers.
    bool by_powers(std::span<const double> levels, double trend) {
        if (!(std::abs(trend) * static_cast<double>(powers_.size()) < most_growth)) return false;
        for (std::size_t g = 0; g < levels.size(); ++g)
            at_first_[g] = levels[g] + trend * static_cast<double>(first_);
        at_first_.back() = trend;
        exp_by_products(at_first_);
        // Sixteen chains of products, which need not wait for one another.
        const double by = at_first_.back();
        double power[chains] = {1};
        for (std::size_t k = 1; k < 4; ++k) power[k] = power[k - 1] * by;
        const double by_four = power[3] * by;
        for (std::size_t k = 4; k < chains; ++k) power[k] = power[k - 4] * by_four;
        const double by_all = power[chains - 4] * by_four;
        double* powers = powers_.data();
        for (std::size_t t = 0; t < powers_.size(); t += chains)
            for (std::size_t k = 0; k < chains; ++k) {
                powers[t + k] = power[k];
                power[k] *= by_all;
            }
        return true;
    }
    const double* powers() const { return powers_.data(); }
    double at_first(std::size_t group) const { return at_first_[group]; }

    void tell(std::span<const double> levels, double trend, std::span<const double> times, double* out) {
        const std::size_t n = rows_.time.size();
        const std::uint32_t *time = rows_.time.data(), *group = rows_.group.data();
        if (by_powers(levels, trend)) {
            const double *powers = powers_.data(), *at_first = at_first_.data();
            for (std::size_t i = 0; i < n; ++i) out[i] = at_first[group[i]] * powers[time[i] - first_];
        } else {
            for (std::size_t i = 0; i < n; ++i)
                out[i] = exp_same(levels[group[i]] + trend * static_cast<double>(time[i]));
        }
        const double* by = times.data();
        for (std::size_t i = 0; i < times.size(); ++i) out[i] *= by[i];
    }

  private:
    static constexpr std::size_t chains = 16;
    const LevelTrendRows& rows_;
    std::uint32_t first_ = 0;
    std::vector<double> powers_, at_first_;  // the last of these is that of one step of time
};

// Of the weights w of a step, by group: w, w t, w t^2, and with the working response z: w z, w t z. Times from the first on.
struct Sums {
    double w{}, wt{}, wtt{}, wz{}, wtz{};
};

// Rows one after the other of the same group.
struct Stretch {
    std::size_t begin{}, end{};
    std::uint32_t group{};
};

// A step needs of the rows only sums over their groups: where mu is e^eta, w z = w eta + prior (y - mu), whose counts are
// summed once. The first step begins at mu = y + 0.1, which is no such curve. Columns are read by pointers.
class Fitting {
  public:
    Fitting(const LevelTrendRows& rows, bool trend)
        : rows_{rows},
          trend_{trend},
          n_{rows.y.size()},
          exponentials_{rows},
          since_(n_),
          time_(n_),
          counts_(rows.groups),
          sums_(rows.groups) {
        const auto [first, last] = std::ranges::minmax(rows.time);
        first_ = first, last_ = last;
        const std::uint32_t *group = rows.group.data(), *time = rows.time.data();
        std::uint32_t* since = since_.data();
        double* times = time_.data();
        for (std::size_t i = 0; i < n_; ++i) {
            since[i] = time[i] - first;
            times[i] = since[i];
        }
        for (std::size_t i = 0; i < n_; ++i) {
            if (i == 0 || group[i] != group[i - 1]) stretches_.push_back({i, i, group[i]});
            stretches_.back().end = i + 1;
        }
        const double *y = rows.y.data(), *log_y = rows.log_y.data();
        for (const auto& [begin, end, of] : stretches_) {
            double wy = 0, wty = 0, constant = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const double all = prior(i) * y[i];
                wy += all, wty += all * times[i], constant += all * (log_y[i] - offset(i) - 1);
            }
            counts_[of].wz += wy, counts_[of].wtz += wty, constant_ += constant;
        }
        for (const double offset : rows.offset) largest_offset_ = std::max(largest_offset_, std::abs(offset));
        if (!rows.exp_offset.empty()) times_.assign(rows.exp_offset.begin(), rows.exp_offset.end());
        if (times_.empty())
            times_.assign(rows.weights.begin(), rows.weights.end());
        else if (!rows.weights.empty())
            for (std::size_t i = 0; i < n_; ++i) times_[i] *= rows.weights[i];
        weights_.resize(n_);
    }

    Maybe<LevelTrendFit> run() {
        start();
        Curve curve;
        double deviance = std::numeric_limits<double>::infinity();
        for (int step = 1; step <= most_steps; ++step) {
            Curve next = solved();
            double there = walk_to(next);
            // Half the way back while it is worse; the first step has nothing to go back to.
            for (int halved = 0; step > 1 && halved < 20 && !(there <= deviance * (1 + 1e-9) + 1e-9);
                 ++halved) {
                for (std::size_t g = 0; g < next.levels.size(); ++g)
                    next.levels[g] = (next.levels[g] + curve.levels[g]) / 2;
                next.trend = (next.trend + curve.trend) / 2;
                there = walk_to(next);
            }
            if (!std::isfinite(there)) break;
            const double moved = std::abs(there - deviance);
            deviance = there;
            std::swap(curve, next);
            if (moved > early_enough * (std::abs(deviance) + 0.1)) continue;
            return told(std::move(curve), next, deviance, step);
        }
        return std::unexpected{Why::no_fit};
    }

  private:
    double prior(std::size_t i) const { return rows_.weights.empty() ? 1 : rows_.weights.data()[i]; }
    double offset(std::size_t i) const { return rows_.offset.empty() ? 0 : rows_.offset.data()[i]; }

    void start() {
        const double *y = rows_.y.data(), *log_start = rows_.log_start.data(), *time = time_.data();
        for (const auto& [begin, end, of] : stretches_) {
            Sums sums;
            for (std::size_t i = begin; i < end; ++i) {
                const double w = prior(i) * (y[i] + 0.1), t = time[i], wt = w * t;
                const double wz = w * (log_start[i] - offset(i)) - prior(i) * 0.1;
                sums.w += w, sums.wt += wt, sums.wtt += wt * t, sums.wz += wz, sums.wtz += wz * t;
            }
            auto& all = sums_[of];
            all.w += sums.w, all.wt += sums.wt, all.wtt += sums.wtt, all.wz += sums.wz, all.wtz += sums.wtz;
        }
    }

    // The curve that fits the working response best; keeps the sums of the weights by group.
    Curve solved() {
        Curve curve{std::vector<double>(sums_.size()), 0};
        weight_.resize(sums_.size());
        mean_time_.resize(sums_.size());
        double both = 0;
        spread_ = 0;
        for (std::size_t g = 0; g < sums_.size(); ++g) {
            const Sums& of = sums_[g];
            weight_[g] = of.w;
            mean_time_[g] = of.wt / of.w;
            curve.levels[g] = of.wz / of.w;
            spread_ += of.wtt - of.wt * mean_time_[g];
            both += of.wtz - of.wt * curve.levels[g];
        }
        if (trend_) curve.trend = both / spread_;
        // Levels are those of time 0.
        for (std::size_t g = 0; g < sums_.size(); ++g)
            curve.levels[g] -= curve.trend * (mean_time_[g] + first_);
        return curve;
    }

    bool can_be_told(const Curve& curve) const {
        const double far = std::abs(curve.trend) * last_;
        double most = 0;
        for (const double level : curve.levels) most = std::max(most, std::abs(level));
        if (most + far + largest_offset_ < most_eta) return true;
        for (std::size_t i = 0; i < n_; ++i)
            if (!(std::abs(offset(i) + curve.levels[rows_.group[i]] + curve.trend * rows_.time[i]) <
                  most_eta))
                return false;
        return true;
    }

    // To the sums of each group.
    template <class Weight>
    void add(Weight weight) {
        const double* time = time_.data();
        for (const auto& [begin, end, group] : stretches_) {
            double w = 0, wt = 0, wtt = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const double m = weight(i), mt = m * time[i];
                w += m, wt += mt, wtt += mt * time[i];
            }
            auto& sums = sums_[group];
            sums.w += w, sums.wt += wt, sums.wtt += wtt;
        }
    }

    // The deviance there, infinite where a mean cannot be told, and the sums of the next step.
    double walk_to(const Curve& curve) {
        if (!can_be_told(curve)) return std::numeric_limits<double>::infinity();
        std::ranges::fill(sums_, Sums{});
        if (exponentials_.by_powers(curve.levels, curve.trend)) {
            const double* powers = exponentials_.powers();
            const std::uint32_t* since = since_.data();
            if (times_.empty())
                add([=](std::size_t i) { return powers[since[i]]; });
            else
                add([=, times = times_.data()](std::size_t i) { return times[i] * powers[since[i]]; });
            for (std::size_t g = 0; g < sums_.size(); ++g) {
                const double by = exponentials_.at_first(g);
                sums_[g].w *= by, sums_[g].wt *= by, sums_[g].wtt *= by;
            }
        } else {
            exponentials_.tell(curve.levels, curve.trend, times_, weights_.data());
            add([&](std::size_t i) { return weights_[i]; });
        }
        double lacks = constant_;
        for (std::size_t g = 0; g < sums_.size(); ++g) {
            auto& of = sums_[g];
            const double level = curve.levels[g] + curve.trend * first_;
            of.wz = level * of.w + curve.trend * of.wt + (counts_[g].wz - of.w);
            of.wtz = level * of.wt + curve.trend * of.wtt + (counts_[g].wtz - of.wt);
            lacks += of.w - level * counts_[g].wz - curve.trend * counts_[g].wtz;
        }
        return 2 * lacks;
    }

    // `before` is the curve from which the last step began.
    LevelTrendFit told(Curve curve, const Curve& before, double deviance, int steps) {
        LevelTrendFit fit{.levels = std::move(curve.levels),
                          .trend = curve.trend,
                          .fitted = std::vector<double>(n_),
                          .leverage = std::vector<double>(n_),
                          .freedom = static_cast<double>(n_ - rows_.groups - trend_),
                          .deviance = deviance,
                          .iterations = steps,
                          .weight = std::move(weight_),
                          .mean_time = std::move(mean_time_),
                          .spread = trend_ ? spread_ : 0};
        for (double& mean : fit.mean_time) mean += first_;
        exponentials_.tell(fit.levels, fit.trend, rows_.exp_offset, fit.fitted.data());
        double* weight = weights_.data();
        exponentials_.tell(before.levels, before.trend, times_, weight);
        const std::uint32_t* time = rows_.time.data();
        const double *y = rows_.y.data(), *fitted = fit.fitted.data();
        double* leverage = fit.leverage.data();
        const double of_trend = fit.spread > 0 ? 1 / fit.spread : 0;
        double chi2 = 0;
        for (const auto& [begin, end, of] : stretches_) {
            const double of_level = 1 / fit.weight[of], mean_time = fit.mean_time[of];
            for (std::size_t i = begin; i < end; ++i) {
                const double residual = (y[i] - fitted[i]) / fitted[i], away = time[i] - mean_time;
                chi2 += weight[i] * residual * residual;
                leverage[i] = weight[i] * (of_level + away * away * of_trend);
            }
        }
        fit.dispersion = chi2 / fit.freedom;
        return fit;
    }

    const LevelTrendRows& rows_;
    bool trend_;
    std::size_t n_;
    Exponentials exponentials_;
    double first_ = 0, last_ = 0, largest_offset_ = 0;
    std::vector<std::uint32_t> since_;  // the first time
    std::vector<double> time_;          // from the first on
    std::vector<double> times_;         // prior weight and exponential of the offset; empty: 1
    std::vector<double> weights_;       // of the rows: those times the mean
    std::vector<Stretch> stretches_;
    std::vector<Sums> counts_, sums_;  // of the counts (wz, wtz alone); of the step
    double constant_ = 0;              // of half the deviance
    std::vector<double> weight_, mean_time_;
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

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
        powers_.resize((last - first + 4) / 4 * 4);
        at_first_.resize(rows.groups + 1);
    }

    // Levels as of the first time and powers of the trend from it on; not where these would leave the range of numbers.
    bool by_powers(std::span<const double> levels, double trend) {
        if (!(std::abs(trend) * static_cast<double>(powers_.size()) < most_growth)) return false;
        for (std::size_t g = 0; g < levels.size(); ++g)
            at_first_[g] = levels[g] + trend * static_cast<double>(first_);
        at_first_.back() = trend;
        exp_by_products(at_first_);
        // Four chains of products, which need not wait for one another.
        const double by = at_first_.back(), by_four = (by * by) * (by * by);
        double power[4] = {1, by, by * by, by * by * by};
        for (std::size_t t = 0; t < powers_.size(); t += 4)
            for (std::size_t k = 0; k < 4; ++k) {
                powers_[t + k] = power[k];
                power[k] *= by_four;
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
        for (std::size_t i = 0; i < times.size(); ++i) out[i] *= times[i];
    }

  private:
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
        for (std::size_t i = 0; i < n_; ++i) {
            since_[i] = rows.time[i] - first;
            time_[i] = since_[i];
            if (i == 0 || rows.group[i] != rows.group[i - 1]) stretches_.push_back({i, i, rows.group[i]});
            stretches_.back().end = i + 1;
            const double w = rows.weights.empty() ? 1 : rows.weights[i], y = rows.y[i];
            const double offset = rows.offset.empty() ? 0 : rows.offset[i];
            counts_[rows.group[i]].wz += w * y;
            counts_[rows.group[i]].wtz += w * y * time_[i];
            constant_ += w * y * (rows.log_y[i] - offset - 1);
            largest_offset_ = std::max(largest_offset_, std::abs(offset));
        }
        if (!rows.exp_offset.empty() || !rows.weights.empty()) {
            times_.resize(n_);
            for (std::size_t i = 0; i < n_; ++i)
                times_[i] = (rows.exp_offset.empty() ? 1 : rows.exp_offset[i]) *
                            (rows.weights.empty() ? 1 : rows.weights[i]);
        }
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
    void start() {
        for (std::size_t i = 0; i < n_; ++i) {
            const double prior = rows_.weights.empty() ? 1 : rows_.weights[i];
            const double w = prior * (rows_.y[i] + 0.1), t = time_[i];
            const double wz =
                w * (rows_.log_start[i] - (rows_.offset.empty() ? 0 : rows_.offset[i])) - prior * 0.1;
            auto& sums = sums_[rows_.group[i]];
            sums.w += w, sums.wt += w * t, sums.wtt += w * t * t, sums.wz += wz, sums.wtz += wz * t;
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
            if (!(std::abs((rows_.offset.empty() ? 0 : rows_.offset[i]) + curve.levels[rows_.group[i]] +
                           curve.trend * rows_.time[i]) < most_eta))
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
            if (times_.empty())
                add([&](std::size_t i) { return powers[since_[i]]; });
            else
                add([&, times = times_.data()](std::size_t i) { return times[i] * powers[since_[i]]; });
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
                          .eta = std::vector<double>(n_),
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
        const std::uint32_t *group = rows_.group.data(), *time = rows_.time.data();
        std::vector<double> of_level;
        for (const double sum : fit.weight) of_level.push_back(1 / sum);
        const double of_trend = fit.spread > 0 ? 1 / fit.spread : 0;
        double chi2 = 0;
        for (std::size_t i = 0; i < n_; ++i) {
            const double at = time[i], residual = (rows_.y[i] - fit.fitted[i]) / fit.fitted[i];
            const double away = at - fit.mean_time[group[i]];
            fit.eta[i] = (rows_.offset.empty() ? 0 : rows_.offset[i]) + fit.levels[group[i]] + fit.trend * at;
            chi2 += weight[i] * residual * residual;
            fit.leverage[i] = weight[i] * (of_level[group[i]] + away * away * of_trend);
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

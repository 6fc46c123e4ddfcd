#include "stats/penalised_poisson.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

constexpr int most_rounds = 200, most_sweeps = 20'000;
constexpr double close_of_folds = 1e-6;

double poisson_deviance(double y, double mu) {
    return 2 * ((y > 0 ? y * log_same(y / mu) : 0) - (y - mu));
}

double shrunk(double value, double by, bool raising_only) {
    if (value > by) return value - by;
    return value < -by && !raising_only ? value + by : 0;
}

// One penalised weighted least-squares problem about the present fit, by coordinate descent.
class Descent {
  public:
    Descent(const ColumnsOf& x, std::span<const double> y, std::span<const double> offset, double lambda,
            const PenalisedModel& model, PenalisedPoisson& fit)
        : x_{x},
          y_{y},
          lambda_{lambda},
          model_{model},
          fit_{fit},
          eta_(y.size()),
          weights_(y.size()),
          left_(y.size()),
          curvature_(x.size()) {
        for (std::size_t i = 0; i < y.size(); ++i) eta_[i] = fit.eta(x, i, offset.empty() ? 0 : offset[i]);
    }

    // False where no finite fit was reached.
    bool run() {
        double before = objective();
        for (int round = 0; round < most_rounds; ++round) {
            const auto from = fit_;
            const auto eta = eta_;
            solve();
            double after = objective();
            for (int halved = 0; halved < 30 && !(after <= before + 1e-12 * std::abs(before)); ++halved) {
                half_way_back(from, eta);
                after = objective();
            }
            if (!std::isfinite(after)) return false;
            if (moved(from) <= model_.close) return true;
            before = after;
        }
        return false;
    }

    double deviance() const {
        double sum = 0;
        for (std::size_t i = 0; i < y_.size(); ++i) sum += poisson_deviance(y_[i], exp_same(eta_[i]));
        return sum;
    }

  private:
    double n() const { return static_cast<double>(y_.size()); }

    double objective() const {
        double sum = 0;
        for (std::size_t i = 0; i < y_.size(); ++i) sum += exp_same(eta_[i]) - y_[i] * eta_[i];
        sum /= n();
        for (const double b : fit_.coefficients) sum += lambda_ * std::abs(b);
        return sum;
    }

    void half_way_back(const PenalisedPoisson& from, const std::vector<double>& eta) {
        fit_.constant = (fit_.constant + from.constant) / 2;
        for (std::size_t j = 0; j < x_.size(); ++j)
            fit_.coefficients[j] = (fit_.coefficients[j] + from.coefficients[j]) / 2;
        for (std::size_t i = 0; i < eta_.size(); ++i) eta_[i] = (eta_[i] + eta[i]) / 2;
    }

    double moved(const PenalisedPoisson& from) const {
        double most = std::abs(fit_.constant - from.constant);
        for (std::size_t j = 0; j < x_.size(); ++j)
            most = std::max(most, std::abs(fit_.coefficients[j] - from.coefficients[j]));
        return most;
    }

    // left_ = weight times what the working response leaves; stays so as coefficients move.
    void solve() {
        double sum = 0;
        for (std::size_t i = 0; i < y_.size(); ++i) {
            weights_[i] = exp_same(eta_[i]);
            left_[i] = y_[i] - weights_[i];
            sum += weights_[i];
        }
        constant_curvature_ = sum / n();
        for (std::size_t j = 0; j < x_.size(); ++j) {
            double squares = 0;
            for (std::size_t i = 0; i < y_.size(); ++i) squares += weights_[i] * x_[j][i] * x_[j][i];
            curvature_[j] = squares / n();
        }
        std::vector<std::size_t> all(x_.size());
        std::iota(all.begin(), all.end(), std::size_t{0});
        for (int sweeps = 0; sweeps < most_sweeps;) {
            if (sweep(all) <= model_.close / 10) return;
            ++sweeps;
            std::vector<std::size_t> active;
            for (const auto j : all)
                if (fit_.coefficients[j] != 0) active.push_back(j);
            while (sweeps++ < most_sweeps && sweep(active) > model_.close / 10) {
            }
        }
    }

    // How far the coefficient that moved most did.
    double sweep(const std::vector<std::size_t>& columns) {
        double most = move_constant();
        for (const auto j : columns) {
            if (!(curvature_[j] > 0)) continue;
            double slope = 0;
            for (std::size_t i = 0; i < y_.size(); ++i) slope += x_[j][i] * left_[i];
            double& b = fit_.coefficients[j];
            const double next =
                shrunk(slope / n() + curvature_[j] * b, lambda_, model_.raising_only) / curvature_[j];
            const double step = next - b;
            if (step == 0) continue;
            b = next;
            for (std::size_t i = 0; i < y_.size(); ++i) {
                eta_[i] += step * x_[j][i];
                left_[i] -= weights_[i] * step * x_[j][i];
            }
            most = std::max(most, std::abs(step));
        }
        return most;
    }

    double move_constant() {
        const double step = std::accumulate(left_.begin(), left_.end(), 0.0) / n() / constant_curvature_;
        fit_.constant += step;
        for (std::size_t i = 0; i < y_.size(); ++i) {
            eta_[i] += step;
            left_[i] -= weights_[i] * step;
        }
        return std::abs(step);
    }

    const ColumnsOf& x_;
    std::span<const double> y_;
    double lambda_;
    PenalisedModel model_;
    PenalisedPoisson& fit_;
    std::vector<double> eta_, weights_, left_, curvature_;
    double constant_curvature_{};
};

struct Counted {
    double events{}, exposed{};
};

Maybe<Counted> counted(std::span<const double> y, std::span<const double> offset) {
    Counted out;
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (!(y[i] >= 0) || !std::isfinite(y[i])) return std::unexpected{Why::not_a_count};
        out.events += y[i];
        out.exposed += offset.empty() ? 1 : exp_same(offset[i]);
    }
    if (out.events == 0) return std::unexpected{Why::no_events};
    return out;
}

// Rows of some columns.
template <class Keep>
std::pair<ColumnsOf, std::vector<double>> rows_of(const ColumnsOf& x, std::span<const double> y, Keep keep) {
    ColumnsOf columns(x.size());
    std::vector<double> values;
    for (std::size_t i = 0; i < y.size(); ++i) {
        if (!keep(i)) continue;
        values.push_back(y[i]);
        for (std::size_t j = 0; j < x.size(); ++j) columns[j].push_back(x[j][i]);
    }
    return {std::move(columns), std::move(values)};
}

Maybe<std::vector<PenalisedPoisson>> along(const ColumnsOf& x, std::span<const double> y,
                                           std::span<const double> lambdas, const PenalisedModel& model,
                                           std::span<const double> offset) {
    std::vector<PenalisedPoisson> out;
    for (const double lambda : lambdas) {
        auto one = penalised_poisson(x, y, lambda, model, offset, out.empty() ? nullptr : &out.back());
        if (!one) return std::unexpected{one.error()};
        out.push_back(std::move(*one));
    }
    return out;
}

}  // namespace

std::size_t PenalisedPoisson::chosen() const {
    return coefficients.size() - static_cast<std::size_t>(std::ranges::count(coefficients, 0.0));
}

double PenalisedPoisson::eta(const ColumnsOf& x, std::size_t row, double offset) const {
    double sum = offset + constant;
    for (std::size_t j = 0; j < x.size(); ++j)
        if (coefficients[j] != 0) sum += coefficients[j] * x[j][row];
    return sum;
}

Maybe<PenalisedPoisson> penalised_poisson(const ColumnsOf& x, std::span<const double> y, double lambda,
                                          const PenalisedModel& model, std::span<const double> offset,
                                          const PenalisedPoisson* from) {
    expects(lambda >= 0, "penalised_poisson: lambda >= 0");
    for (const auto& column : x) expects(column.size() == y.size(), "columns are of one length");
    const auto counts = counted(y, offset);
    if (!counts) return std::unexpected{counts.error()};
    PenalisedPoisson fit;
    if (from) fit = *from;
    if (!from) {
        fit.constant = log_same(counts->events / counts->exposed);
        fit.coefficients.assign(x.size(), 0.0);
    }
    fit.lambda = lambda;
    Descent descent{x, y, offset, lambda, model, fit};
    if (!descent.run()) return std::unexpected{Why::no_fit};
    fit.deviance = descent.deviance();
    return fit;
}

Maybe<double> greatest_lambda(const ColumnsOf& x, std::span<const double> y, const PenalisedModel& model,
                              std::span<const double> offset) {
    const auto counts = counted(y, offset);
    if (!counts) return std::unexpected{counts.error()};
    const double rate = counts->events / counts->exposed;
    double most = 0;
    for (const auto& column : x) {
        double slope = 0;
        for (std::size_t i = 0; i < y.size(); ++i)
            slope += column[i] * (y[i] - rate * (offset.empty() ? 1 : exp_same(offset[i])));
        most = std::max(most, model.raising_only ? slope : std::abs(slope));
    }
    return most / static_cast<double>(y.size());
}

Maybe<PenalisedPath> penalised_path(const ColumnsOf& x, std::span<const double> y, std::size_t folds,
                                    std::uint64_t seed, const PenalisedModel& model,
                                    std::span<const double> offset, std::size_t steps, double least) {
    expects(folds >= 2 && folds <= y.size() && steps >= 2 && least > 0 && least < 1,
            "penalised_path: folds of rows");
    const auto greatest = greatest_lambda(x, y, model, offset);
    if (!greatest) return std::unexpected{greatest.error()};
    if (!(*greatest > 1e-12)) return std::unexpected{Why::constant};
    std::vector<double> lambdas;
    for (std::size_t s = 0; s < steps; ++s)
        lambdas.push_back(*greatest *
                          std::pow(least, static_cast<double>(s) / static_cast<double>(steps - 1)));
    auto fits = along(x, y, lambdas, model, offset);
    if (!fits) return std::unexpected{fits.error()};

    std::vector<std::size_t> fold(y.size());
    for (std::size_t i = 0; i < fold.size(); ++i) fold[i] = i % folds;
    Random random{seed};
    random.shuffle(std::span{fold});
    const PenalisedModel rough{model.raising_only, std::max(model.close, close_of_folds)};
    std::vector<std::vector<double>> errors(steps);
    for (std::size_t f = 0; f < folds; ++f) {
        const auto kept = [&](std::size_t i) { return fold[i] != f; };
        const auto [columns, values] = rows_of(x, y, kept);
        std::vector<double> of_kept;
        for (std::size_t i = 0; i < offset.size(); ++i)
            if (kept(i)) of_kept.push_back(offset[i]);
        const auto without = along(columns, values, lambdas, rough, of_kept);
        if (!without) return std::unexpected{without.error()};
        for (std::size_t s = 0; s < steps; ++s) {
            double sum = 0, rows = 0;
            for (std::size_t i = 0; i < y.size(); ++i) {
                if (kept(i)) continue;
                const double eta = (*without)[s].eta(x, i, offset.empty() ? 0 : offset[i]);
                sum += poisson_deviance(y[i], exp_same(std::clamp(eta, -700.0, 700.0)));
                ++rows;
            }
            errors[s].push_back(sum / rows);
        }
    }

    PenalisedPath out{.fits = std::move(*fits)};
    const double count = static_cast<double>(folds);
    for (const auto& one : errors) {
        const double mean = std::accumulate(one.begin(), one.end(), 0.0) / count;
        double squares = 0;
        for (const double e : one) squares += (e - mean) * (e - mean);
        out.error.push_back(mean);
        out.error_se.push_back(std::sqrt(squares / (count - 1) / count));
    }
    out.best = static_cast<std::size_t>(std::ranges::min_element(out.error) - out.error.begin());
    while (out.error[out.sparest] > out.error[out.best] + out.error_se[out.best]) ++out.sparest;
    return out;
}

}  // namespace atalaya::stats

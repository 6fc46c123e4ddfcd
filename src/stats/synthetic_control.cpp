#include "stats/synthetic_control.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <thread>

#include "core/error.hpp"
#include "stats/minimise.hpp"
#include "stats/orthonormal.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

double dot(const double* a, const double* b, std::size_t n) {
    double sum = 0;
    for (std::size_t i = 0; i < n; ++i) sum += a[i] * b[i];
    return sum;
}

// Wolfe's corral: the points that carry weight, whose affine hull's least point has none below 0.
class Corral {
  public:
    Corral(std::span<const double> points, std::size_t dimensions)
        : points_{points}, d_{dimensions}, n_{points.size() / dimensions} {}

    std::vector<double> solve() {
        std::size_t first = 0;
        for (std::size_t j = 1; j < n_; ++j)
            if (dot(at(j), at(j), d_) < dot(at(first), at(first), d_)) first = j;
        members_ = {first};
        weights_ = {1};
        for (std::size_t round = 0; round < 50 * (d_ + 1); ++round) {
            const auto x = point();
            std::size_t best = 0;
            double least = std::numeric_limits<double>::infinity(), size = 0;
            for (std::size_t j = 0; j < n_; ++j) {
                const double along = dot(x.data(), at(j), d_);
                size = std::max(size, dot(at(j), at(j), d_));
                if (along < least) least = along, best = j;
            }
            if (least >= dot(x.data(), x.data(), d_) - 1e-12 * size) break;
            if (std::find(members_.begin(), members_.end(), best) != members_.end()) break;
            members_.push_back(best);
            weights_.push_back(0);
            if (!shrink()) break;
        }
        std::vector<double> out(n_);
        for (std::size_t k = 0; k < members_.size(); ++k) out[members_[k]] = weights_[k];
        return out;
    }

  private:
    const double* at(std::size_t j) const { return points_.data() + j * d_; }

    std::vector<double> point() const {
        std::vector<double> x(d_);
        for (std::size_t k = 0; k < members_.size(); ++k)
            for (std::size_t i = 0; i < d_; ++i) x[i] += weights_[k] * at(members_[k])[i];
        return x;
    }

    // Moves to the least point of the affine hull, dropping points on the way whose weight ends.
    bool shrink() {
        for (;;) {
            const std::size_t m = members_.size();
            std::vector<double> gram(m * m);
            for (std::size_t a = 0; a < m; ++a)
                for (std::size_t b = 0; b <= a; ++b)
                    gram[a * m + b] = 1 + dot(at(members_[a]), at(members_[b]), d_);
            auto v = solve_symmetric(gram, std::vector<double>(m, 1), m);
            if (!v) {  // the newest adds nothing to the hull
                members_.pop_back();
                weights_.pop_back();
                return false;
            }
            const double sum = std::accumulate(v->begin(), v->end(), 0.0);
            for (double& weight : *v) weight /= sum;
            if (std::all_of(v->begin(), v->end(), [](double weight) { return weight > 1e-14; })) {
                weights_ = std::move(*v);
                return true;
            }
            double step = 1;
            for (std::size_t k = 0; k < m; ++k)
                if ((*v)[k] <= 1e-14 && weights_[k] > (*v)[k])
                    step = std::min(step, weights_[k] / (weights_[k] - (*v)[k]));
            std::size_t kept = 0;
            bool dropped = false;
            for (std::size_t k = 0; k < m; ++k) {
                const double weight = weights_[k] + step * ((*v)[k] - weights_[k]);
                if (weight <= 1e-14 && (*v)[k] <= 1e-14) {
                    dropped = true;
                    continue;
                }
                members_[kept] = members_[k];
                weights_[kept++] = weight;
            }
            members_.resize(kept);
            weights_.resize(kept);
            if (!dropped || kept == 0) return false;
        }
    }

    std::span<const double> points_;
    std::size_t d_, n_;
    std::vector<std::size_t> members_;
    std::vector<double> weights_;
};

std::optional<Why> fault(const SyntheticPanel& panel) {
    expects(panel.outcomes.size() == panel.units * panel.periods &&
                panel.values.size() == panel.units * panel.predictors && panel.treated < panel.units,
            "synthetic_control: all outcomes and predictors of every unit, the treated one among them");
    if (panel.units < 3 || panel.start < 1 || panel.start >= panel.periods) return Why::too_few_values;
    const auto finite = [](double v) { return std::isfinite(v); };
    if (!std::all_of(panel.outcomes.begin(), panel.outcomes.end(), finite) ||
        !std::all_of(panel.values.begin(), panel.values.end(), finite))
        return Why::not_a_count;
    return std::nullopt;
}

// The standard deviation of each predictor over all units; 0 where it does not vary.
std::vector<double> deviations(const SyntheticPanel& panel) {
    const std::size_t k = panel.predictors;
    std::vector<double> sd(k);
    const auto n = static_cast<double>(panel.units);
    for (std::size_t a = 0; a < k; ++a) {
        double mean = 0;
        for (std::size_t i = 0; i < panel.units; ++i) mean += panel.values[i * k + a] / n;
        for (std::size_t i = 0; i < panel.units; ++i) {
            const double away = panel.values[i * k + a] - mean;
            sd[a] += away * away / (n - 1);
        }
        sd[a] = std::sqrt(sd[a]) <= 1e-12 * std::abs(mean) ? 0 : std::sqrt(sd[a]);
    }
    return sd;
}

// The outcomes of each period before as its predictors.
SyntheticPanel by_outcomes(SyntheticPanel panel) {
    panel.predictors = panel.start;
    panel.values.clear();
    for (std::size_t i = 0; i < panel.units; ++i)
        for (std::size_t t = 0; t < panel.start; ++t)
            panel.values.push_back(panel.outcomes[i * panel.periods + t]);
    return panel;
}

// Predictors of the donors less those of the treated, each over its standard deviation; 0 where it does not vary.
class Problem {
  public:
    explicit Problem(const SyntheticPanel& panel) : panel_{panel} {
        const std::size_t k = panel.predictors;
        const auto sd = deviations(panel);
        varies_ = std::ranges::any_of(sd, [](double v) { return v > 0; });
        for (std::size_t i = 0; i < panel.units; ++i) {
            if (i == panel.treated) continue;
            donors_.push_back(i);
            for (std::size_t a = 0; a < k; ++a)
                away_.push_back(
                    sd[a] > 0 ? (panel.values[i * k + a] - panel.values[panel.treated * k + a]) / sd[a] : 0);
        }
    }

    bool varies() const { return varies_; }

    std::vector<double> weights(std::span<const double> v) const {
        auto scaled = away_;
        for (std::size_t j = 0; j < scaled.size(); ++j) scaled[j] *= std::sqrt(v[j % panel_.predictors]);
        return least_norm_weights(scaled, panel_.predictors);
    }

    std::vector<double> gaps(std::span<const double> weights) const {
        std::vector<double> out(panel_.periods);
        for (std::size_t t = 0; t < panel_.periods; ++t) {
            out[t] = panel_.outcomes[panel_.treated * panel_.periods + t];
            for (std::size_t j = 0; j < donors_.size(); ++j)
                if (weights[j] > 0) out[t] -= weights[j] * panel_.outcomes[donors_[j] * panel_.periods + t];
        }
        return out;
    }

    double before(std::span<const double> v) const {
        const auto gap = gaps(weights(v));
        return dot(gap.data(), gap.data(), panel_.start) / static_cast<double>(panel_.start);
    }

    SyntheticControl result(std::vector<double> v) const {
        const auto w = weights(v);
        SyntheticControl out{std::vector<double>(panel_.units), std::move(v), gaps(w), {}, 0, 0, 0,
                             std::unexpected{Why::no_base}};
        out.balance.resize(panel_.predictors);
        for (std::size_t j = 0; j < donors_.size(); ++j) {
            out.weights[donors_[j]] = w[j];
            for (std::size_t a = 0; a < panel_.predictors; ++a)
                out.balance[a] += w[j] * panel_.values[donors_[j] * panel_.predictors + a];
        }
        const auto later = static_cast<double>(panel_.periods - panel_.start);
        for (std::size_t t = 0; t < panel_.periods; ++t) {
            const double square = out.gap[t] * out.gap[t];
            if (t < panel_.start)
                out.before += square / static_cast<double>(panel_.start);
            else
                out.after += square / later, out.mean_gap += out.gap[t] / later;
        }
        if (out.before > 0) out.ratio = out.after / out.before;
        return out;
    }

  private:
    const SyntheticPanel& panel_;
    bool varies_ = false;
    std::vector<std::size_t> donors_;
    std::vector<double> away_;
};

std::vector<double> shares(std::span<const double> logs) {
    const double top = *std::max_element(logs.begin(), logs.end());
    std::vector<double> out;
    double sum = 0;
    for (const double x : logs) out.push_back(exp_same(x - top)), sum += out.back();
    for (double& v : out) v /= sum;
    return out;
}

}  // namespace

std::vector<double> least_norm_weights(std::span<const double> points, std::size_t dimensions) {
    expects(dimensions >= 1 && !points.empty() && points.size() % dimensions == 0,
            "least_norm_weights: one point or more");
    return Corral{points, dimensions}.solve();
}

Maybe<SyntheticControl> synthetic_control(const SyntheticPanel& panel, std::span<const double> importance) {
    if (const auto why = fault(panel)) return std::unexpected{*why};
    if (panel.predictors < 1) return std::unexpected{Why::too_few_values};
    expects(importance.size() == panel.predictors, "synthetic_control: an importance a predictor");
    double sum = 0;
    for (const double v : importance) {
        expects(v >= 0, "an importance is 0 or more");
        sum += v;
    }
    expects(sum > 0, "an importance above 0");
    std::vector<double> v{importance.begin(), importance.end()};
    for (double& share : v) share /= sum;
    return Problem{panel}.result(std::move(v));
}

Maybe<SyntheticControl> synthetic_control(const SyntheticPanel& panel) {
    if (const auto why = fault(panel)) return std::unexpected{*why};
    if (panel.predictors == 0) {
        const auto full = by_outcomes(panel);
        auto variances = deviations(full);
        for (double& v : variances) v *= v;
        if (std::ranges::none_of(variances, [](double v) { return v > 0; }))
            return std::unexpected{Why::singular};
        return synthetic_control(full, variances);
    }
    const Problem problem{panel};
    if (!problem.varies()) return std::unexpected{Why::singular};
    const std::size_t k = panel.predictors;
    const auto worse = [&](std::span<const double> logs) { return problem.before(shares(logs)); };
    // Better fits lie where one predictor has all but a millionth and the others break its ties: from even weights,
    // by small steps, the search stays with those that use several.
    const auto found = minimise(worse, std::vector<double>(k),
                                {.step = 0.3, .tolerance = 1e-7, .most_evaluations = 700, .rounds = 3});
    return problem.result(shares(found.at));
}

Maybe<Placebos> placebo_controls(const SyntheticPanel& panel, unsigned threads) {
    if (const auto why = fault(panel)) return std::unexpected{*why};
    Placebos out{std::vector<Maybe<double>>(panel.units, std::unexpected{Why::no_base}), 0, 0};
    const auto work = [&](std::size_t from) {
        for (std::size_t i = from; i < panel.units; i += std::max(1U, threads)) {
            auto placebo = panel;
            placebo.treated = i;
            const auto found = synthetic_control(placebo);
            out.ratios[i] = found ? found->ratio : std::unexpected{found.error()};
        }
    };
    std::vector<std::jthread> workers;
    for (unsigned t = 1; t < threads; ++t) workers.emplace_back(work, t);
    work(0);
    workers.clear();

    const auto& own = out.ratios[panel.treated];
    if (!own) return std::unexpected{own.error()};
    double all = 0;
    for (const auto& ratio : out.ratios) {
        if (!ratio) continue;
        all += 1;
        out.rank += *ratio >= *own;
    }
    out.p = static_cast<double>(out.rank) / all;
    return out;
}

}  // namespace atalaya::stats

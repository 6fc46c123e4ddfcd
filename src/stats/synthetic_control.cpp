#include "stats/synthetic_control.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <thread>
#include <utility>

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

constexpr std::size_t abreast = 8;

// Points side by side: a row of coordinates after the other, each with room for whole eights of points.
struct SideBySide {
    std::size_t points, dimensions, stride = (points + abreast - 1) / abreast * abreast;
    std::vector<double> rows = std::vector<double>(stride * dimensions);

    double* row(std::size_t dimension) { return &rows[dimension * stride]; }
    const double* row(std::size_t dimension) const { return &rows[dimension * stride]; }
};

// Wolfe's corral: the points that carry weight, whose affine hull's least point has none below 0. Kept from one problem to the
// next for its room alone.
class Corral {
  public:
    // Weights other than 0 are of `members`.
    struct Blend {
        std::span<const std::size_t> members;
        std::span<const double> weights;
    };

    Blend solve(const SideBySide& points) {
        points_ = &points;
        const std::size_t n = points.points, d = points.dimensions;
        const std::size_t first = least_of_squares();
        const double size =
            std::max(0.0, *std::max_element(sums_.begin(), sums_.begin() + static_cast<std::ptrdiff_t>(n)));
        members_.clear();
        weights_.clear();
        held_.clear();
        take(first, 1);
        for (std::size_t round = 0; round < 50 * (d + 1); ++round) {
            find_point();
            const std::size_t best = least_along();
            if (sums_[best] >= dot(x_.data(), x_.data(), d) - 1e-12 * size) break;
            if (std::find(members_.begin(), members_.end(), best) != members_.end()) break;
            take(best, 0);
            if (!shrink()) break;
        }
        return {members_, weights_};
    }

  private:
    typedef double Two __attribute__((vector_size(16)));
    static Two two(const double* from) {
        Two both;
        std::memcpy(&both, from, sizeof both);
        return both;
    }

    // The first point whose sum over dimensions of term(i, row + j) is least; the sums of all.
    template <class Term>
    std::size_t least(Term term) {
        constexpr std::size_t pairs = abreast / 2;
        sums_.resize(points_->stride);
        double lowest = std::numeric_limits<double>::infinity();
        for (std::size_t j = 0; j < points_->stride; j += abreast) {
            Two sum[pairs]{};
            for (std::size_t i = 0; i < points_->dimensions; ++i) {
                const double* row = points_->row(i) + j;
#pragma GCC unroll 4
                for (std::size_t k = 0; k < pairs; ++k) sum[k] += term(i, two(row + 2 * k));
            }
            std::memcpy(&sums_[j], sum, sizeof sum);
            const std::size_t past = std::min(j + abreast, points_->points);
            for (std::size_t k = j; k < past; ++k) lowest = std::min(lowest, sums_[k]);
        }
        return static_cast<std::size_t>(std::find(sums_.begin(), sums_.end() - 1, lowest) - sums_.begin());
    }
    std::size_t least_of_squares() {
        return least([](std::size_t, Two at) { return at * at; });
    }
    std::size_t least_along() {
        return least([&](std::size_t i, Two at) { return x_[i] * at; });
    }

    void take(std::size_t point, double weight) {
        members_.push_back(point);
        weights_.push_back(weight);
        const std::size_t d = points_->dimensions, m = held_.size();
        auto& one = held_.emplace_back();
        for (std::size_t i = 0; i < d; ++i) one.at.push_back(points_->row(i)[point]);
        for (std::size_t b = 0; b <= m; ++b)
            one.products.push_back(dot(one.at.data(), held_[b].at.data(), d));
    }

    void find_point() {
        x_.assign(points_->dimensions, 0.0);
        for (std::size_t k = 0; k < held_.size(); ++k)
            for (std::size_t i = 0; i < x_.size(); ++i) x_[i] += weights_[k] * held_[k].at[i];
    }

    // Moves to the least point of the affine hull, dropping points on the way whose weight ends.
    bool shrink() {
        for (;;) {
            const std::size_t m = members_.size();
            gram_.resize(m * m);
            for (std::size_t a = 0; a < m; ++a)
                for (std::size_t b = 0; b <= a; ++b) gram_[a * m + b] = 1 + held_[a].products[b];
            ones_.assign(m, 1.0);
            auto v = solve_symmetric(gram_, ones_, m);
            if (!v) {  // the newest adds nothing to the hull
                members_.pop_back();
                weights_.pop_back();
                held_.pop_back();
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
                    for (auto& other : held_)
                        if (other.products.size() > kept)
                            other.products.erase(other.products.begin() + static_cast<std::ptrdiff_t>(kept));
                    continue;
                }
                if (kept < k) held_[kept] = std::move(held_[k]);
                members_[kept] = members_[k];
                weights_[kept++] = weight;
            }
            members_.resize(kept);
            weights_.resize(kept);
            held_.resize(kept);
            if (!dropped || kept == 0) return false;
        }
    }

    struct Held {
        std::vector<double> at, products;  // with the members up to itself
    };

    const SideBySide* points_ = nullptr;
    std::vector<std::size_t> members_;
    std::vector<Held> held_;
    std::vector<double> weights_, sums_, x_, gram_, ones_;
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
    explicit Problem(const SyntheticPanel& panel)
        : panel_{panel}, away_{panel.units - 1, panel.predictors}, scaled_{away_} {
        const std::size_t k = panel.predictors;
        const auto sd = deviations(panel);
        varies_ = std::ranges::any_of(sd, [](double v) { return v > 0; });
        for (std::size_t i = 0; i < panel.units; ++i) {
            if (i == panel.treated) continue;
            for (std::size_t a = 0; a < k; ++a)
                away_.row(a)[donors_.size()] =
                    sd[a] > 0 ? (panel.values[i * k + a] - panel.values[panel.treated * k + a]) / sd[a] : 0;
            donors_.push_back(i);
        }
    }

    bool varies() const { return varies_; }

    std::vector<double> weights(std::span<const double> v) {
        std::vector<double> out(donors_.size());
        const auto blend = nearest(v);
        for (std::size_t k = 0; k < blend.members.size(); ++k) out[blend.members[k]] = blend.weights[k];
        return out;
    }

    std::vector<double> gaps(std::span<const double> weights) const {
        std::vector<double> out(treated(), treated() + panel_.periods);
        for (std::size_t j = 0; j < donors_.size(); ++j)
            if (weights[j] > 0) less(out, weights[j], j);
        return out;
    }

    double before(std::span<const double> v) {
        auto blend = nearest(v);
        by_donor_.clear();
        for (std::size_t k = 0; k < blend.members.size(); ++k)
            if (blend.weights[k] > 0) by_donor_.emplace_back(blend.members[k], blend.weights[k]);
        std::ranges::sort(by_donor_);
        gap_.assign(treated(), treated() + panel_.start);
        for (const auto& [donor, weight] : by_donor_) less(gap_, weight, donor);
        return dot(gap_.data(), gap_.data(), panel_.start) / static_cast<double>(panel_.start);
    }

    SyntheticControl result(std::vector<double> v) {
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
    const double* treated() const { return &panel_.outcomes[panel_.treated * panel_.periods]; }
    void less(std::vector<double>& out, double weight, std::size_t donor) const {
        const double* of_donor = &panel_.outcomes[donors_[donor] * panel_.periods];
        for (std::size_t t = 0; t < out.size(); ++t) out[t] -= weight * of_donor[t];
    }
    Corral::Blend nearest(std::span<const double> v) {
        for (std::size_t a = 0; a < v.size(); ++a) {
            const double root = std::sqrt(v[a]);
            const double* from = away_.row(a);
            double* to = scaled_.row(a);
            for (std::size_t j = 0; j < away_.stride; ++j) to[j] = from[j] * root;
        }
        return corral_.solve(scaled_);
    }

    const SyntheticPanel& panel_;
    bool varies_ = false;
    std::vector<std::size_t> donors_;
    SideBySide away_, scaled_;
    Corral corral_;
    std::vector<std::pair<std::size_t, double>> by_donor_;
    std::vector<double> gap_;
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
    SideBySide side_by_side{points.size() / dimensions, dimensions};
    for (std::size_t k = 0; k < points.size(); ++k)
        side_by_side.row(k % dimensions)[k / dimensions] = points[k];
    Corral corral;
    const auto blend = corral.solve(side_by_side);
    std::vector<double> out(side_by_side.points);
    for (std::size_t k = 0; k < blend.members.size(); ++k) out[blend.members[k]] = blend.weights[k];
    return out;
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
    Problem problem{panel};
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

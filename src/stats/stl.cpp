#include "stats/stl.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

using Series = std::span<const double>;

std::size_t odd(std::size_t window) {
    return window % 2 == 0 ? window + 1 : window;
}
std::size_t next_odd(double x) {
    return odd(static_cast<std::size_t>(std::lround(x)));
}
std::size_t tenth(std::size_t window) {
    return (window + 9) / 10;
}

double cubed(double x) {
    return x * x * x;
}

struct Neighbours {
    std::size_t left{}, right{};  // indices, both included
};

// Loess at position x (counted from 1) from the neighbours; none when all of them have weight 0.
std::optional<double> local_fit(Series y, const StlSmoother& by, double x, Neighbours near, Series weights,
                                std::span<double> work) {
    const auto n = static_cast<double>(y.size());
    const double left = static_cast<double>(near.left) + 1, right = static_cast<double>(near.right) + 1;
    double reach = std::max(x - left, right - x);
    if (by.window > y.size()) reach += static_cast<double>((by.window - y.size()) / 2);

    double sum = 0;
    for (std::size_t j = near.left; j <= near.right; ++j) {
        const double distance = std::abs(static_cast<double>(j) + 1 - x);
        double w = 0;
        if (distance <= 0.999 * reach) {
            w = distance > 0.001 * reach ? cubed(1 - cubed(distance / reach)) : 1;
            if (!weights.empty()) w *= weights[j];
        }
        work[j] = w;
        sum += w;
    }
    if (sum <= 0) return std::nullopt;
    for (std::size_t j = near.left; j <= near.right; ++j) work[j] /= sum;
    if (reach > 0 && by.degree > 0) {
        double centre = 0, spread = 0;
        for (std::size_t j = near.left; j <= near.right; ++j)
            centre += work[j] * (static_cast<double>(j) + 1);
        for (std::size_t j = near.left; j <= near.right; ++j) {
            const double d = static_cast<double>(j) + 1 - centre;
            spread += work[j] * d * d;
        }
        if (std::sqrt(spread) > 0.001 * (n - 1)) {
            const double slope = (x - centre) / spread;
            for (std::size_t j = near.left; j <= near.right; ++j)
                work[j] *= slope * (static_cast<double>(j) + 1 - centre) + 1;
        }
    }
    double fit = 0;
    for (std::size_t j = near.left; j <= near.right; ++j) fit += work[j] * y[j];
    return fit;
}

// The `window` values about i (0-based), moved inwards at the ends.
Neighbours about(std::size_t i, std::size_t window, std::size_t n) {
    if (window >= n) return {0, n - 1};
    const std::size_t half = (window + 1) / 2;
    const std::size_t left = i + 1 <= half ? 0 : std::min(i + 1 - half, n - window);
    return {left, left + window - 1};
}

// Loess of y at every value: fitted each `jump` of them and at the last, lines between.
void loess(Series y, const StlSmoother& by, Series weights, std::span<double> out, std::span<double> work) {
    const std::size_t n = y.size();
    if (n < 2) {
        out[0] = y[0];
        return;
    }
    const std::size_t jump = std::min(by.jump, n - 1);
    const auto fit = [&](std::size_t i, Neighbours near) {
        out[i] = local_fit(y, by, static_cast<double>(i) + 1, near, weights, work).value_or(y[i]);
    };
    std::size_t last = 0;
    for (std::size_t i = 0; i < n; i += jump) {
        fit(i, about(i, by.window, n));
        last = i;
    }
    if (jump == 1) return;
    const auto line = [&](std::size_t from, std::size_t to) {
        const double step = (out[to] - out[from]) / static_cast<double>(to - from);
        for (std::size_t j = from + 1; j < to; ++j) out[j] = out[from] + step * static_cast<double>(j - from);
    };
    for (std::size_t i = 0; i + jump <= last; i += jump) line(i, i + jump);
    if (last == n - 1) return;
    fit(n - 1, about(n - 1, by.window, n));
    line(last, n - 1);
}

// Means of `length` neighbours: n - length + 1 of them.
std::size_t moving_average(Series x, std::size_t length, std::span<double> out) {
    const std::size_t n = x.size() - length + 1;
    const auto size = static_cast<double>(length);
    double sum = 0;
    for (std::size_t i = 0; i < length; ++i) sum += x[i];
    out[0] = sum / size;
    for (std::size_t i = 1; i < n; ++i) {
        sum = sum - x[i - 1] + x[i + length - 1];
        out[i] = sum / size;
    }
    return n;
}

double median_of(std::vector<double> values) {
    const std::size_t n = values.size(), middle = n / 2;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle), values.end());
    const double upper = values[middle];
    if (n % 2 == 1) return upper;
    return (upper + *std::max_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(middle))) /
           2;
}

class Decomposition {
  public:
    Decomposition(Series y, StlModel model) : y_{y}, model_{model}, n_{y.size()}, p_{model.period} {
        const std::size_t longer = n_ + 2 * p_;
        cycle_.resize(longer);
        one_.resize(longer);
        two_.resize(longer);
        work_.resize(longer);
        sub_.resize(n_ / p_ + 2);
        sub_weights_.resize(sub_.size());
        sub_fit_.resize(sub_.size() + 2);
        out_.seasonal.resize(n_);
        out_.trend.resize(n_);
        out_.weights.assign(n_, 1);
    }

    void inner(bool weighted) {
        const Series weights = weighted ? Series{out_.weights} : Series{};
        for (std::size_t i = 0; i < n_; ++i) one_[i] = y_[i] - out_.trend[i];
        smooth_seasons(weights);
        // What is low in frequency in the seasons belongs to the trend.
        const std::size_t a = moving_average({cycle_.data(), n_ + 2 * p_}, p_, one_);
        const std::size_t b = moving_average({one_.data(), a}, p_, two_);
        moving_average({two_.data(), b}, 3, one_);
        loess({one_.data(), n_}, model_.low_pass, {}, {two_.data(), n_}, work_);
        for (std::size_t i = 0; i < n_; ++i) out_.seasonal[i] = cycle_[p_ + i] - two_[i];
        for (std::size_t i = 0; i < n_; ++i) one_[i] = y_[i] - out_.seasonal[i];
        loess({one_.data(), n_}, model_.trend, weights, out_.trend, work_);
    }

    // Bisquare of the remainders over six medians of their size.
    void reweight() {
        std::vector<double> size(n_);
        for (std::size_t i = 0; i < n_; ++i) size[i] = std::abs(y_[i] - out_.trend[i] - out_.seasonal[i]);
        const double limit = 6 * median_of(size);
        double largest = 0;
        for (const double y : y_) largest = std::max(largest, std::abs(y));
        if (limit <= 1e-12 * largest) {  // what rounding leaves is no remainder
            out_.weights.assign(n_, 1);
            return;
        }
        for (std::size_t i = 0; i < n_; ++i) {
            const double u = size[i] / limit;
            if (size[i] <= 0.001 * limit)
                out_.weights[i] = 1;
            else if (size[i] <= 0.999 * limit)
                out_.weights[i] = (1 - u * u) * (1 - u * u);
            else
                out_.weights[i] = 0;
        }
    }

    Stl done() {
        if (model_.periodic) {
            for (std::size_t season = 0; season < std::min(p_, n_); ++season) {
                double sum = 0, count = 0;
                for (std::size_t i = season; i < n_; i += p_) sum += out_.seasonal[i], count += 1;
                for (std::size_t i = season; i < n_; i += p_) out_.seasonal[i] = sum / count;
            }
        }
        for (std::size_t i = 0; i < n_; ++i)
            out_.remainder.push_back(y_[i] - out_.seasonal[i] - out_.trend[i]);
        return std::move(out_);
    }

  private:
    // Each season's subseries of one_, smoothed and carried on by one at either end, into cycle_.
    void smooth_seasons(Series weights) {
        for (std::size_t season = 0; season < p_; ++season) {
            const std::size_t k = (n_ - season - 1) / p_ + 1;
            for (std::size_t i = 0; i < k; ++i) {
                sub_[i] = one_[i * p_ + season];
                if (!weights.empty()) sub_weights_[i] = weights[i * p_ + season];
            }
            const Series sub{sub_.data(), k};
            const Series w = weights.empty() ? Series{} : Series{sub_weights_.data(), k};
            const auto& by = model_.seasonal;
            loess(sub, by, w, {sub_fit_.data() + 1, k}, work_);
            const std::size_t right = std::min(by.window, k) - 1;
            sub_fit_[0] = local_fit(sub, by, 0, {0, right}, w, work_).value_or(sub_fit_[1]);
            const std::size_t left = k > by.window ? k - by.window : 0;
            sub_fit_[k + 1] =
                local_fit(sub, by, static_cast<double>(k) + 1, {left, k - 1}, w, work_).value_or(sub_fit_[k]);
            for (std::size_t i = 0; i < k + 2; ++i) cycle_[i * p_ + season] = sub_fit_[i];
        }
    }

    Series y_;
    StlModel model_;
    std::size_t n_, p_;
    std::vector<double> cycle_, one_, two_, work_, sub_, sub_weights_, sub_fit_;
    Stl out_;
};

// Every window and jump filled in.
StlModel settled(StlModel model, std::size_t n) {
    if (model.periodic) model.seasonal = {10 * n + 1, 0, model.seasonal.jump};
    if (model.trend.window == 0) {
        const double seasonal = static_cast<double>(model.seasonal.window);
        model.trend.window =
            next_odd(std::ceil(1.5 * static_cast<double>(model.period) / (1 - 1.5 / seasonal)));
    }
    if (model.low_pass.window == 0) model.low_pass.window = odd(model.period);
    for (auto* by : {&model.seasonal, &model.trend, &model.low_pass}) {
        if (by->jump == 0) by->jump = tenth(by->window);
        by->window = odd(std::max<std::size_t>(by->window, 3));
    }
    return model;
}

}  // namespace

Maybe<Stl> stl(std::span<const double> values, const StlModel& model) {
    expects(model.period >= 2, "stl: a period of 2 or more");
    for (const auto* by : {&model.seasonal, &model.trend, &model.low_pass})
        expects(by->degree == 0 || by->degree == 1, "stl: loess of degree 0 or 1");
    expects(model.periodic || model.seasonal.window >= 3, "stl: a seasonal window of 3 or more");
    if (!std::all_of(values.begin(), values.end(), [](double y) { return std::isfinite(y); }))
        return std::unexpected{Why::not_a_count};
    if (values.size() < 2 * model.period) return std::unexpected{Why::too_few_values};

    Decomposition work{values, settled(model, values.size())};
    const int inner = model.inner.value_or(model.robust ? 1 : 2);
    const int outer = model.outer.value_or(model.robust ? 15 : 0);
    for (int round = 0; round <= outer; ++round) {
        for (int i = 0; i < inner; ++i) work.inner(round > 0);
        if (round < outer) work.reweight();
    }
    return work.done();
}

}  // namespace atalaya::stats

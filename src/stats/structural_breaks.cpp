#include "stats/structural_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double widest = 1e6;  // no break is looked for so far away

struct Segment {
    Solution fit;
    double rss{};
};

// `y` and the rows of a stretch alone.
Segment fitted(std::span<const double> y, const Design& part) {
    Segment segment{weighted_least_squares(part, y, std::vector<double>(y.size(), 1.0)), 0};
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double rest = y[i] - predicted(part.rows[i], segment.fit);
        segment.rss += rest * rest;
    }
    return segment;
}

Segment fitted(std::span<const double> y, const Design& design, std::size_t first, std::size_t past_end) {
    const auto row = design.rows.begin();
    const Design part{
        design.columns,
        {row + static_cast<std::ptrdiff_t>(first), row + static_cast<std::ptrdiff_t>(past_end)}};
    return fitted(y.subspan(first, past_end - first), part);
}

// Residual sums of squares of all stretches that begin at `first`, by recursive residuals: each new
// observation adds (y - x b)^2 / (1 + x' P x), b and P being of those before it.
class GrowingFit {
  public:
    // From the shortest stretch.
    GrowingFit(std::span<const double> y, const Design& part)
        : k_{part.columns}, inverse_(k_ * k_), coefficients_(k_), gain_(k_) {
        const auto start = fitted(y, part);
        singular_ = start.fit.rank < static_cast<int>(k_);
        if (singular_) return;
        coefficients_ = start.fit.coefficients;
        rss_ = start.rss;
        invert(part);
    }

    // A regressor does not vary in it, or the others explain it: nothing else may be asked.
    bool singular() const { return singular_; }
    double rss() const { return rss_; }

    void add(std::span<const double> x, double y) {
        double fit = 0, scale = 1;
        for (std::size_t i = 0; i < k_; ++i) {
            gain_[i] = 0;
            for (std::size_t j = 0; j < k_; ++j) gain_[i] += inverse_[i * k_ + j] * x[j];
            fit += x[i] * coefficients_[i];
        }
        for (std::size_t i = 0; i < k_; ++i) scale += x[i] * gain_[i];
        const double surprise = y - fit;
        rss_ += surprise * surprise / scale;
        for (std::size_t i = 0; i < k_; ++i) {
            coefficients_[i] += gain_[i] * surprise / scale;
            for (std::size_t j = 0; j < k_; ++j) inverse_[i * k_ + j] -= gain_[i] * gain_[j] / scale;
        }
    }

  private:
    // (X'X)^-1 by Gauss-Jordan; k is a handful and X'X positive definite.
    void invert(const Design& part) {
        std::vector<double> cross(k_ * k_);
        for (const auto& x : part.rows) {
            for (std::size_t i = 0; i < k_; ++i)
                for (std::size_t j = 0; j < k_; ++j) cross[i * k_ + j] += x[i] * x[j];
        }
        for (std::size_t i = 0; i < k_; ++i) inverse_[i * k_ + i] = 1;
        for (std::size_t pivot = 0; pivot < k_; ++pivot) {
            const double by = cross[pivot * k_ + pivot];
            for (std::size_t j = 0; j < k_; ++j) {
                cross[pivot * k_ + j] /= by;
                inverse_[pivot * k_ + j] /= by;
            }
            for (std::size_t i = 0; i < k_; ++i) {
                if (i == pivot) continue;
                const double times = cross[i * k_ + pivot];
                for (std::size_t j = 0; j < k_; ++j) {
                    cross[i * k_ + j] -= times * cross[pivot * k_ + j];
                    inverse_[i * k_ + j] -= times * inverse_[pivot * k_ + j];
                }
            }
        }
    }

    std::size_t k_;
    std::vector<double> inverse_, coefficients_, gain_;
    double rss_{};
    bool singular_ = false;
};

// Least sums of the first `end` observations with m breaks, and the last of those: best[m][end], from[m][end].
struct Partitions {
    std::vector<std::vector<double>> best;
    std::vector<std::vector<std::size_t>> from;
};

// Stretches by where they begin: by then the best of what is before them is known, so that each is told once
// and none is kept. Nothing where one of the shortest is singular.
Partitions best_partitions(std::span<const double> y, const BreakModel& model, std::size_t most) {
    const std::size_t n = y.size(), least = model.least;
    Partitions out{std::vector(most + 1, std::vector<double>(n + 1, infinite)),
                   std::vector(most + 1, std::vector<std::size_t>(n + 1))};
    auto& [best, from] = out;
    std::vector<double> rss(n + 1);          // of the stretch from `first` to each end
    Design start{model.design.columns, {}};  // rows of the shortest stretch from `first`
    for (std::size_t first = 0; first + least <= n; ++first) {
        if (first == 0) {
            const auto row = model.design.rows.begin();
            start.rows.assign(row, row + static_cast<std::ptrdiff_t>(least));
        } else {
            std::ranges::rotate(start.rows, start.rows.begin() + 1);
            start.rows.back() = model.design.rows[first + least - 1];
        }
        if (first != 0 && first < least) continue;
        GrowingFit fit{y.subspan(first, least), start};
        if (fit.singular()) return {};
        rss[first + least] = fit.rss();
        for (std::size_t end = first + least; end < n; ++end) {
            fit.add(model.design.rows[end], y[end]);
            rss[end + 1] = fit.rss();
        }
        if (first == 0)
            std::copy(rss.begin() + static_cast<std::ptrdiff_t>(least), rss.end(),
                      best[0].begin() + static_cast<std::ptrdiff_t>(least));
        for (std::size_t m = 1; m <= most && m * least <= first; ++m) {
            for (std::size_t end = first + least; end <= n; ++end) {
                const double total = best[m - 1][first] + rss[end];
                if (total >= best[m][end]) continue;
                best[m][end] = total;
                from[m][end] = first;
            }
        }
    }
    return out;
}

// d' Q d of the mean cross product Q of a segment's regressors.
double drift(const Design& design, std::size_t first, std::size_t past_end, std::span<const double> step) {
    double sum = 0;
    for (std::size_t row = first; row < past_end; ++row) {
        double along = 0;
        for (std::size_t i = 0; i < design.columns; ++i) along += design.rows[row][i] * step[i];
        sum += along * along;
    }
    return sum / static_cast<double>(past_end - first);
}

// log of the normal's lower tail, also far out where the tail itself is 0.
double log_normal_cdf(double z) {
    if (z > -30) return std::log(normal_cdf(z));
    const double inverse = 1 / (z * z);
    return -z * z / 2 - std::log(-z) - 0.5 * std::log(2 * std::numbers::pi) +
           std::log1p(-inverse * (1 - 3 * inverse * (1 - 5 * inverse)));
}

// Where the distribution reaches p, by halving; it rises with x.
double quantile(double p, double xi, double before, double after) {
    double low = -widest, high = widest;
    for (int step = 0; step < 200 && high - low > 1e-9; ++step) {
        const double middle = (low + high) / 2;
        (break_date_cdf(middle, xi, before, after) < p ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

StructuralBreaks structural_breaks(std::span<const double> y, const BreakModel& model) {
    const std::size_t n = y.size(), least = model.least;
    expects(model.design.rows.size() == n && least > model.design.columns && n >= 2 * least,
            "two segments of observations at least");
    const auto most = std::min(model.most, n / least - 1);
    const auto [best, from] = best_partitions(y, model, most);

    StructuralBreaks found;
    if (best.empty()) return found;
    const auto size = static_cast<double>(n);
    for (std::size_t m = 0; m <= most; ++m) {
        found.rss.push_back(best[m][n]);
        found.bic.push_back(size *
                                (std::log(best[m][n]) + 1 - std::log(size) + std::log(2 * std::numbers::pi)) +
                            static_cast<double>((model.design.columns + 1) * (m + 1)) * std::log(size));
        std::vector<std::size_t> at(m);
        std::size_t end = n;
        for (std::size_t i = m; i > 0; --i) at[i - 1] = end = from[i][end];
        found.at.push_back(std::move(at));
        if (found.bic[m] < found.bic[found.chosen]) found.chosen = m;
    }
    return found;
}

std::vector<std::optional<BreakInterval>> break_intervals(std::span<const double> y, const BreakModel& model,
                                                          std::span<const std::size_t> at, double level) {
    const std::size_t n = y.size();
    const double tail = (1 - level) / 2;
    std::vector<std::optional<BreakInterval>> out;
    for (std::size_t i = 0; i < at.size(); ++i) {
        const std::size_t first = i == 0 ? 0 : at[i - 1], past_end = i + 1 == at.size() ? n : at[i + 1];
        const auto before = fitted(y, model.design, first, at[i]);
        const auto after = fitted(y, model.design, at[i], past_end);

        std::vector<double> step(model.design.columns);
        for (std::size_t j = 0; j < step.size(); ++j)
            step[j] = after.fit.coefficients[j] - before.fit.coefficients[j];
        const double drift_before = drift(model.design, first, at[i], step);
        const double xi = drift(model.design, at[i], past_end, step) / drift_before;
        const double sd_before = std::sqrt(before.rss / static_cast<double>(at[i] - first));
        const double sd_after = std::sqrt(after.rss / static_cast<double>(past_end - at[i]));
        const double middle = break_date_cdf(0, xi, sd_before, sd_after);
        if (!(middle >= tail && middle <= 1 - tail)) {
            out.push_back(std::nullopt);
            continue;
        }
        const double unit = sd_before * sd_before / drift_before;
        const auto where = static_cast<double>(at[i]);
        const double low = std::floor(where - quantile(1 - tail, xi, sd_before, sd_after) * unit);
        const double high = std::ceil(where - quantile(tail, xi, sd_before, sd_after) * unit);
        out.push_back(BreakInterval{static_cast<std::size_t>(std::max(1.0, low)), at[i],
                                    static_cast<std::size_t>(std::min(static_cast<double>(n), high))});
    }
    return out;
}

double break_date_cdf(double x, double xi, double phi_before, double phi_after) {
    const double phi = xi * (phi_after / phi_before) * (phi_after / phi_before);
    const double root = std::sqrt(std::abs(x)), half_log_two_pi = std::log(2 * std::numbers::pi) / 2;
    const double size = std::abs(x);
    const auto density_part = [&](double rate) {
        return size == 0 ? 0 : std::exp(std::log(size) / 2 - rate * size / 8 - half_log_two_pi);
    };
    if (x < 0) {
        const double ratio = xi / phi;
        const double weight = phi / xi * (phi + 2 * xi) / (phi + xi);
        const double level = size / 2 - 2 + (phi + 2 * xi) * (phi + 2 * xi) / ((phi + xi) * xi);
        return -density_part(1) -
               weight * std::exp(ratio * (1 + ratio) * size / 2 + log_normal_cdf(-(0.5 + ratio) * root)) +
               level * normal_cdf(-root / 2);
    }
    const double ratio = xi * xi / phi;
    const double weight = xi / phi * (2 * phi + xi) / (phi + xi);
    const double level = (2 * phi + xi) * (2 * phi + xi) / ((phi + xi) * phi) - 2 + ratio * size / 2;
    return 1 + std::sqrt(ratio) * density_part(ratio) +
           weight *
               std::exp((phi + xi) * size / 2 + log_normal_cdf(-(phi + xi / 2) / std::sqrt(phi) * root)) -
           level * normal_cdf(-std::sqrt(ratio) * root / 2);
}

}  // namespace atalaya::stats

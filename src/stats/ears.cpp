#include "stats/ears.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/negative_binomial.hpp"

namespace atalaya::stats {

namespace {

bool are_counts(std::span<const double> counts) {
    return std::all_of(counts.begin(), counts.end(), [](double y) { return y >= 0 && std::isfinite(y); });
}

// Sums up to each value. Whole counts add up exactly.
std::vector<double> sums(std::span<const double> values, bool squares = false) {
    std::vector<double> out{0};
    for (const double y : values) out.push_back(out.back() + (squares ? y * y : y));
    return out;
}

class Windows {
  public:
    Windows(std::span<const double> counts, const EarsModel& model)
        : baseline_{model.baseline},
          least_{model.min_sigma},
          sum_{sums(counts)},
          squares_{sums(counts, true)} {}

    struct Moments {
        double mean{};
        double sd{};
    };
    // Of the `baseline` counts that end `gap` before t: t - gap - baseline + 1 .. t - gap.
    Moments before(std::size_t t, std::size_t gap) const {
        const std::size_t end = t + 1 - gap, from = end - baseline_;
        const auto n = static_cast<double>(baseline_);
        const double sum = sum_[end] - sum_[from], squares = squares_[end] - squares_[from];
        const double spread = std::max(0.0, squares - sum * sum / n);
        // What rounding leaves of equal counts is no spread.
        const double sd = spread <= 1e-13 * squares ? 0 : std::sqrt(spread / (n - 1));
        return {sum / n, std::max(sd, least_)};
    }

  private:
    std::size_t baseline_;
    double least_;
    std::vector<double> sum_, squares_;
};

// How far the C2 statistic of t is above 1.
double excess(const Windows& windows, std::span<const double> counts, std::size_t t) {
    const auto [mean, sd] = windows.before(t, 3);
    const double above = counts[t] - mean;
    if (sd == 0) return above > 0 ? std::numeric_limits<double>::infinity() : 0;
    return std::max(0.0, above / sd - 1);
}

double third_bound(const Windows& windows, std::span<const double> counts, std::size_t t, double z) {
    const double sd = windows.before(t, 3).sd;
    const double earlier = excess(windows, counts, t - 1) + excess(windows, counts, t - 2);
    if (std::isinf(earlier)) return sd > 0 ? 0 : counts[t];
    return std::max(0.0, counts[t] + sd * (z - earlier));
}

double scaled(double y, double m, CusumScale scale) {
    switch (scale) {
        case CusumScale::rossi: return (y - 3 * m + 2 * std::sqrt(y * m)) / (2 * std::sqrt(m));
        case CusumScale::standard: return (y - m) / std::sqrt(m);
        case CusumScale::anscombe: break;
    }
    return 1.5 * (std::cbrt(y * y) - std::cbrt(m * m)) / std::pow(m, 1.0 / 6);
}

// The y whose scaled value is x, 0 where there is none.
double unscaled(double x, double m, CusumScale scale) {
    if (scale == CusumScale::rossi) {
        // r = sqrt(y): r^2 + 2 r sqrt(m) - 3 m = 2 x sqrt(m)
        const double inside = 4 * m + 2 * x * std::sqrt(m);
        if (inside < 0) return 0;
        const double root = std::sqrt(inside) - std::sqrt(m);
        return root * root;
    }
    if (scale == CusumScale::standard) return std::max(0.0, std::ceil(std::sqrt(m) * x + m));
    const double inside = 2.0 / 3 * std::pow(m, 1.0 / 6) * x + std::cbrt(m * m);
    return inside > 0 ? std::pow(inside, 1.5) : 0;
}

}  // namespace

Maybe<std::vector<Alert>> ears(std::span<const double> counts, const EarsModel& model, std::size_t first,
                               std::size_t past_end) {
    expects(model.baseline >= 3 && model.min_sigma >= 0 && past_end <= counts.size(),
            "ears: a baseline of 3 or more, periods within the series");
    if (!are_counts(counts)) return std::unexpected{Why::not_a_count};
    const std::size_t needed = model.baseline + (model.method == EarsMethod::c1   ? 0
                                                 : model.method == EarsMethod::c2 ? 2
                                                                                  : 4);
    if (first < needed) return std::unexpected{Why::too_few_values};

    const double z =
        normal_quantile(1 - model.alpha.value_or(model.method == EarsMethod::c3 ? 0.025 : 0.001));
    const Windows windows{counts, model};
    std::vector<Alert> out;
    for (std::size_t t = first; t < past_end; ++t) {
        double upper = 0;
        if (model.method == EarsMethod::c3) {
            upper = third_bound(windows, counts, t, z);
        } else {
            const auto [mean, sd] = windows.before(t, model.method == EarsMethod::c1 ? 1 : 3);
            upper = mean + z * sd;
        }
        out.push_back({t, counts[t], upper, counts[t] > upper});
    }
    return out;
}

Maybe<std::vector<CusumAlert>> cusum(std::span<const double> counts, const CusumModel& model,
                                     std::size_t first, std::size_t past_end) {
    expects(past_end <= counts.size() && model.h > 0, "cusum: periods within the series, h > 0");
    if (!are_counts(counts)) return std::unexpected{Why::not_a_count};
    if (!model.mean && first == 0) return std::unexpected{Why::too_few_values};
    double m = 0;
    for (std::size_t t = 0; !model.mean && t < first; ++t) m += counts[t] / static_cast<double>(first);
    if (model.mean) m = *model.mean;
    if (!(m > 0)) return std::unexpected{Why::no_events};

    std::vector<CusumAlert> out;
    double sum = 0;
    for (std::size_t t = first; t < past_end; ++t) {
        const double upper = unscaled(model.h + model.k - sum, m, model.scale);
        sum = std::max(0.0, sum + scaled(counts[t], m, model.scale) - model.k);
        const bool alarm = sum >= model.h;
        out.push_back({{t, counts[t], upper, alarm}, sum});
        if (alarm && model.reset) sum = 0;
    }
    return out;
}

Maybe<std::vector<Alert>> bayes_alerts(std::span<const double> counts, const BayesModel& model,
                                       std::size_t first, std::size_t past_end) {
    expects(past_end <= counts.size() && model.alpha > 0 && model.alpha < 1,
            "bayes_alerts: periods within the series, alpha between 0 and 1");
    expects(model.years == 0 || model.frequency > model.half_window, "bayes_alerts: windows in the past");
    if (!are_counts(counts)) return std::unexpected{Why::not_a_count};
    const std::size_t w = model.half_window;
    if (first < model.years * model.frequency + w) return std::unexpected{Why::too_few_values};

    const auto total = sums(counts);
    std::vector<Alert> out;
    for (std::size_t t = first; t < past_end; ++t) {
        double sum = model.this_year ? total[t] - total[t - w] : 0;
        double n = model.this_year ? static_cast<double>(w) : 0;
        for (std::size_t year = 1; year <= model.years; ++year) {
            const std::size_t centre = t - year * model.frequency;
            sum += total[centre + w + 1] - total[centre - w];
            n += 2 * static_cast<double>(w) + 1;
        }
        if (n == 0) return std::unexpected{Why::too_few_values};
        const double size = sum + 0.5;
        const auto upper = static_cast<double>(negative_binomial_quantile(1 - model.alpha, size / n, size));
        out.push_back({t, counts[t], upper, counts[t] > upper});
    }
    return out;
}

}  // namespace atalaya::stats

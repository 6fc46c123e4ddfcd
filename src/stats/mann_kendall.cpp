#include "stats/mann_kendall.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <vector>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/pair_slopes.hpp"

namespace atalaya::stats {

namespace {

// Sorts, and tells how many pairs stood the wrong way round.
std::int64_t sort_counting(std::span<double> y, std::span<double> spare) {
    if (y.size() < 2) return 0;
    const std::size_t half = y.size() / 2;
    std::int64_t wrong =
        sort_counting(y.first(half), spare.first(half)) + sort_counting(y.subspan(half), spare.subspan(half));
    for (std::size_t k = 0, a = 0, b = half; k < y.size(); ++k) {
        if (a < half && (b == y.size() || y[a] <= y[b])) {
            spare[k] = y[a++];
        } else {
            wrong += static_cast<std::int64_t>(half - a);
            spare[k] = y[b++];
        }
    }
    std::ranges::copy(spare, y.begin());
    return wrong;
}

std::optional<Why> unfit(std::span<const double> y) {
    if (y.size() < 2) return Why::too_few_values;
    if (!std::ranges::all_of(y, [](double v) { return std::isfinite(v); })) return Why::not_a_number;
    return {};
}

}  // namespace

Maybe<MonotoneTrend> mann_kendall(std::span<const double> y) {
    if (const auto why = unfit(y)) return std::unexpected{*why};
    std::vector<double> sorted{y.begin(), y.end()}, spare(y.size());
    const std::int64_t falling = sort_counting(sorted, spare);
    const auto n = static_cast<double>(y.size());
    std::int64_t tied = 0;
    double corrected = n * (n - 1) * (2 * n + 5);
    for (std::size_t first = 0, past = 0; first < sorted.size(); first = past) {
        while (past < sorted.size() && sorted[past] == sorted[first]) ++past;
        const auto t = static_cast<double>(past - first);
        tied += static_cast<std::int64_t>((past - first) * (past - first - 1) / 2);
        corrected -= t * (t - 1) * (2 * t + 5);
    }
    const auto pairs = static_cast<std::int64_t>(y.size() * (y.size() - 1) / 2);
    MonotoneTrend trend{.s = pairs - tied - 2 * falling, .variance = corrected / 18};
    if (tied == pairs) {
        trend.variance = 0;
        trend.tau_b = std::numeric_limits<double>::quiet_NaN();
        return trend;
    }
    const auto s = static_cast<double>(trend.s);
    if (trend.s != 0) trend.z = (s > 0 ? s - 1 : s + 1) / std::sqrt(trend.variance);
    trend.p = std::min(1.0, 2 * normal_cdf(-std::abs(trend.z)));
    trend.tau_b = s / std::sqrt(static_cast<double>(pairs) * static_cast<double>(pairs - tied));
    return trend;
}

Maybe<SenSlope> sen_slope(std::span<const double> y, double confidence) {
    expects(confidence > 0 && confidence < 1, "sen_slope: a confidence between 0 and 1");
    const auto trend = mann_kendall(y);
    if (!trend) return std::unexpected{trend.error()};
    const auto n = static_cast<std::int64_t>(y.size() * (y.size() - 1) / 2);
    const double middle = pair_slope_at(y, n / 2);
    const double median = n % 2 == 1 ? middle : (pair_slope_at(y, n / 2 - 1) + middle) / 2;
    const double half = normal_quantile((1 + confidence) / 2) * std::sqrt(trend->variance) / 2;
    const double below =
        std::floor(static_cast<double>(n) / 2 - half);  // slopes left out at each end, at least
    const auto first = static_cast<std::int64_t>(std::max(below - 1, 0.0));
    return SenSlope{median, pair_slope_at(y, first), pair_slope_at(y, n - 1 - first)};
}

}  // namespace atalaya::stats

#include "stats/expected.hpp"

#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"

namespace atalaya::stats {

namespace {

constexpr int years_looked_at = 5;
constexpr int years_for_mean = 3;

// The y that solve (k y - S)^2 = c (y + S), c = t^2 phi k, and the whole counts between.
CountRange range(double sum, double years, double phi, double t) {
    const double c = t * t * phi * years;
    const double half = 2 * years * sum + c;
    const double root = std::sqrt(half * half - 4 * years * years * (sum * sum - c * sum));
    const double low = (half - root) / (2 * years * years), high = (half + root) / (2 * years * years);
    return {std::max(0.0, std::ceil(low - 1e-9)), std::floor(high + 1e-9)};
}

}  // namespace

std::optional<Expected> expected_range(Month month, Month first, std::span<const double> counts,
                                       const std::vector<bool>& usable, const Dispersion& dispersion) {
    expects(counts.size() == usable.size(), "expected_range: usable or not, one per month");

    std::vector<double> same;  // the latest year first
    for (int back = 1; back <= years_looked_at; ++back) {
        const int at = months_between(first, plus_months(month, -12 * back));
        if (at < 0) break;
        const auto i = static_cast<std::size_t>(at);
        if (i < counts.size() && usable[i]) same.push_back(counts[i]);
    }
    return expected_from(same, dispersion);
}

std::optional<Expected> expected_from(std::span<const double> same, const Dispersion& dispersion) {
    if (same.empty()) return {};
    const bool enough = same.size() >= years_for_mean;
    if (!enough) same = same.first(1);
    double sum = 0;
    for (const double count : same) sum += count;
    const auto years = static_cast<double>(same.size());
    const auto within = [&](double confidence) {
        return range(sum, years, dispersion.phi, t_quantile(0.5 + confidence / 2, dispersion.df));
    };
    return Expected{sum / years, within(0.95), within(0.50), static_cast<int>(same.size()),
                    enough ? ExpectedFrom::same_months : ExpectedFrom::last_year};
}

}  // namespace atalaya::stats

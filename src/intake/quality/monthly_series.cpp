#include "intake/quality/monthly_series.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/months_alone.hpp"
#include "core/text.hpp"
#include "stats/distributions.hpp"

namespace atalaya::intake::quality {

MonthlySeries monthly_series(const Tallies& tallies) {
    MonthlySeries series;
    const auto& days = tallies.month.since_epoch;
    const auto first_of = [&](std::size_t i) { return month_of(day_at(days[i])); };
    MonthsAlone seen;
    for (std::size_t i = 0; i < tallies.size(); ++i) seen.saw(first_of(i), tallies.months_of(i));
    const auto is_of_no_month = [&](std::size_t i) {
        return seen.is_of_no_month(first_of(i), tallies.months_of(i));
    };
    for (std::size_t i = 0; i < tallies.size(); ++i)
        if (tallies.months_of(i) > 1 && !is_of_no_month(i)) return series;
    if (tallies.size() == 0) return series;
    const auto [low, high] = std::minmax_element(days.begin(), days.end());
    series.first = month_of(day_at(*low));
    const auto months = static_cast<std::size_t>(months_between(series.first, month_of(day_at(*high)))) + 1;
    for (std::size_t i = 0; i < tallies.size(); ++i) {
        if (is_of_no_month(i)) continue;
        std::vector<std::string> codes;
        for (const auto& slot : tallies.area) {
            if (!slot[i].empty()) codes.emplace_back(slot[i]);
        }
        auto& counts = series.of[{std::string{tallies.category[i]}, join(codes, "/")}];
        counts.resize(months);
        const int at = months_between(series.first, month_of(day_at(days[i])));
        if (tallies.count[i] != nothing<std::int64_t>)
            counts[static_cast<std::size_t>(at)] += static_cast<double>(tallies.count[i]);
    }
    return series;
}

MonthlySeries whole_city(const MonthlySeries& by_area) {
    MonthlySeries whole{by_area.first, {}};
    for (const auto& [of, counts] : by_area.of) {
        auto& sum = whole.of[{of.first, ""}];
        sum.resize(counts.size());
        std::transform(counts.begin(), counts.end(), sum.begin(), sum.begin(), std::plus<>{});
    }
    return whole;
}

double chance_of_zero(std::span<const double> known) {
    const auto n = static_cast<double>(known.size());
    const double mean = std::accumulate(known.begin(), known.end(), 0.0) / n;
    if (mean == 0) return 1;
    double squares = 0;
    for (const double count : known) squares += (count - mean) * (count - mean);
    const double phi = known.size() > 1 ? squares / mean / stats::chi2_quantile(0.05, n - 1) : 1;
    return phi <= 1 ? std::exp(-mean) : std::pow(phi, -mean / (phi - 1));
}

double sum_of(std::span<const double> counts) {
    return std::accumulate(counts.begin(), counts.end(), 0.0);
}

double dispersion_by_neighbours(std::span<const double> counts) {
    constexpr double median_of_chi_square = 0.4549;
    std::vector<double> squares;
    for (std::size_t t = 1; t + 1 < counts.size(); ++t) {
        const double middle = (counts[t - 1] + counts[t + 1]) / 2, apart = counts[t] - middle;
        const double variance = counts[t] + middle / 2;
        if (variance > 0) squares.push_back(apart * apart / variance);
    }
    if (squares.empty()) return 1;
    const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
    std::nth_element(squares.begin(), middle, squares.end());
    return std::max(1.0, *middle / median_of_chi_square);
}

}  // namespace atalaya::intake::quality

#include "intake/quality/days_heaped.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/table.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::int64_t fewest = 50;
constexpr int months_needed = 3;
constexpr double more_than_others = 1.3, far_out = 5, median_of_chi_square = 0.4549;

using ByDay = std::array<double, 32>;  // of the month; 0 unused

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

int day_of_month(std::int32_t day) {
    return day - since_epoch(first_day(month_of(day_at(day)))) + 1;
}

// The span of whole months, [first, past).
std::pair<std::int32_t, std::int32_t> whole_months(std::span<const std::int32_t> days) {
    const auto [low, high] = std::minmax_element(days.begin(), days.end());
    Month first = month_of(day_at(*low)), past = plus_months(month_of(day_at(*high)), 1);
    if (since_epoch(first_day(first)) != *low) first = plus_months(first, 1);
    if (since_epoch(first_day(past)) - 1 != *high) past = plus_months(past, -1);
    return {since_epoch(first_day(first)), since_epoch(first_day(past))};
}

// Rows a day at the median of the days that are not `but`, and by how much these vary more than a Poisson's.
struct Others {
    double rate{}, phi = 1;
};
Others others(const ByDay& rows, const ByDay& times, std::size_t but) {
    std::vector<double> rates, residuals;
    for (std::size_t d = 1; d < rows.size(); ++d) {
        if (d != but && times[d] > 0) rates.push_back(rows[d] / times[d]);
    }
    const double rate = median(rates);
    if (rate == 0) return {};
    for (std::size_t d = 1; d < rows.size(); ++d) {
        const double expected = times[d] * rate;
        if (d != but && expected > 0) residuals.push_back(std::pow(rows[d] - expected, 2) / expected);
    }
    return {rate, std::max(1.0, median(residuals) / median_of_chi_square)};
}

}  // namespace

std::vector<HeapedDay> days_heaped(std::span<const std::int32_t> days) {
    if (days.empty()) return {};
    const auto [first, past] = whole_months(days);
    ByDay rows{}, times{};
    for (auto day = first; day < past; ++day) ++times[static_cast<std::size_t>(day_of_month(day))];
    if (times[1] < months_needed) return {};
    for (const auto day : days) {
        if (day >= first && day < past) ++rows[static_cast<std::size_t>(day_of_month(day))];
    }
    std::vector<HeapedDay> heaped;
    for (std::size_t d = 1; d < rows.size(); ++d) {
        const auto [rate, phi] = others(rows, times, d);
        const double expected = times[d] * rate;
        if (rows[d] < fewest || expected == 0 || rows[d] <= more_than_others * expected) continue;
        if (rows[d] - expected < far_out * std::sqrt(phi * expected)) continue;
        heaped.push_back({static_cast<int>(d), static_cast<std::int64_t>(rows[d]), expected});
    }
    return heaped;
}

}  // namespace atalaya::intake::quality

#include "stats/level_shifts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "stats/least_squares.hpp"

namespace atalaya::stats {

namespace {

constexpr int least_months = 12;
constexpr int months_for_season = 36;
constexpr std::size_t least_segment = 3;
constexpr std::size_t window = 24;
constexpr double told_from = 3.5;  // standard errors
// Of the squares of a normal, the mean of the nine smallest of ten.
constexpr double kept_squares = 0.9;
constexpr double mean_of_kept = 0.6232;
constexpr double normal_975 = 1.959963984540054;

double median(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::size_t month_of_year(Month month) {
    return static_cast<unsigned>(month.month()) - 1;
}

// Events a day of each month of the year beside the year's, mean 1; all 1 without three years of months.
std::optional<std::array<double, 12>> season_of(Month first, std::span<const double> daily,
                                                const std::vector<bool>& usable) {
    std::array<std::vector<double>, 12> ratios;
    for (std::size_t i = 6; i + 6 < daily.size(); ++i) {
        double around = (daily[i - 6] + daily[i + 6]) / 2;
        bool whole = usable[i - 6] && usable[i + 6];
        for (std::size_t j = i - 5; j <= i + 5; ++j) {
            around += daily[j];
            whole = whole && usable[j];
        }
        if (!whole || around == 0) continue;
        ratios[month_of_year(plus_months(first, static_cast<int>(i)))].push_back(daily[i] / (around / 12));
    }
    std::array<double, 12> season{};
    double sum = 0;
    for (std::size_t m = 0; m < 12; ++m) {
        if (ratios[m].size() < 2) return std::nullopt;
        sum += season[m] = std::max(median(ratios[m]), 0.05);
    }
    for (double& factor : season) factor *= 12 / sum;
    return season;
}

struct Series {
    std::vector<double> counts, exposure;
    std::vector<int> at;  // months since the first one
};

double dispersion_of(const Series& series, bool season) {
    std::vector<double> apart;
    for (std::size_t i = 0; i + 1 < series.counts.size(); ++i) {
        const double x = series.counts[i], y = series.counts[i + 1];
        const double d = series.exposure[i], e = series.exposure[i + 1];
        if (x + y > 0) apart.push_back((x * e - y * d) * (x * e - y * d) / (d * e * (x + y)));
    }
    const auto kept = static_cast<std::size_t>(kept_squares * static_cast<double>(apart.size()));
    if (kept == 0) return 1;
    std::sort(apart.begin(), apart.end());
    double sum = 0;
    for (std::size_t i = 0; i < kept; ++i) sum += apart[i];
    const auto n = static_cast<double>(series.counts.size());
    const double fitted = season ? n / (n - 12) : 1;  // what the season took of the spread
    return std::max(1.0, fitted * sum / static_cast<double>(kept) / mean_of_kept);
}

// The slope of the logarithm a month: the median of the differences between the same months of neighbouring
// years, which a jump moves in one year only.
double trend_of(const Series& series) {
    std::vector<double> slopes;
    for (std::size_t i = 0, j = 0; i < series.counts.size(); ++i) {
        while (j < i && series.at[j] + 12 < series.at[i]) ++j;
        if (series.at[j] + 12 != series.at[i]) continue;
        slopes.push_back((std::log((series.counts[i] + 0.5) / series.exposure[i]) -
                          std::log((series.counts[j] + 0.5) / series.exposure[j])) /
                         12);
    }
    return slopes.empty() ? 0 : median(std::move(slopes));
}

struct Step {
    double log_ratio{}, se{};
};

// The step at `at` beside a common slope, of the months first..past_end - 1; the events of the months are their
// weights, and their logarithms have half an event more so that an empty month has one.
std::optional<Step> step_at(const Series& series, std::size_t first, std::size_t at, std::size_t past_end,
                            double phi) {
    Design design{3, {}};
    std::vector<double> y, weights;
    for (std::size_t i = first; i < past_end; ++i) {
        design.rows.push_back({1, static_cast<double>(series.at[i] - series.at[at]), i >= at ? 1.0 : 0.0});
        y.push_back(std::log((series.counts[i] + 0.5) / series.exposure[i]));
        weights.push_back(series.counts[i] + 0.5);
    }
    const auto fit = weighted_least_squares(design, y, weights);
    if (fit.rank < 3) return std::nullopt;

    // The step's share of the weights that intercept and slope do not explain.
    Design others{2, {}};
    std::vector<double> after;
    for (const auto& row : design.rows) {
        others.rows.push_back({row[0], row[1]});
        after.push_back(row[2]);
    }
    const auto explained = weighted_least_squares(others, after, weights);
    double own = 0;
    for (std::size_t i = 0; i < after.size(); ++i) {
        const double rest = after[i] - predicted(others.rows[i], explained);
        own += weights[i] * rest * rest;
    }
    return Step{fit.coefficients[2], std::sqrt(phi / own)};
}

}  // namespace

LevelShifts level_shifts(Month first, std::span<const double> counts, const std::vector<bool>& usable) {
    std::vector<double> days, daily;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const auto month = plus_months(first, static_cast<int>(i));
        days.push_back(static_cast<double>((first_day(plus_months(month, 1)) - first_day(month)).count()));
        daily.push_back(counts[i] / days.back());
    }
    const auto enough = static_cast<int>(std::count(usable.begin(), usable.end(), true));
    LevelShifts found{.shifts = {}, .phi = 1, .season = false, .months = enough};
    if (enough < least_months) return found;

    const auto season = enough >= months_for_season ? season_of(first, daily, usable) : std::nullopt;
    found.season = season.has_value();
    Series series;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (!usable[i]) continue;
        const auto month = month_of_year(plus_months(first, static_cast<int>(i)));
        series.counts.push_back(counts[i]);
        series.exposure.push_back(days[i] * (season ? (*season)[month] : 1));
        series.at.push_back(static_cast<int>(i));
    }
    if (enough >= months_for_season) {
        const double slope = trend_of(series);
        for (std::size_t i = 0; i < series.at.size(); ++i)
            series.exposure[i] *= std::exp(slope * series.at[i]);
    }
    found.phi = dispersion_of(series, found.season);

    const ChangeModel model{ChangeCost::poisson, ChangePenalty::mbic, least_segment, found.phi};
    const auto changes = change_points(series.counts, model, series.exposure);
    for (std::size_t i = 0; i < changes.at.size(); ++i) {
        const std::size_t at = changes.at[i];
        const std::size_t begin = i == 0 ? 0 : changes.at[i - 1];
        const std::size_t end = i + 1 == changes.at.size() ? series.counts.size() : changes.at[i + 1];
        const auto step = step_at(series, std::max(begin, at - std::min(at, window)), at,
                                  std::min(end, at + window), found.phi);
        if (!step || std::abs(step->log_ratio) < told_from * step->se) continue;

        const auto span = span_of_change(series.counts, model, begin, at, end, drop_of_95, series.exposure);
        const auto month_of = [&](std::size_t change) { return plus_months(first, series.at[change]); };
        found.shifts.push_back({month_of(at), month_of(span.first), month_of(span.last),
                                std::exp(step->log_ratio), std::exp(step->log_ratio - normal_975 * step->se),
                                std::exp(step->log_ratio + normal_975 * step->se)});
    }
    return found;
}

}  // namespace atalaya::stats

#include "intake/quality/profile_shift.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.hpp"
#include "core/only_year.hpp"
#include "intake/quality/weekday.hpp"
#include "stats/distributions.hpp"

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t widest = 12, narrowest = 3, most_cells = 10'000'000, fewest_areas = 5;
constexpr double alpha = 0.001, least_z = 5, least_moved = 0.05, fewest_rows = 100;
constexpr double chi_square_median = 0.454936;
constexpr int most_months = 400;
constexpr Month epoch{std::chrono::year{1970}, std::chrono::January};

// The first month that has a fact, and each row's month from there; -1 of one of which only the year is known.
struct Months {
    Month first{};
    std::size_t many = 0;
    std::vector<std::int32_t> of;
};

Months months_of(const Incidents& incidents) {
    Months months;
    const auto& days = incidents.day.since_epoch;
    std::vector<int> index(days.size(), nothing<int>);
    int low = 0, high = nothing<int>;
    std::int32_t known_day = nothing<std::int32_t>;
    int known_index = 0;
    for (std::size_t i = 0; i < days.size(); ++i) {
        if (is_only_year(incidents, i)) continue;
        if (days[i] != known_day) {
            known_day = days[i];
            known_index = months_between(epoch, month_of(day_at(known_day)));
        }
        index[i] = known_index;
        low = high == nothing<int> ? index[i] : std::min(low, index[i]);
        high = high == nothing<int> ? index[i] : std::max(high, index[i]);
    }
    if (high == nothing<int> || high - low >= most_months) return months;
    months.first = plus_months(epoch, low);
    months.many = static_cast<std::size_t>(high - low) + 1;
    months.of.reserve(days.size());
    for (const int at : index) months.of.push_back(at == nothing<int> ? -1 : at - low);
    return months;
}

double share_of(std::span<const double> filled, std::span<const double> rows) {
    const double all = sum_of(rows);
    return all > 0 ? sum_of(filled) / all : 0;
}

// How much more the shares vary than rows drawn at random would make them.
double dispersion(std::span<const double> rows, std::span<const double> filled) {
    std::vector<double> squares;
    for (std::size_t t = 1; t + 1 < rows.size(); ++t) {
        const double beside = rows[t - 1] + rows[t + 1];
        const double m = beside > 0 ? (filled[t - 1] + filled[t + 1]) / beside : 0;
        const double spread = rows[t] * m * (1 - m);
        const double away = filled[t] - rows[t] * m;
        if (spread > 0)
            squares.push_back(away * away / spread);
        else if (away == 0)  // all of them say it, or none, and so do those beside
            squares.push_back(0);
    }
    if (squares.empty()) return 1;
    const auto middle = squares.begin() + static_cast<std::ptrdiff_t>(squares.size() / 2);
    std::nth_element(squares.begin(), middle, squares.end());
    return std::max(1.0, *middle / chi_square_median);
}

// Whether the shares of the three months from c on all lie beyond those of the three before it.
bool sudden(std::span<const double> rows, std::span<const double> filled, std::size_t c, bool rise) {
    double least_after = 1, most_after = 0, least_before = 1, most_before = 0;
    for (std::size_t k = 0; k < narrowest; ++k) {
        if (rows[c + k] == 0 || rows[c - 1 - k] == 0) return false;
        const double after = filled[c + k] / rows[c + k], before = filled[c - 1 - k] / rows[c - 1 - k];
        least_after = std::min(least_after, after), most_after = std::max(most_after, after);
        least_before = std::min(least_before, before), most_before = std::max(most_before, before);
    }
    return rise ? least_after > most_before : most_after < least_before;
}

}  // namespace

MonthlySeries hours_and_weekdays(const Incidents& incidents) {
    MonthlySeries series;
    const auto months = months_of(incidents);
    if (months.many == 0) return series;
    series.first = months.first;
    std::array<std::vector<double>, 24> hours;
    std::array<std::vector<double>, 7> weekdays;
    for (auto& counts : hours) counts.assign(months.many, 0);
    for (auto& counts : weekdays) counts.assign(months.many, 0);
    for (std::size_t i = 0; i < months.of.size(); ++i) {
        if (months.of[i] < 0) continue;
        const auto at = static_cast<std::size_t>(months.of[i]);
        ++weekdays[static_cast<std::size_t>(weekday_of(incidents.day.since_epoch[i]))][at];
        if (incidents.hour[i] >= 0) ++hours[static_cast<std::size_t>(incidents.hour[i])][at];
    }
    for (std::size_t h = 0; h < hours.size(); ++h)
        series.of[{"hour", std::to_string(h)}] = std::move(hours[h]);
    for (std::size_t d = 0; d < weekdays.size(); ++d)
        series.of[{"weekday", std::to_string(d)}] = std::move(weekdays[d]);
    return series;
}

MonthlySeries offences_by_area(const Incidents& incidents) {
    MonthlySeries series;
    const Coded* of = nullptr;
    std::size_t fewest = 0;
    for (const auto& area : incidents.area) {
        if (area.codes.size() != incidents.size()) continue;
        std::vector<bool> has(area.words.size(), false);
        for (const auto code : area.codes) has[code] = true;
        const auto areas = static_cast<std::size_t>(std::count(has.begin() + 1, has.end(), true));
        if (areas >= fewest_areas && (!of || areas < fewest)) of = &area, fewest = areas;
    }
    const auto months = months_of(incidents);
    if (!of || months.many == 0 ||
        incidents.offence.words.size() * of->words.size() * months.many > most_cells)
        return series;
    series.first = months.first;
    std::vector<std::int32_t> cells(incidents.offence.words.size() * of->words.size() * months.many, 0);
    for (std::size_t i = 0; i < months.of.size(); ++i) {
        if (months.of[i] < 0 || of->codes[i] == 0) continue;
        const std::size_t pair = incidents.offence.codes[i] * of->words.size() + of->codes[i];
        ++cells[pair * months.many + static_cast<std::size_t>(months.of[i])];
    }
    for (std::size_t pair = 0; pair < cells.size() / months.many; ++pair) {
        const auto begin = cells.begin() + static_cast<std::ptrdiff_t>(pair * months.many);
        const auto end = begin + static_cast<std::ptrdiff_t>(months.many);
        if (std::all_of(begin, end, [](auto n) { return n == 0; })) continue;
        series.of[{incidents.offence.words[pair / of->words.size()], of->words[pair % of->words.size()]}] =
            std::vector<double>(begin, end);
    }
    return series;
}

std::optional<FillingShift> filling_shift(std::span<const double> rows, std::span<const double> filled) {
    expects(rows.size() == filled.size(), "filling_shift: rows and filled of every month");
    if (rows.size() < 2 * narrowest) return {};
    const double phi = dispersion(rows, filled);
    const auto tried = static_cast<double>(rows.size() - 2 * narrowest + 1);
    double best = std::max(least_z, stats::normal_quantile(1 - alpha / tried));
    std::optional<FillingShift> found;
    for (std::size_t c = narrowest; c + narrowest <= rows.size(); ++c) {
        const std::size_t w = std::min({widest, c, rows.size() - c});
        const double all_before = sum_of(rows.subspan(c - w, w)), all_after = sum_of(rows.subspan(c, w));
        if (std::min(all_before, all_after) < fewest_rows) continue;
        const double a = share_of(filled.subspan(c - w, w), rows.subspan(c - w, w)),
                     b = share_of(filled.subspan(c, w), rows.subspan(c, w));
        const double p = share_of(filled.subspan(c - w, 2 * w), rows.subspan(c - w, 2 * w));
        if (std::abs(b - a) < least_moved || !sudden(rows, filled, c, b > a)) continue;
        const double z = std::abs(b - a) / std::sqrt(phi * p * (1 - p) * (1 / all_before + 1 / all_after));
        if (z > best) best = z, found = FillingShift{c, w, a, b};
    }
    return found;
}

}  // namespace atalaya::intake::quality

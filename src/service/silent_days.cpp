#include "service/silent_days.hpp"

#include <algorithm>

#include "intake/quality/monthly_series.hpp"
#include "service/due.hpp"
#include "service/feasts.hpp"
#include "service/silence.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

namespace {

using std::chrono::days;
using store::DayRows;

constexpr int weeks_before = 12;
constexpr std::size_t fewest_weeks = 8;
constexpr double chance = 1e-6;

double rows_in(const DayRows& told, Period period) {
    double rows = 0;
    for (auto day = told.lower_bound(period.first); day != told.end() && day->first < period.past_end; ++day)
        rows += static_cast<double>(day->second);
    return rows;
}

// Rows of the same weekdays of the weeks before, as far back as the source tells; not of a week of which nothing came.
std::vector<double> weeks_like(const DayRows& told, Period run) {
    std::vector<double> known;
    for (int week = 1; week <= weeks_before; ++week) {
        const days back{7 * week};
        if (run.first - back < told.begin()->first) break;
        const Day past_end = run.past_end - back;
        if (days_with_rows(told, {past_end - days{7}, past_end}) > 0)
            known.push_back(rows_in(told, {run.first - back, past_end}));
    }
    return known;
}

bool cannot_be_empty(const DayRows& told, Period run) {
    const auto known = weeks_like(told, run);
    return known.size() >= fewest_weeks && std::ranges::find(known, 0) == known.end() &&
           intake::quality::chance_of_zero(known) <= chance;
}

bool is_feast(const intake::City& city, Day day) {
    return std::ranges::any_of(feasts_of(city, month_of(day)),
                               [&](const FeastDay& feast) { return feast.day == day; });
}

// As one gap with the one before it, where that ends the day before.
void add(std::vector<intake::Gap>& gaps, const std::string& source, Period period) {
    const Day last = period.past_end - days{1};
    if (!gaps.empty() && *gaps.back().last + days{1} == period.first) {
        gaps.back().last = last;
        return;
    }
    gaps.push_back(
        {.source = source, .layer = "", .area = "", .first = period.first, .last = last, .what = {}});
}

}  // namespace

std::map<std::string, DayRows> days_told(store::Store& store, const Catalogue& catalogue,
                                         const World* world) {
    std::map<std::string, DayRows> told;
    if (!world) return told;
    const store::At at{store.city(), world->vintage_no()};
    for (const auto& expected : catalogue.city.expected) {
        if (by_days(cadence_of(catalogue.source(expected.source), expected)))
            told.emplace(expected.source, store::days_told(store.analytics(), at, expected.source));
    }
    return told;
}

int days_with_rows(const DayRows& told, Period period) {
    return static_cast<int>(std::distance(told.lower_bound(period.first), told.lower_bound(period.past_end)));
}

std::optional<Period> missing_end(const intake::City& city, const DayRows& told, Period period) {
    const auto past = told.lower_bound(period.past_end);
    if (past == told.begin() || std::prev(past)->first < period.first) return {};
    Period end{std::prev(past)->first + days{1}, period.past_end};
    while (end.first < end.past_end && is_feast(city, end.past_end - days{1})) end.past_end -= days{1};
    if (end.first == end.past_end || !cannot_be_empty(told, end)) return {};
    return end;
}

std::optional<Period> first_owed(const intake::Expected& expected, std::string_view cadence,
                                 const DayRows& told) {
    if (!expected.from) {
        if (told.empty()) return {};
        return period_of(cadence, told.begin()->first);
    }
    const Day first = first_day(*expected.from);
    const Period period = period_of(cadence, first);
    return period.first < first ? period_of(cadence, period.past_end) : period;
}

std::vector<intake::Gap> silent_days(const intake::City& city, const intake::Expected& expected,
                                     std::string_view cadence, const DayRows& told, Day by,
                                     const std::set<Month>& true_zeros) {
    std::vector<intake::Gap> gaps;
    if (told.empty()) return gaps;
    const Day last_told = told.rbegin()->first;
    for (Period period = *first_owed(expected, cadence, told); period.first < by;
         period = period_of(cadence, period.past_end)) {
        const Period passed{period.first, std::min(period.past_end, by)};
        if (is_declared_silent(city, expected.source, passed) ||
            is_declared_outside(city, expected.source, passed))
            continue;
        if (days_with_rows(told, passed) > 0) {
            if (const auto end = missing_end(city, told, passed)) add(gaps, expected.source, *end);
            continue;
        }
        const bool true_zero = true_zeros.contains(month_of(passed.first)) &&
                               true_zeros.contains(month_of(passed.past_end - days{1}));
        const bool may_be_empty = true_zero || expected.empty_months;
        if (passed.first > last_told || !may_be_empty) add(gaps, expected.source, passed);
    }
    return gaps;
}

}  // namespace atalaya::service

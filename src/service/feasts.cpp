#include "service/feasts.hpp"

#include <algorithm>

namespace atalaya::service {

namespace {

// Carnival and Easter lie between 4 February and 25 April: no run of months is longer.
constexpr int longest_run = 3;

std::vector<const intake::Feast*> moving_feasts(const intake::City& city, Month month) {
    std::vector<const intake::Feast*> found;
    for (const auto& [day, feast] : feasts_of(city, month))
        if (feast->easter) found.push_back(feast);
    std::sort(found.begin(), found.end());
    return found;
}

// Of the months that end with `last`.
std::vector<const intake::Feast*> moving_feasts(const intake::City& city, Month last, int months) {
    std::vector<const intake::Feast*> found;
    for (int back = 0; back < months; ++back)
        for (const auto* feast : moving_feasts(city, plus_months(last, -back))) found.push_back(feast);
    std::sort(found.begin(), found.end());
    return found;
}

// The fewest months ending with `last`, 0 when there are none, that hold the same feasts in both years.
int run_ending(const intake::City& city, Month last) {
    for (int months = 1; months <= longest_run; ++months)
        if (moving_feasts(city, last, months) == moving_feasts(city, plus_months(last, -12), months))
            return months;
    return 0;
}

// The feasts of the run, in either year, that changed their month.
std::vector<MovedFeast> moved_in(const intake::City& city, Month last, int months) {
    std::vector<MovedFeast> found;
    for (int back = months - 1; back >= 0; --back) {
        const Month month = plus_months(last, -back);
        for (const auto& [day, feast] : feasts_of(city, month)) {
            if (!feast->easter) continue;
            const Day before =
                easter_sunday(static_cast<int>(month.year()) - 1) + std::chrono::days{*feast->easter};
            if (month_of(before) != plus_months(month, -12)) found.push_back({feast, day, before});
        }
    }
    return found;
}

}  // namespace

Day easter_sunday(int year) {
    const int a = year % 19, b = year / 100, c = year % 100;
    const int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
    return std::chrono::local_days{std::chrono::year{year} / month / day};
}

std::vector<FeastDay> feasts_of(const intake::City& city, Month month) {
    std::vector<FeastDay> found;
    const int year = static_cast<int>(month.year());
    for (const auto& feast : city.feasts) {
        if (feast.year != 0 && feast.year != year) continue;
        const std::chrono::year_month_day date = std::chrono::year{year} / feast.month / feast.day;
        if (!feast.easter && !date.ok()) continue;  // 29 February
        const Day day = feast.easter ? easter_sunday(year) + std::chrono::days{*feast.easter}
                                     : Day{std::chrono::local_days{date}};
        if (month_of(day) == month) found.push_back({day, &feast});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const FeastDay& a, const FeastDay& b) { return a.day < b.day; });
    return found;
}

bool same_feasts(const intake::City& city, Period now, Period before) {
    const Month first = month_of(now.first), base = month_of(before.first);
    const int months = months_between(first, month_of(now.past_end));
    if (first.month() != base.month() || months >= 12 ||
        months != months_between(base, month_of(before.past_end)))
        return true;
    return moving_feasts(city, plus_months(first, months - 1), months) ==
           moving_feasts(city, plus_months(base, months - 1), months);
}

FairMonths fair_months(const intake::City& city, Month month) {
    if (const int run = run_ending(city, month); run > 0)
        return {.together = run, .moved = run > 1 ? moved_in(city, month, run) : std::vector<MovedFeast>{}};
    for (int ahead = 1; ahead < longest_run; ++ahead) {
        const Month later = plus_months(month, ahead);
        const int run = run_ending(city, later);
        if (run > ahead) return {.together = run, .waits_for = later, .moved = moved_in(city, later, run)};
    }
    return {};
}

}  // namespace atalaya::service

// Days, months and spans of days, as they are counted where things happened: no
// zone, no clock. A day is stored once, when the row is read, never recomputed.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace atalaya {

using Day = std::chrono::local_days;
using Month = std::chrono::year_month;

// "2020-08-31" <-> Day. Exactly ten characters, a day that exists, year 1000 to 9999.
std::optional<Day> parse_day(std::string_view text);
std::string iso(Day day);

// "2020-08" <-> Month.
std::optional<Month> parse_month(std::string_view text);
std::string iso(Month month);

Month month_of(Day day);
Day first_day(Month month);
// Monday of the ISO week that holds `day`.
Day week_of(Day day);
// 0 Monday .. 6 Sunday.
int weekday_of(Day day);
Month plus_months(Month month, int n);
// b - a, in months.
int months_between(Month a, Month b);
int days_in(Month month);

// Days [first, past_end): consecutive periods share none.
struct Period {
    Day first{};
    Day past_end{};

    friend auto operator<=>(const Period&, const Period&) = default;
    bool holds(Day day) const { return first <= day && day < past_end; }
    int days() const { return static_cast<int>((past_end - first).count()); }
};

Period whole(Month month);
// The n months that begin with `first`. n >= 1.
Period months_from(Month first, int n);
// The n months that end with `last`, last included. n >= 1.
Period months_ending(Month last, int n);
// 1 January of the month's year to the end of the month.
Period year_to(Month last);
Period year_before(Period period);

// "2020-08" for a whole month, "2020" for a whole year, else "2020-01-15/2020-02-03"
// with the last day included. parse_period reads the three forms.
std::string iso(Period period);
std::optional<Period> parse_period(std::string_view text);

}  // namespace atalaya

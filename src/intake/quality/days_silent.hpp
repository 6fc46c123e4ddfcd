// Days in a row of which a source has no fact, in months of which it has some, though days like those always have too many
// for a zero: half a month that was not sent rather than half a month in which nothing happened.
//
// A run is judged from the last day with facts to the next, or to the end of the month of the last; three days at least that
// are no feasts. It is held against the same days of other weeks, as far from it as the run is long or farther: the
// twelve nearest before it within a year, and the twelve nearest after it, without those that touch another such run. It is told when
//
//     on one side there are four such windows at least, and on each side that has four none of them is empty and
//     p <= 1e-6,   p = chance_of_zero(the facts of the windows, but for the days that are feasts in the run)
//
// and when half of the days of half of the windows have a fact: a source that dates its facts on some days of the month
// alone has no days to miss. So many facts as the days of the four weeks beside it, on either side, have must make a zero as unlikely (exp(-m)): a
// source that fell to a fact now and then is not silent. What was as empty a year before (364 days; half of its days or fewer with a fact) closes every
// year and is not told. Of a run over whole months those are months_silent.hpp's, and the days beside them are told here.
//
// It takes some twenty facts: three days of ten, or ten days of three; a source of a fact or two a day has empty days by chance and does not fire. False positives:
// one run of a million by chance; a service that was closed fires and is to be explained. O(runs of empty days * 76).
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "core/day.hpp"

namespace atalaya::intake::quality {

inline constexpr const char* days_silent =
    "days_silent";  // {"days":["2024-05-17/2024-05-31",...],"facts_usual":n}

// Facts by day; a day without any is not there.
using FactsByDay = std::map<Day, std::int64_t>;

struct SilentDays {
    Period days{};   // within months that have some fact
    double usual{};  // the mean of its windows, facts in as many days
};

// In their order. `is_feast`: days on which a source may well be closed.
std::vector<SilentDays> silent_days(const FactsByDay& facts, const std::function<bool(Day)>& is_feast);

}  // namespace atalaya::intake::quality

// What facts are made of, month by month, and where it changes at once: their hours, the days of the week, the places of each
// offence, and how many rows say an hour, a position or an area.
//
// A clock set to another zone, a form that stopped asking, weekends that are no longer sent: the level of no series need change.
// Hours and weekdays are told where a share of them moves from one month on, by the rule of code_reused.hpp with hours (0 to 23)
// or weekdays in place of areas, from 8 % on; the places of offences by that rule itself. How many rows say something, by this one: at a month c the share b of the w months from c on is
// compared with the share a of the w before it, w = 12, or what there is on the shorter side (3 at least). What fires: the c with
// the greatest
//
//     z = |b - a| / sqrt(phi p (1 - p) (1/A + 1/B)),   p the share of both, A and B the rows of either side
//
// when z exceeds the normal quantile of 1 - 0.001 / (months tried) and 5; |b - a| is 5 % or more; the shares of the three months
// from c on all lie beyond those of the three before it; and there are 100 rows on either side. phi is the median of
// (k - n m)^2 / (n m (1 - m)), m the share of the two months beside, over that of a chi-square with one degree, at least 1.
// False positives: what really moved to other hours (a lockdown), and a new system of an office that many rows come from: to be
// explained. O(rows + months).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

// Their findings: {"month","moved"} of the first two, {"month","months","share_before","share_after"} of the others, of areas also
// {"layer"}.
inline constexpr const char* hours_moved = "hours_moved";
inline constexpr const char* weekdays_moved = "weekdays_moved";
inline constexpr const char* hour_filling = "hour_filling";
inline constexpr const char* position_filling = "position_filling";
inline constexpr const char* area_filling = "area_filling";

// {"hour", "0" ... "23"} of the facts with an hour and {"weekday", "0" ... "6"} of all, by month; nothing where there are none.
MonthlySeries hours_and_weekdays(const Incidents& incidents);

// {offence, area} by month, of the slot whose layer has fewest areas with facts, but five; nothing where no layer has, or where
// there would be more than ten million cells.
MonthlySeries offences_by_area(const Incidents& incidents);

struct FillingShift {
    std::size_t at{}, months{};  // c and w
    double before{}, after{};    // a and b
};
// Rows of every month, and how many of them say it. Requires equal lengths and filled <= rows.
std::optional<FillingShift> filling_shift(std::span<const double> rows, std::span<const double> filled);

}  // namespace atalaya::intake::quality

// Months of a source without any row where no month of its kind has none: what was not sent rather than what did not
// happen.
//
// What fires: a month without a row between the first and the last that has one, when of the 24 months around its run (12
// on either side, those that have rows, 8 at least) none counts 0, and
//
//     p <= min(1e-6, 0.001 / months of the series),   p = chance_of_zero(the months around)
//
// A source of ten facts a month may have an empty one and does not fire; nor does one of quarters or years, whose months
// are not known. Season, trend and change of level are in p, which is then too high rather than too low. False positives:
// one source in a thousand by chance; a service that was suspended fires and is to be explained. O(months).
#pragma once

#include <map>
#include <vector>

#include "core/day.hpp"
#include "core/incident.hpp"

namespace atalaya::intake::quality {

// Rows by month; a month without a row is not there.
using MonthRows = std::map<Month, double>;

struct SilentRun {
    Month first{};
    int months{};
    double usual{};  // the mean of the months around, rows a month
};

// In their order.
std::vector<SilentRun> silent_months(const MonthRows& rows);

// Whether a run of months that are not in `rows` would be one of those if rows came after it: also of a run at the end.
bool cannot_be_empty(const MonthRows& rows, Month first, int months);

// months_silent of those, months_missing of the other months without a row.
void tell_months(const MonthRows& rows, std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality

// Columns that say again what the day says: its year, its month, its day of the month, its weekday.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// [time] day.year, .month, .day and weekday, which are held against the date, where nine cells in ten agree with it: a
// fiscal year, or the year of the report, is none of the date. Of free columns, where the day's order is not open. O(rows).
void take_day_again(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

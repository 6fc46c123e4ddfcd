// Between which two instants each fact was: "desde" and "hasta", as of a car that was left at night and gone at dawn.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// [time] interval, with a question: two columns of days with their hours, named as a beginning and an end, of which the
// second is not before the first in nine of ten rows. The first may be the day of the fact. Of incidents whose days are
// known. O(rows) for each such pair.
void take_interval(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

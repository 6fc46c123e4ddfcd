// Between which two instants each fact was: "desde" and "hasta", as of a car that was left at night and gone at dawn.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// `when` with the instant inside the interval as its day, where its day is one of the ends: the middle of both, or a
// column of instants that lies between them in nine of ten rows.
TimeColumns with_day_inside(const Choosing& choosing, TimeColumns when);

// [time] interval, with a question: two columns of days with their hours, named as a beginning and an end, of which the
// second is not before the first in nine of ten rows; or two of whatever name of which a third is the middle. The first
// may be the day of the fact. Of incidents whose days are known. O(rows) for each such pair, or three.
void take_interval(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

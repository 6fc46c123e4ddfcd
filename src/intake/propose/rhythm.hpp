// How often a file like this comes, by the days of its rows.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// "cadence" of facts whose days are one day ("daily") or lie within seven ("weekly"); asked, for one file alone shows no
// rhythm. Nothing of files of more days or of fewer than ten rows, nor where fewer than 19 rows in 20 have a day. O(rows).
void take_rhythm(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

// Facts at times that the clocks of the city showed never or twice: the hours of a night in which they were changed.
#pragma once

#include "core/incident.hpp"
#include "core/zone.hpp"

namespace atalaya::intake {

// Adds the findings hour_skipped and hour_repeated, each with
//
//     {"zone","tzdata","first","earlier","later","lines"}
//
// where `first` is the time of the first such row as its source wrote it and the other two are the instants (UTC) that it can
// have been. The rows stay as they are: their day and hour are what is counted. Of a row of which the hour alone is known, the
// hour's middle is asked of the zone. An hour that a machine wrote cannot have been skipped; a person may have been
// told it, or the clock stood wrong.
//
// O(rows) with one look-up a row in the days of changes.
void tell_clock_changes(const Zone& zone, const std::string& tzdata, Batch& batch);

}  // namespace atalaya::intake

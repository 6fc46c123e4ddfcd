// Which column says the hour of a fact.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// [time] hour, unless the day says it; where midnight has more facts than an hour can have, whether it means that
// nobody knows. `by_report`: the time is that of the report, so its hour serves.
void take_hour(Choosing& choosing, const TimeColumns& when, bool by_report);

}  // namespace atalaya::intake

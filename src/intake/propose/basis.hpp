// Whether the time is that of the fact or that of its report, what a delivery covers, and when facts were entered.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// [time] basis, and of incidents [delivery] covers. true: the time is that of the report.
bool choose_basis(Choosing& choosing, const TimeColumns& when);

// [time] registered of incidents whose time is that of the fact.
void take_registered(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

// What makes two rows the same fact.
#pragma once

#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// [key] of incidents: a column named so that no two rows share, alone or within its year; none where rows share it much.
void take_key(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

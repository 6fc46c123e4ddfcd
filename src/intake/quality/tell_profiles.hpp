// Findings about what facts are made of (profile_shift.hpp), for tell_series.cpp.
#pragma once

#include <vector>

#include "intake/quality/tell.hpp"

namespace atalaya::intake::quality {

// hours_moved, weekdays_moved, hour_filling, position_filling; area_filling, one a layer.
void tell_profiles(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality

// Farrington's two methods: one model with other standards.
#pragma once

#include <string>
#include <vector>

#include "methods/method.hpp"
#include "stats/farrington.hpp"

namespace atalaya::methods {

// The version of 1996 has no `periods` and no `past_excluded`: it looks at the same time of other years alone.
std::vector<Setting> farrington_settings(const stats::FarringtonModel& standard);
// What those settings say.
stats::FarringtonModel farrington_model(const Asked& asked, bool flexible);

// A fit for each row that is judged, of its years.
double seconds_of_weeks(const Asked& asked);

// `standard` gives the settings their standard; its `flexible` is what the method is.
Method farrington_method(const std::string& name, const stats::FarringtonModel& standard);

}  // namespace atalaya::methods

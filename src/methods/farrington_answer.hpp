// Farrington's two methods: one model with other standards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "methods/method.hpp"
#include "stats/farrington.hpp"

namespace atalaya::methods {

// The version of 1996 has no `periods` and no `past_excluded`: it looks at the same time of other years alone.
std::vector<Setting> farrington_settings(const stats::FarringtonModel& standard);
// What those settings say.
stats::FarringtonModel farrington_model(const Asked& asked, bool flexible);

// Of a week that is judged: whether its years could be fitted; the figure of its alarm, which is none where they could
// not, unless there were fewer events than `cases`; and why it has no limit. With no event in any of its years the limit
// would be 0, whatever happens.
bool has_model(const stats::FarringtonWeek& week);
double alarm_of(const stats::FarringtonWeek& week, bool alarm);
std::string_view why_of(const stats::FarringtonWeek& week);

// A fit for each row that is judged, of its years.
double seconds_of_weeks(const Asked& asked);

// `standard` gives the settings their standard; its `flexible` is what the method is.
Method farrington_method(const std::string& name, const stats::FarringtonModel& standard);

}  // namespace atalaya::methods

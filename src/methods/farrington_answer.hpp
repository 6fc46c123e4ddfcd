// Farrington's two methods: one model with other standards.
#pragma once

#include <string>
#include <vector>

#include "methods/method.hpp"
#include "stats/farrington.hpp"

namespace atalaya::methods {

std::vector<Setting> farrington_settings(const stats::FarringtonModel& standard);
// What those settings say.
stats::FarringtonModel farrington_model(const Asked& asked, bool flexible);

// `standard` gives the settings their standard; its `flexible` is what the method is.
Method farrington_method(const std::string& name, const stats::FarringtonModel& standard);

}  // namespace atalaya::methods

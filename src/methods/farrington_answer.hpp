// Farrington's two methods: one model with other standards.
#pragma once

#include <string>

#include "methods/method.hpp"
#include "stats/farrington.hpp"

namespace atalaya::methods {

// `standard` gives the settings their standard; its `flexible` is what the method is.
Method farrington_method(const std::string& name, const stats::FarringtonModel& standard);

}  // namespace atalaya::methods

// Hours at which a source may have written facts whose hour it did not know, as its deliveries show.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/bulletin/desk.hpp"

namespace atalaya::service {

// The names, each once, of the sources of an indicator (of "": of all) of which a finding hours_heaped
// (intake/quality/hours_heaped.hpp) is open. O(findings).
std::vector<std::string> heaped_hours(const Desk& desk, std::string_view indicator = {});

}  // namespace atalaya::service

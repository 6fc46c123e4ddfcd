// Findings of the checks of this folder, with what a sentence about each needs.
#pragma once

#include <array>
#include <vector>

#include "core/incident.hpp"

namespace atalaya::intake::quality {

// hours_heaped, days_heaped. `by_hour` are the rows of each hour as written.
void tell_incidents(const Incidents& incidents, const std::array<std::int64_t, 24>& by_hour,
                    std::vector<Finding>& findings);
// ends_in_zero, category_replaced.
void tell_tallies(const Tallies& tallies, std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality

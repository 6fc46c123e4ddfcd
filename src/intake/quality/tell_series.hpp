// Findings about series and about the rules that a source declares, for tell.cpp.
#pragma once

#include <vector>

#include "intake/quality/tell.hpp"

namespace atalaya::intake::quality {

// level_shift, level_step, series_gap; of offences also ends_in_zero and category_replaced, whose months are no level_shift, and code_reused;
// those of tell_profiles.hpp.
void tell_incident_series(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings);
// rule_broken of counts.
void tell_incident_rules(const Incidents& incidents, const ToldOf& of, std::vector<Finding>& findings);
void tell_tally_rules(const Tallies& tallies, const ToldOf& of, std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality

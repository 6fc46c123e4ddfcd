// The mistakes that make a row of the police unusable: a day that no calendar has, a day
// in ten years' time, no day, an offence that nobody knows, a separator inside a cell, a line
// cut short, a count that is none. Half of them are mended when the clerk is told.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>

#include "simulate/feed.hpp"
#include "simulate/plan.hpp"

namespace atalaya::simulate {

// Spoils the share `plan.mistaken` of the rows of a feed with police_header that nothing else
// has happened to, homicides excepted, each with the reason for which a reader must refuse it, and counts
// the rows by that reason. A mended row is good again 20 to 60 days later.
void plant_mistakes(const Plan& plan, Feed& police, std::uint64_t seed,
                    std::map<std::string_view, std::int64_t>& rows);

}  // namespace atalaya::simulate

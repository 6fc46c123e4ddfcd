// Whether what is counted of a territory over a period is of one land. A count over a change of it adds up two lands.
#pragma once

#include "service/world.hpp"

namespace atalaya::service {

// The first declared change, after the period's first day and before its end, by which the territory's code has another land;
// nullptr: none, as of the city, of a land as of a map, and of an area that the change leaves alone. O(breaks declared).
const intake::Break* redrawn_inside(const World& world, const TerritoryInfo& territory, Period period);

// Its land is known in all of the period, and is one: "" then, else "no_such_area", "other_map" or "break".
std::string_view refused_land(const World& world, const TerritoryInfo& territory, Period period);

}  // namespace atalaya::service

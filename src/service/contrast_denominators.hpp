// What else a rate may have been divided by.
#pragma once

#include "service/contrast_moves.hpp"

namespace atalaya::service {

// Of a rate: residents of other years, another denominator than the indicator's own, of the city those that the areas of a
// layer add up to, and months as if they were twelve. Of other claims nothing.
void add_denominators(const AddMove& add, const Way& ours, const World& world, const Claim& claim);

}  // namespace atalaya::service

// Values that are dealt among areas, again and again: how long it takes.
#pragma once

#include "methods/method.hpp"

namespace atalaya::methods {

// Of a method with neighbour_settings() and permutation_setting() (methods/beside.hpp): each deal is added up over pairs of
// neighbours. Of polygons and of a band each area has some six, of a list as many as it says. Beyond the caches each is fetched
// from memory.
double seconds_of_deals(const Asked& asked);

}  // namespace atalaya::methods

// Which of the readings that give a number may do so by chance (contrast.hpp), and which are told.
#pragma once

#include "service/contrast.hpp"

namespace atalaya::service {

inline constexpr double unlike_things = 1.5;  // sums over indicators of other groups weigh more

// Sets ClaimReading::expected_by_chance of those that agree. O(agreeing x tried).
void weigh_chance(Contrast& found, const Catalogue& catalogue);

// The likeliest ten of what agrees; where nothing does, the three that are nearest.
void keep_the_best(Contrast& found);

}  // namespace atalaya::service

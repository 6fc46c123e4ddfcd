// A claim of something that no indicator counts ("fraudes") and a source lists: what the labels that say it come to.
#pragma once

#include <vector>

#include "service/contrast_reading.hpp"

namespace atalaya::service {

// Of each source the labels whose names say one of Claim::uncounted, or where none does a word for the same (like_words.hpp), together, over the claim's months and territory; none of a
// source whose months or base are not known, of a share, of a percentage over a break, nor of so few facts that a public page
// would withhold them. Each has one departure, "offence" with the labels. O(cells).
std::vector<ClaimReading> readings_of_labels(store::Store& store, const World& world, const Claim& claim);

}  // namespace atalaya::service

// Places moved at random within a ring, so that a dot on a map is no longer somebody's door.
//
//     masked = place + offset,   offset uniform over the area of the ring inner <= |offset| <= outer
//     mean distance moved = 2/3 (outer^3 - inner^3) / (outer^2 - inner^2)
//
// The offset of a place is dealt by the seed and the place alone: equal places move together, in whatever order and
// with whatever others, and a second map of the same places under the same seed tells nothing new. Who does not know
// the seed cannot take the offset back; who does can test places, so it is kept as the places themselves.
//
// hidden_among is the spatial k-anonymity reached: how many live no farther from the masked place than the true one is,
// by places of homes and how many live at each; whoever draws a circle about a dot, as wide as it was moved, has so
// many to choose from.
//
// Requires finite places, 0 <= inner < outer, hidden_among in metres. offset: O(1) on average, O(outer / (outer - inner))
// for a narrow ring; draws are of + - * and comparisons, the same on every machine. hidden_among: O(homes within reach) a
// place.
//
// Sources: Hampton et al. 2010, American Journal of Epidemiology 172, 1062-1069 (ring); Allshouse et al. 2010, Geospatial
// Health 4, 197-204 (spatial k-anonymity).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "core/quantity.hpp"

namespace atalaya::disclose {

struct Ring {
    Metres inner, outer;
};

double mean_moved(Ring ring);
// Two numbers know the place: its metres, or its degrees.
Planar offset(Planar place, Ring ring, std::uint64_t seed);

// residents: one a home, or none, and one lives at each. Equal lengths of places and masked.
std::vector<double> hidden_among(std::span<const Planar> places, std::span<const Planar> masked,
                                 std::span<const Planar> homes, std::span<const double> residents);

}  // namespace atalaya::disclose

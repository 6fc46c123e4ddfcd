// The density of stats/points/network_density.hpp of all events at once: what they spread goes along the streets as waves do,
// step by step of one length, so that ways need not be told apart.
//
//     a step       radius / 512; what goes along an edge is on its way for length / step steps, a step at least
//     at a node    in_i arrives by end i:  continuous  out_j = 2 / n sum of in - in_j;  discontinuous  (sum of in - in_j) / (n - 1)
//     parts        a time between two steps is told by both, by how near it is to each: the mean of the ways stays,
//                  their variance grows by step^2 / 4 at most with each node on the way
//
// So a way over m nodes is off by at most 15/4 / radius^2 * m step^2 / 8 of the kernel's top: m 1.8e-6. Edges shorter than a
// step count as one. With the continuous split events add up to one to within 1e-5. O(edges radius / step + pieces crossed), of any
// number of events; two numbers for each step of the streets' length.
#pragma once

#include <span>
#include <vector>

#include "stats/points/network_density.hpp"

namespace atalaya::stats {

// Whether the streets have no more than twenty million steps of this radius.
bool has_room_for_waves(const LineNetwork& network, double radius);

// Requires room for them.
std::vector<StreetPiece> network_waves(const LineNetwork& network, std::span<const OnEdge> events,
                                       const NetworkKernel& kernel);

}  // namespace atalaya::stats

// Do events cluster along the streets, at which distances? Ripley's K with the ways along the network as distances.
//
//     network      K(r) = L / (n (n - 1)) sum over pairs i != j with d_ij <= r of 1          depends on how streets branch
//     corrected    K(r) = L / (n (n - 1)) sum over pairs i != j with d_ij <= r of 1 / m_ij   r where events lie by chance
//
// L is the length of all streets, d_ij the shortest way and m_ij how many places of the network lie exactly d_ij from event
// i. Above r: closer together than chance.
//
// Fails: too_few_values below 2 events. Distances ascending. O(n (edges within reach + pairs within reach * edges)).
//
// Sources: Okabe & Yamada 2001, Geographical Analysis 33, 271-290; Ang, Baddeley & Nair 2012, Scandinavian Journal of
// Statistics 39, 591-617 (corrected).
#pragma once

#include <span>
#include <vector>

#include "stats/points/line_network.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct NetworkK {
    std::vector<double> network, corrected;  // one a distance
};

Maybe<NetworkK> network_ripley(const LineNetwork& network, std::span<const OnEdge> events,
                               std::span<const double> distances);

}  // namespace atalaya::stats

// Do events cluster along the streets, at which distances? Ripley's K with the ways along the network as distances.
//
//     network      K(r) = L / (n (n - 1)) sum over pairs i != j with d_ij <= r of 1          depends on how streets branch
//     corrected    K(r) = L / (n (n - 1)) sum over pairs i != j with d_ij <= r of 1 / m_ij   r where events lie by chance
//
// L is the length of all streets, d_ij the shortest way and m_ij how many places of the network lie exactly d_ij from event
// i. Above r: closer together than chance.
//
// Against as many events anywhere along the streets:
//
//     deviation    max over r > 0 of |K(r) - r| / sqrt(r), corrected K: its spread by chance grows with the root of r
//     p            (1 + # of random patterns as far out) / (1 + replicates), one for all distances
//     low, high    r -+ half_width sqrt(r), which K leaves with chance `level` only, anywhere
//
// Fails: too_few_values below 2 events. Distances ascending. O(n (1 + pairs within reach) edges within reach), and
// replicates times that for the envelope.
//
// Sources: Okabe & Yamada 2001, Geographical Analysis 33, 271-290; Ang, Baddeley & Nair 2012, Scandinavian Journal of
// Statistics 39, 591-617 (corrected); Ripley 1981, Spatial Statistics, section 8.2 (the envelope).
#pragma once

#include <span>
#include <vector>

#include "stats/points/line_network.hpp"
#include "stats/spatial/autocorrelation.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct NetworkK {
    std::vector<double> network, corrected;  // one a distance
};

Maybe<NetworkK> network_ripley(const LineNetwork& network, std::span<const OnEdge> events,
                               std::span<const double> distances);

struct NetworkEnvelope {
    double deviation{}, p = 1, half_width{};
};
// Of the corrected K that network_ripley() found of so many events. `level` between 0 and 1.
NetworkEnvelope network_envelope(const LineNetwork& network, std::span<const double> corrected,
                                 std::size_t events, std::span<const double> distances,
                                 const Permutations& replicates, double level = 0.05);

}  // namespace atalaya::stats

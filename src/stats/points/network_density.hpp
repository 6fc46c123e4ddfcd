// Which stretches of street carry most events? A kernel that spreads along the streets and splits where they meet.
//
//     k(d) = 15 / (16 h) (1 - d^2 / h^2)^2 within the radius h, on a line
//     density(u) = sum over events, over ways from the event to u of  k(length of the way) * product of its splits
//
// At a node where n ends meet, what comes in by one is split over the others:
//
//     discontinuous    1 / (n - 1) each; what comes to a dead end goes no further and is lost
//     continuous       2 / n each, and 2 / n - 1 back where it came from, so that the density has no step at the node and
//                      each event adds up to one whatever the streets are
//
// A piece of street has the mean of its density, by the integral of k: the pieces' density times length adds up exactly.
//
// Source: Okabe, Satoh & Sugihara 2009, Int. J. Geographical Information Science 23, 7-32.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "stats/points/line_network.hpp"

namespace atalaya::stats {

enum class Split { continuous, discontinuous };

struct StreetPiece {
    std::uint32_t edge{};
    double from{}, to{};  // along the edge
    double density{};     // events per unit of length
};

struct NetworkKernel {
    double radius{};  // above 0
    double piece{};   // edges are cut into equal pieces of this or less; above 0
    Split split = Split::continuous;
    // What goes on along a way and is less than this part of an event stays where it is: far ends are many and light.
    double negligible = 1e-6;
    std::size_t most_ways = 1'000'000;  // that are followed one by one
};

// Piece after piece, edge after edge. Ways of one length along the same edges in another order are followed once. Events at one place,
// one after the other, are spread once. O(ways (log ways of one event) + pieces that each crosses). Where there are more than
// most_ways, as short streets under a wide kernel bring about, all events are spread together by network_waves
// (stats/points/network_waves.hpp): within 2e-6 of the kernel's top for each node on a way. Where these have no room two hundred
// times as many ways are followed, and beyond that there is nothing.
std::optional<std::vector<StreetPiece>> network_density(const LineNetwork& network,
                                                        std::span<const OnEdge> events,
                                                        const NetworkKernel& kernel);

// How many pieces there would be.
double street_pieces(const LineNetwork& network, double piece);

}  // namespace atalaya::stats

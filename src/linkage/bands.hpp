// From which posterior on a pair is linked, and down to which a clerk should see it.
//
// The rule of Fellegi and Sunter: bound the two errors, and let the review be as short as that allows. With pairs in order
// of their posteriors p, likeliest first,
//
//     upper   the lowest at which  sum (1 - p) over the pairs linked  <=  false_links x their number
//     lower   the highest at which sum p over the pairs forgotten     <=  missed x sum p over all pairs
//
// Both errors are what the model expects, and of the pairs given: what no block brought together is in neither. Pairs
// of equal posterior are not parted. When both bounds hold without review, lower is upper. When not even the
// likeliest pair may be linked, upper is 1. Requires 0 <= false_links, missed < 1. O(p log p).
//
// Source: Fellegi & Sunter 1969, JASA 64, 1183-1210.
#pragma once

#include <span>

#include "linkage/scan.hpp"

namespace atalaya::linkage {

// Posteriors, 0 < lower <= upper <= 1.
struct Bands {
    double upper = 0.9;
    double lower = 0.1;
    friend bool operator==(const Bands&, const Bands&) = default;
};

Bands bands_for(std::span<const ScoredPair> pairs, double false_links, double missed);

}  // namespace atalaya::linkage

// From how likely pairs are to what is done with them: linked, shown to a clerk, or nothing.
//
//     posterior >= upper            link
//     lower <= posterior < upper    review
//     posterior < lower             no pair at all
//
// Between two sources a record is in one link at most. The likeliest pair is taken first, among equally likely
// ones the one whose a, then whose b, is lower; a pair that is likely enough but finds a record taken goes
// to review, for a clerk may see that the wrong one was taken. It is greedy, not the best assignment of all.
//
// Within one source linked records are put together, and what one of them is linked with is the same one too:
// clusters() by union-find. Pairs under review join nothing.
//
// The answer depends on the pairs and not on their order. O(p log p).
//
// expected_errors tells what the model itself expects of the decision, sum of 1 - posterior over links and of
// posterior over the pairs that were not linked; it knows nothing of matches that no block brought together.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "linkage/bands.hpp"
#include "linkage/scan.hpp"

namespace atalaya::linkage {

struct Decided {
    std::vector<ScoredPair> links;   // by a, then b
    std::vector<ScoredPair> review;  // likeliest first, then by a and b
};

// Each pair once. Requires bands in order.
Decided decide(std::span<const ScoredPair> pairs, Bands bands);
// The same, each record in one link at most.
Decided decide_one_to_one(std::span<const ScoredPair> pairs, Bands bands);

// For each record, the lowest record of those that it is linked with, itself when alone.
std::vector<std::uint32_t> clusters(std::uint32_t records, std::span<const ScoredPair> links);

struct ExpectedErrors {
    double false_links{};  // links that are no match
    double missed{};       // matches under review or below
};
ExpectedErrors expected_errors(std::span<const ScoredPair> pairs, const Decided& decided);

}  // namespace atalaya::linkage

// What a claim says of how it was counted, among the moves from ours: the labels that its words name, who says it.
#pragma once

#include <vector>

#include "service/claim_cuts.hpp"
#include "service/contrast_moves.hpp"

namespace atalaya::service {

inline constexpr double as_said = 0.3;  // the weight of what the claim itself says

// A label whose name says a word of the claim is none of two stretches.
void prefer_what_was_said(std::vector<Move>& all, const std::vector<ClaimCut>& cuts);
// All such labels at once, and those of their source that count in other indicators or in none: "robos a transeúnte" with and
// without violence. O(cells of every row).
void add_labels_said(std::vector<Move>& all, const World& world, const Claim& claim,
                     const std::vector<ClaimCut>& cuts);
// "Según la fiscalía": the source or list that is called so is what was counted.
void prefer_who_said_it(std::vector<Move>& all, const World& world, const Claim& claim);

}  // namespace atalaya::service

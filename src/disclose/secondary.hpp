// Secondary suppression: what is kept back so that a cell that has to be does not follow from a total
// that is printed beside it.
#pragma once

#include <span>
#include <vector>

#include "disclose/door.hpp"

namespace atalaya::disclose {

// `counts` are the parts of one known total, and `hidden` says which of them may not be shown because they
// are 1 .. minimum - 1. Gives the parts to be hidden: those, and as many of the others, the smallest that is
// not zero first, as it takes until no hidden small count has a single value that the total and the shown
// parts allow. Whoever subtracts is taken to know the rule. Same lengths. O(parts squared).
std::vector<bool> hidden_parts(std::span<const Count> counts, std::vector<bool> hidden, Count minimum);

}  // namespace atalaya::disclose

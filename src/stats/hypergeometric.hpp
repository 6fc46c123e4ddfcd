// How many marked ones there are among `draws` of `all`, `marked` of which are marked, drawn without putting back;
// and how draws spread over several kinds.
//
// By inversion outwards from the mode: exact within the rounding of log_factorial, the same bits everywhere.
// O(standard deviation).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/random.hpp"

namespace atalaya::stats {

// 0 <= marked, draws <= all.
std::int64_t hypergeometric(Random& random, std::int64_t all, std::int64_t marked, std::int64_t draws);

// Of each kind, how many among `draws` (<= their sum).
std::vector<std::int64_t> multivariate_hypergeometric(Random& random, std::span<const std::int64_t> kinds,
                                                      std::int64_t draws);

}  // namespace atalaya::stats

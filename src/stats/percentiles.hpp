// The middle of what was simulated, between its percentiles.
#pragma once

#include <vector>

#include "stats/rates.hpp"

namespace atalaya::stats {

// From the quantile (1 - confidence) / 2 of `draws` to (1 + confidence) / 2, each between the two draws beside it in
// proportion (R's type 7). One draw or more, all finite; 0 < confidence < 1. O(n log n).
Interval middle_of(std::vector<double> draws, double confidence);

}  // namespace atalaya::stats

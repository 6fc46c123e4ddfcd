// Shares of a list of values, and the middle of what was simulated.
#pragma once

#include <span>
#include <vector>

#include "stats/rates.hpp"

namespace atalaya::stats {

// The value below which a share p of the values lies, linear between the two nearest (Hyndman & Fan 1996, type 7).
// Values ascending, at least one; 0 <= p <= 1.
double quantile_of(std::span<const double> ascending, double p);

// From the quantile (1 - confidence) / 2 of `draws` to (1 + confidence) / 2. One draw or more, all finite; 0 < confidence < 1. O(n log n).
Interval middle_of(std::vector<double> draws, double confidence);

}  // namespace atalaya::stats

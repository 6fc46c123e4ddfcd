// exp_same (stats/random.hpp) of each value, in place: the same bits, by the same operations in the same order, eight side
// by side so that their long divisions overlap. Values from -1000 to 709.
#pragma once

#include <span>

namespace atalaya::stats {

void exp_each(std::span<double> values);

}  // namespace atalaya::stats

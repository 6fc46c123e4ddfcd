// From values to places on an axis that starts at zero and has nice numbers.
#pragma once

#include <vector>

namespace atalaya::render {

// 0, step, 2 step, ... to the first that is no less than `highest`; step is 1, 2, 2.5 or
// 5 times a power of ten, at least 1 when `whole` (counts have no halves). At most
// about + 1 ticks, at least 2. highest >= 0; 0 is taken as 1. about >= 1.
std::vector<double> nice_ticks(double highest, int about, bool whole);

// Linear from [0, top] to [at_zero, at_top], in units of the picture.
struct Scale {
    double top{};
    double at_zero{}, at_top{};
    double operator()(double value) const { return at_zero + value / top * (at_top - at_zero); }
};

}  // namespace atalaya::render

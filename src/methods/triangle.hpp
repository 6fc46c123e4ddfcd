// What came in of each period by delay, told row by row.
#pragma once

#include <vector>

#include "methods/method.hpp"
#include "stats/nowcast.hpp"

namespace atalaya::methods {

// The table "reports": period (any numbers that ascend with time), delay in periods, and what came in then.
TableSpec reports_by_delay();

// Periods oldest first, each as far as it is known: to the delay that the newest period has had time for.
struct Told {
    std::vector<double> periods;
    stats::Triangle cumulated;
};
// Rows of one period and delay add up. Throws Error{bad_input} for a delay longer than the period is old.
Told triangle_of(const Asked& asked);

}  // namespace atalaya::methods

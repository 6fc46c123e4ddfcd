// A category that stops in the month in which another begins: a re-coding, not a change of what happens.
//
// What fires, in the counts of the whole city: a month c such that category A is above 0 in the 6 months or more before
// c and 0 from c to the end (2 months or more), B is 0 in all months before c and above 0 from c on, neither run of
// zeros is chance (p^k <= 1e-6 with chance_of_zero of the months that are not 0), and the mean of B is from half to
// twice that of A; of several B the one whose mean is nearest. False positives: a law that abolishes one offence and makes another in the same month is what it finds.
// Codes re-used in the same column with another meaning have no gap and are not found. O(categories^2).
#pragma once

#include <string>
#include <vector>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

struct ReplacedCategory {
    std::string from, to;
    Month month{};  // c
};

std::vector<ReplacedCategory> categories_replaced(const MonthlySeries& whole_city);

}  // namespace atalaya::intake::quality

// Series that end in zeros though they never were zero: "no data yet" written as "nothing happened".
//
// What fires: a series whose last k >= 2 months are 0 (or have no row), whose 12 months or more before are all above 0, and
//
//     p^k <= 1e-6,   p = chance_of_zero(the months before)
//
// A series of few facts is never told: with a mean of 3 a month and phi 1 it takes five zeros. False positives: one in a
// million series a delivery by chance, less as p is too high rather than too low; an offence that was abolished fires, and
// is to be explained. A series of which fewer than 12 months are known tells nothing. O(cells).
#pragma once

#include <string>
#include <vector>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {

// The months of 0 at the end that cannot be chance; 0 when there are none.
int zeros_at_end(std::span<const double> counts);

struct EndedSeries {
    std::string category;
    int months{};                    // of 0, in the longest
    std::int64_t cells{};            // months of 0 of all its areas
    std::vector<std::string> areas;  // as monthly_series() names them
};

// By category.
std::vector<EndedSeries> ends_in_zero(const MonthlySeries& by_area);

}  // namespace atalaya::intake::quality

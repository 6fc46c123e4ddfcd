// A series that is zero for a while and goes on, while others do not stop: what was not sent rather than what did not happen.
//
// What fires: a run of k zeros between counts above 0, when of the 24 points around it (12 on either side, 8 at least) none
// is 0, another series of the delivery is above 0 at every point of the run, and
//
//     p^k <= min(1e-6, 0.001 / (points of all series)),   p = chance_of_zero(the points around)
//
// Zeros at the end are ends_in_zero's. False positives: one delivery in a thousand by chance; an office closed for repair,
// or an offence suspended by a decree, fires and is to be explained. O(points).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace atalaya::intake::quality {

struct Gap {
    std::string series;
    std::size_t first{}, points{};  // from 0
};

// Series of equal length, of months or of weeks. In order of the name and the point.
std::vector<Gap> series_gaps(const std::map<std::string, std::vector<double>>& series);

}  // namespace atalaya::intake::quality

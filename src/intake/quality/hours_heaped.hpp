// Hours that facts are heaped on: noon, a shift's end, any hour that stands for "some time that day".
//
// What fires: an hour h with rows n whose neighbour with more rows has m, when
//
//     n >= 50   and   z = (n - 1.5 m) / sqrt(2 (n + 1.5^2 m)) >= 4
//
// Why: hours of real life rise and fall over several hours, so that an hour exceeds its higher neighbour by a
// few percent at its peak; half as much again is no peak. Given both counts the excess over 1.5 m has variance
// phi (n + 2.25 m), and phi = 2 is what monthly counts of property crime show (stats/dispersion.hpp).
// False positives: at a smooth peak n is about m, far below 1.5 m, so chance alone does not fire. Something that starts on
// the hour (a school's end) can, and is then to be explained.
// Hour 0 has a check of its own (hour_zero_heaped) and is not told here. O(24).
#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace atalaya::intake::quality {

struct HeapedHour {
    int hour{};
    std::int64_t rows{}, before{}, after{};  // at the hour and on either side
};

// rows[h] of the hours as written; 23 and 0 are neighbours. In order of the hour.
std::vector<HeapedHour> hours_heaped(const std::array<std::int64_t, 24>& rows);

}  // namespace atalaya::intake::quality

// Positions with few decimals: places cut to a grid, from which streets and corners cannot be told.
//
// A position has d decimals when latitude and longitude both have d or fewer (of seven, trailing zeros not counted). What
// fires: 50 positions or more, and more than 1 % of all, with 3 decimals (some 100 m) or fewer. By chance one in a million
// of seven decimals has 3, one in ten thousand of five. False positives: one desk or station with a round position that
// holds 1 % of the facts; point_heaped tells it too. Positions that come in metres of a projection are not judged. O(n).
#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace atalaya::intake::quality {

// rows[d] positions of d decimals; `no_position` is none.
using ByDecimals = std::array<std::int64_t, 8>;
ByDecimals by_decimals(std::span<const std::int32_t> lon, std::span<const std::int32_t> lat);

// The positions that are too coarse; 0 when they are few.
std::int64_t coordinates_rounded(const ByDecimals& rows);

}  // namespace atalaya::intake::quality

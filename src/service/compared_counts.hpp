// Two sources by their numbers alone, as [[comparisons]] of city.toml declares it: month by month in the city, and by area
// over all of these months. No record of one is held against a record of the other, which is what may be done where the two
// are of two privacy domains.
//
// Over the months of which both sources tell. Where the domains differ, or one is not said or is not what its records
// were read under, a month or an area of which either has 1 to 4 is not told of that source, nor others from which it would
// follow (disclose/secondary.hpp): one and one in a place and a month would be a link after all.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "service/measures.hpp"

namespace atalaya::service {

inline constexpr std::int64_t smallest_compared = 5;

struct ComparedCell {
    std::string code;                           // "2024-03", or of the area, "" of none that is known
    std::string name;                           // of the area; "" of a month, and of what has no area
    std::optional<std::int64_t> first, second;  // none: not told
};

struct ComparedCounts {
    const intake::Comparison* declared{};
    Period period;                              // whole months; empty when no month is in both
    std::optional<std::int64_t> first, second;  // over the period; none: not told
    // A year for 100,000 residents; none where residents are not known or the count is not told.
    std::optional<double> first_rate, second_rate;
    std::vector<ComparedCell> months, areas;  // areas where the comparison has a layer
    bool withheld = false;                    // whether small numbers are not told
};

// Those that the city declares, or the one called `id`. Error{missing} when there is none. A query of the month counts,
// O(their cells).
std::vector<ComparedCounts> compared_counts(store::Store& store, Worlds& worlds, const Catalogue& catalogue,
                                            const std::string& vintage, const std::string& id = "");

}  // namespace atalaya::service

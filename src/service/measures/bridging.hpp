// From which months, with how many facts, a series is carried over a change of its codes. For service/measures and
// the list of breaks.
#pragma once

#include <expected>
#include <string>

#include "service/measures/asked.hpp"
#include "stats/bridge.hpp"

namespace atalaya::service {

struct Bridging {
    const intake::Break* broken{};
    Period overlap;          // the months that bear both codes, as far as they are used
    int months{};            // of them
    std::int64_t both{};     // facts of another code now than before, of those that either coding counts
    double now{}, before{};  // counted by the new coding, and by the former one
    stats::Dispersion dispersion;
    stats::Bridge bridge;
};

// Below, chance alone could make the bridge: months, facts that changed their code, facts under either coding.
inline constexpr int months_to_bridge = 3;
inline constexpr double moved_to_bridge = 10, facts_to_bridge = 20;

// Of the months of `asked_of` that bear both codes, leaving out what is not known of the territory. Why not:
// "no_bridge" where the city declares none for this indicator, "overlap_small" below the least.
std::expected<Bridging, std::string> bridging(const Asked& asked, const intake::Break& broken,
                                              Period asked_of);
// The same of all months, of the only break in a list of them: with more than one, "no_bridge".
std::expected<Bridging, std::string> bridging(const Asked& asked,
                                              const std::vector<const intake::Break*>& broken);

// A change over that break, both periods in the new coding; `figure` as measure_change begins it.
Figure change_over(const Asked& asked, Figure figure, const Bridging& bridging, const std::vector<Gap>& gaps);

}  // namespace atalaya::service

// Jumps of a city's indicators that nobody had to declare, each beside what was declared about its time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "service/world.hpp"
#include "stats/level_shifts.hpp"

namespace atalaya::service {

// A declaration may explain a jump when the break's day, or any day of the event, lies within a month of the months
// that the jump may be of. That it may is all that is said: nothing here is a cause.
struct LevelChange {
    stats::LevelShift shift;
    std::vector<const intake::Break*> breaks;
    std::vector<const intake::Event*> events;
    bool explained() const { return !breaks.empty() || !events.empty(); }
};

struct LevelChanges {
    std::string indicator;
    stats::LevelShifts search;  // what was searched: months used, phi, whether season was taken out
    std::vector<LevelChange> found;
};

// The monthly counts of an indicator in a territory, months with gaps of coverage and those that later deliveries
// still revise left out; events and declared breaks are not, for they are what is looked for. Nothing is searched (no months) where
// the indicator is no count or has no months.
// Cost: the indicator's cells once, then stats/level_shifts.hpp.
LevelChanges level_changes(const World& world, const Indicator& indicator, const TerritoryInfo& territory);

}  // namespace atalaya::service

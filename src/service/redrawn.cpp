#include "service/redrawn.hpp"

#include <algorithm>

#include "service/measures.hpp"

namespace atalaya::service {

const intake::Break* redrawn_inside(const World& world, const TerritoryInfo& territory, Period period) {
    const auto breaks = world.breaks();
    const auto found = std::ranges::find_if(breaks, [&](const intake::Break* declared) {
        return !declared->layer.empty() && period.first < declared->day && declared->day < period.past_end &&
               concerns(*declared, territory);
    });
    return found == breaks.end() ? nullptr : *found;
}

std::string_view refused_land(const World& world, const TerritoryInfo& territory, Period period) {
    const auto& extent = territory.extent;
    if (!extent.covers(period)) return extent.as_of_a_map ? "other_map" : "no_such_area";
    return redrawn_inside(world, territory, period) ? "break" : "";
}

}  // namespace atalaya::service

// What some areas have (residents, dwellings), estimated for others that cut across them (stats/areal.hpp), with the
// limits within which it must lie whatever the spread within an area.
#pragma once

#include <string>
#include <vector>

#include "service/world.hpp"

namespace atalaya::service {

struct InterpolatedArea {
    const TerritoryInfo* territory{};
    double value{};
    // No assumption is in these: what lies wholly in the area, and what lies in it at least in part (to a thousandth
    // of a source, for two drawings of one border differ).
    double low{}, high{};
};

struct Interpolated {
    intake::Interpolation asked;
    int year{};                                  // of the exposures that it comes from, the newest of them
    std::vector<InterpolatedArea> areas;         // as World::layer
    double total{}, lost{};                      // of the sources; what of it lies in no area
    std::vector<std::string> sources;            // data sources of the exposures, each once
    std::vector<const TerritoryInfo*> left_out;  // areas of `from` without a shape or an exposure
};

// Of the exposures nearest to the middle of `period`. With `units`, a unit lies where the point for its label lies,
// and is weighed by its own exposure; without, square metres weigh.
// Throws Error{missing} when no area of a layer has a shape, or none of `from` (of `units`) has an exposure of the kind.
// O(areas of one x of the other) boxes, O(n m) of the borders where boxes meet.
Interpolated interpolate(const World& world, const intake::Interpolation& asked, Period period);

}  // namespace atalaya::service

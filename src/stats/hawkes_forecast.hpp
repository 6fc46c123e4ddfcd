// Where the next events of a process in time and space (stats/hawkes_space.hpp) are to be expected.
#pragma once

#include <span>
#include <vector>

#include "core/place.hpp"
#include "stats/hawkes_space.hpp"
#include "stats/prospective.hpp"

namespace atalaya::stats {

// Events to expect in each cell in the `ahead` units of time after the end, row by row from the bottom: of the background
// (density at the centre of the part of the cell within the box, times its area in the region), and brought by events up to the end
// (exact). What the coming events will bring themselves is not in it: about theta (1 - exp(-omega ahead)) / 2 more of each.
struct HawkesForecast {
    std::vector<double> background, triggered;
};
HawkesForecast hawkes_forecast(std::span<const double> times, std::span<const Planar> places,
                               const Region& region, double end, const HawkesSpaceFit& fit,
                               const Cells& cells, double ahead, const HawkesSpaceModel& model = {});

}  // namespace atalaya::stats

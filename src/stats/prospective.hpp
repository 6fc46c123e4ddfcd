// Where is the next event likely? Each past event raises the risk of the cells about it, less the farther and the
// longer ago:
//
//     risk(cell) = sum over events within `reach` and `memory` of 1 / ((1 + d) (1 + t))
//
// d is the distance of the cell's centre in half cells and t the age in weeks, both as whole numbers (the step of
// the ladder that they have reached) or, smooth, as they are.
//
// Source: Bowers, Johnson & Pease 2004, Br. J. Criminol. 44, 641-658.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Cells {
    double left{}, bottom{};  // corner, metres
    double size = 50;         // side, metres; > 0
    std::size_t columns{}, rows{};
};

struct ProspectiveModel {
    double reach = 400;        // metres, included
    std::int32_t memory = 60;  // days: ages 0 to memory - 1 count
    bool smooth = false;
};

// Risk of each cell on day `today`, row after row from the bottom; events of later days are not known yet and take no
// part. Fails: not_a_count (a place that is not finite); no_events (none within memory). Scatters each event into
// the cells about it: O(events (reach / size)^2).
Maybe<std::vector<double>> prospective_risk(std::span<const double> x, std::span<const double> y,
                                            std::span<const std::int32_t> days, std::int32_t today,
                                            const Cells& cells, const ProspectiveModel& model = {});

}  // namespace atalaya::stats

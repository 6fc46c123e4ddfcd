// What a map of places found beyond another map of them, on as much ground: Chainey, Tompson & Uhlig 2008, Security Journal
// 21, 4-28, compare by PAI; that a forecast has to be better than last year's map is what makes it worth its work.
#pragma once

#include <span>
#include <vector>

#include "stats/hits.hpp"
#include "stats/rates.hpp"

namespace atalaya::stats {

struct HitGain {
    double share_of_area{};
    double hit_rate{}, other_hit_rate{};  // shares of all events
    double gain{};                        // the first less the second
    Interval limits;
};

// One entry for each of the first `rows` numbers of places of the map `predicted`, as hit_scores() has them: the share of the
// events that it found, and that which `other` finds where its first places are taken up to the same area, the last one (or
// those of equal forecast, with Ties::mean) in part. Limits are for the chance of where the events fell:
//
//     gain -+ z sqrt((mean of d^2 - gain^2) / events),   d of an event = part of its place in the one - in the other
//
// within -1..1; with few events that only one of the maps found they are wide. Equal lengths, areas > 0, whole counts,
// rows <= places. Fails: no_events. O(places x rows); without limits (they are NaN) O(n log n).
enum class GainLimits { none, told };
Maybe<std::vector<HitGain>> hit_gains(std::span<const double> observed, std::span<const double> predicted,
                                      std::span<const double> other, std::span<const double> area, Ties ties,
                                      std::size_t rows, double confidence,
                                      GainLimits limits = GainLimits::told);

}  // namespace atalaya::stats

// Which places are turning into hot spots, stay ones, or cease to be? Gi* of every area in every period over its
// neighbours in space and time, and the story of each area told by one word.
//
//     z_it = (S - m x) / (s sqrt(m (N - m) / (N - 1)))
//
// S is the sum over area i, its neighbours, and periods t - back .. t (those that there are); m how many bins those
// are, N all bins (areas x periods), x and s mean and standard deviation (over N) of all. A bin is hot (cold) when z is
// above (below) 0 and significant at `level`, two-sided by the normal; of all bins together after Benjamini & Hochberg
// unless `false_discovery` is off. The trend of an area is Mann-Kendall's of its z (stats/mann_kendall.hpp) at `level`.
//
// Categories of hot spots, in this order (cold ones are the same with hot and cold exchanged):
//
//     intensifying, persistent, diminishing   hot in at least 90 % of periods, the last among them; z rises, does
//                                              neither, falls
//     historical     hot in at least 90 % of periods, but not in the last
//     fresh          hot in the last period, for the first time                                 ("new")
//     consecutive    hot in an unbroken run of two or more last periods, and never before it
//     oscillating    hot in the last period, and cold in some period before
//     sporadic       hot in the last period, on and off before, never cold
//     none           any other
//
// An area without neighbours is judged by itself alone. Fails: not_a_number for a missing value; too_few_values
// below 2 periods or 2 areas; constant when all bins are equal.
//
// `values` are by area, then period. Requires one list of neighbours an area. O(links x periods + n T log).
//
// Sources: Ord & Getis 1995, Geographical Analysis 27, 286-306; the categories are Esri's (ArcGIS Pro, Emerging Hot Spot
// Analysis).
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "stats/hot_spots.hpp"
#include "stats/mann_kendall.hpp"

namespace atalaya::stats {

enum class Emergence {
    none,
    fresh,
    consecutive,
    intensifying,
    persistent,
    diminishing,
    sporadic,
    oscillating,
    historical,
};
std::string_view code(Emergence emergence);  // "none", "new", "consecutive", ...

struct EmergingSpot {
    Emergence emergence{};
    bool cold = false;       // of which kind; false for none
    std::vector<double> z;   // one a period
    std::vector<int> state;  // 1 hot, -1 cold, 0 neither
    MonotoneTrend trend;     // of z
};

struct EmergingOptions {
    std::size_t back = 1;  // periods before that count as beside
    double level = 0.05;
    bool false_discovery = true;
};

Maybe<std::vector<EmergingSpot>> emerging_hot_spots(std::span<const double> values, std::size_t periods,
                                                    const Neighbours& neighbours,
                                                    const EmergingOptions& options = {});

// The word for a story of states; `trend` is -1, 0 or 1. Not none is of the kind of the last state (of the many, when
// historical). One state at least.
struct Story {
    Emergence emergence{};
    bool cold = false;
};
Story story_of(std::span<const int> states, int trend);

}  // namespace atalaya::stats

// After an event, for how long and how far is the risk of another raised? Pairs of events are counted by
// bands of distance and of days, and again with the days dealt to the events at random.
//
//     ratio = pairs / mean of pairs over the permutations         p = (1 + #{permuted >= observed}) / (R + 1)
//
// Bands are half-open, [a, b): with edges {0, 1, 200} an event at the same place falls into the first band, one
// at 200 m into none. The last distance band may be infinite: its row is what the margins of days leave.
//
// Sources: Knox 1964, Appl. Stat. 13, 25-29; Johnson et al. 2007, J. Quant. Criminol. 23, 201-219; Besag & Diggle
// 1977, Appl. Stat. 26, 327-333 (permutation); NearRepeat 0.1.1 for the bands. The labels of the Near Repeat Calculator
// are shifted by one: its "1 to 200" is [0, 200) less the same place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

enum class Distance { euclidean, manhattan };

struct NearRepeatModel {
    std::vector<double> distance_edges{0, 1, 200, 400, 600};  // ascending, metres; the last may be infinity
    std::vector<double> day_edges{0, 1, 2, 3};                // ascending, days; the last may be infinity
    Distance distance = Distance::manhattan;
    int permutations = 999;
    std::uint64_t seed = 1;
    unsigned threads = 1;  // the result is the same for any number
};

struct NearRepeatCell {
    std::int64_t observed{};
    double expected{};           // mean of the permutations
    double analytic{};           // pairs close in space x pairs close in time / all pairs
    Maybe<double> ratio;         // no_base when expected is 0
    Maybe<double> median_ratio;  // to the median of the permutations; no_base when that is 0
    double p{};
};

struct NearRepeat {
    std::size_t distance_bands{}, day_bands{};
    std::vector<NearRepeatCell> cells;  // row after row of distance
    std::int64_t pairs{};               // all of them
    std::int64_t close_pairs{};         // within the last finite distance

    const NearRepeatCell& at(std::size_t distance, std::size_t day) const {
        return cells[distance * day_bands + day];
    }
};

// Places in metres, days as whole numbers (a day's number since any origin); equal lengths. Fails:
// too_few_events (fewer than 2 events), not_a_count (a place that is not finite).
// A grid finds the pairs within the last finite edge, E of them, anew for each 64 MiB of permuted days; a permutation is one
// difference a pair, those of 32 permutations at once: O(R E) time, O(n) memory and 64 MiB a thread (64 bytes an event where that
// is more). Of an infinite band the pairs of each day band come from sorted days, once.
Maybe<NearRepeat> near_repeat(std::span<const double> x, std::span<const double> y,
                              std::span<const std::int32_t> days, const NearRepeatModel& model);

}  // namespace atalaya::stats

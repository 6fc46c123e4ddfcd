// How concentrated events are among places.
//
// Sources: Weisburd 2015, Criminology 53, 133-157 (share of places); Bernasco &
// Steenbeek 2017, J. Quant. Criminol. 33, 451-467 (Gini with more places than crimes).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/rates.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Gini {
    double gini{};         // 2 sum_i i x_(i) / (n c) - (n + 1) / n, x ascending
    double generalised{};  // max(1, n / c) (G - 1) + 1: 0 is as even as c events can be on n places
    double unbiased{};     // gini * n / (n - 1)
    // generalised * n / (n - 1), or c / (c - 1) when there are fewer events than places;
    // no correction is possible, and none made, for a single place or event.
    double generalised_unbiased{};
};

// One count per place, zeros included. Fails: no_events; not_a_count when one is negative
// or missing. O(n log n).
Maybe<Gini> gini(std::span<const double> counts);

struct LeastShare {
    double units{};   // the fewest places that together hold the share of events
    double of_all{};  // units / places
    // units / min(places, events): c events cannot be on more than c places, so of few
    // events on many places a small share of all is no concentration yet.
    double of_possible{};
};

// Places are taken whole, from the one with most. 0 < share <= 1. Fails as gini does.
Maybe<LeastShare> least_share(std::span<const double> counts, double share = 0.5);

// How far the figures of such places would move: as many places drawn from them with replacement, `replicates` times; the
// middle `confidence` of what each draw gives (percentiles). Of gini as it stands and of LeastShare::of_all. Draws
// without an event are drawn again. Replicate r has the stream r. Fails as gini does, and too_few_values below two places.
// O(n log n + replicates x counts that differ).
//
// Source: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 13.
struct Resampling {
    double confidence = 0.95;
    std::size_t replicates = 199;
    std::uint64_t seed = 1;
    int threads = 1;
};
struct ConcentrationIntervals {
    Interval gini, of_all;
};
Maybe<ConcentrationIntervals> concentration_intervals(std::span<const double> counts, double share = 0.5,
                                                      const Resampling& how = {});

struct LorenzPoint {
    double places{};  // share of places, the busiest first
    double events{};  // share of events on them
};

// From (0, 0) to (1, 1), one point per place. Fails as gini does.
Maybe<std::vector<LorenzPoint>> lorenz(std::span<const double> counts);

}  // namespace atalaya::stats

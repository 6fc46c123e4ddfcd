// How well a forecast of places found the events that came.
//
// Sources: Chainey, Tompson & Uhlig 2008, Security Journal 21, 4-28 (PAI); Hunt
// 2016, "Do crime hot spots move?" (PEI); Levine 2008, Police Practice and Research 9 (RRI).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "stats/rates.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Hits {
    double observed{};   // events in the k places with most forecast
    double predicted{};  // forecast there
    double hit_rate{};   // share of all events
    double pai{};        // hit rate over the share of the area; 1 is what no knowledge gives
    double pei{};        // observed over the most that any k places could have held
    double rri{};        // predicted over observed, as it is; infinity when none was observed
    double share_of_area{};
    bool tied{};  // the last of the k has the forecast of another place
};

// Places of equal forecast, of which the map does not say which comes first: each counts as their mean, of events and of
// area, what an order drawn at random gives on average (events found grow with the area taken, and the answer does not
// depend on the order given); or in the order given, as tables made by hand often have them.
enum class Ties { mean, given };

// One entry for each k from 1. Places come in order of forecast, most first. Equal lengths, areas > 0. Fails: no_events.
// O(n log n).
Maybe<std::vector<Hits>> hit_scores(std::span<const double> observed, std::span<const double> predicted,
                                    std::span<const double> area, Ties ties = Ties::mean);

// How far the scores of the first `rows` numbers of places would move by the chance of where the events fell. hit_rate and
// pai: as many events thrown again on the places, each with the chance that its count gives it, `replicates` times; the
// middle `confidence` of what the throws give. pei: the best places of few events are partly best by luck, and throws by
// the counts would have that luck twice; so its throws are by counts drawn to their mean by the part of their variance
// that chance alone gives, whose pei is known: pei - bias -+ z sd of the throws, within 0..1. Replicate r has the stream
// r. Requires counts that are whole; fails as hit_scores does. O(replicates (n log n + rows)) time, 2 replicates x rows
// numbers.
//
// Sources: Efron & Tibshirani 1993, An Introduction to the Bootstrap, chapter 10 (bias); Marshall 1991, Applied
// Statistics 40, 283-294.
struct HitIntervals {
    Interval hit_rate, pai, pei;
};
struct HitResampling {
    double confidence = 0.95;
    std::size_t replicates = 199;
    std::uint64_t seed = 1;
    int threads = 1;
};
Maybe<std::vector<HitIntervals>> hit_intervals(std::span<const double> observed,
                                               std::span<const double> predicted,
                                               std::span<const double> area, Ties ties, std::size_t rows,
                                               const HitResampling& how = {});

}  // namespace atalaya::stats

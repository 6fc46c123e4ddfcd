// How well a forecast of places found the events that came.
//
// Sources: Chainey, Tompson & Uhlig 2008, Security Journal 21, 4-28 (PAI); Hunt
// 2016, "Do crime hot spots move?" (PEI); Levine 2008, Police Practice and Research 9 (RRI).
#pragma once

#include <span>
#include <vector>

#include "stats/why.hpp"

namespace atalaya::stats {

struct Hits {
    double observed{};   // events in the k places with most forecast
    double predicted{};  // forecast there
    double hit_rate{};   // share of all events
    double pai{};        // hit rate over the share of the area; 1 is what no knowledge gives
    double pei{};        // observed over the most that any k places could have held
    double rri{};        // predicted over observed, as it is; infinity when none was observed
};

// One entry for each k from 1. Places come in order of forecast, most first; those with
// equal forecast in the order given. Equal lengths, areas > 0. Fails: no_events.
Maybe<std::vector<Hits>> hit_scores(std::span<const double> observed, std::span<const double> predicted,
                                    std::span<const double> area);

}  // namespace atalaya::stats

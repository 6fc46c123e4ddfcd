#include "stats/hits.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

// In ascending order, so that the sum does not depend on that of the places.
double mean_of(std::span<const std::size_t> places, std::span<const double> values) {
    if (places.size() == 1) return values[places.front()];
    std::vector<double> sorted;
    for (const auto place : places) sorted.push_back(values[place]);
    std::sort(sorted.begin(), sorted.end());
    return std::accumulate(sorted.begin(), sorted.end(), 0.0) / static_cast<double>(places.size());
}

}  // namespace

Maybe<std::vector<Hits>> hit_scores(std::span<const double> observed, std::span<const double> predicted,
                                    std::span<const double> area, Ties ties) {
    expects(observed.size() == predicted.size() && observed.size() == area.size(),
            "hit_scores: one forecast and one area per place");
    const double events = std::accumulate(observed.begin(), observed.end(), 0.0);
    const double whole = std::accumulate(area.begin(), area.end(), 0.0);
    if (!(events > 0)) return std::unexpected{Why::no_events};

    std::vector<std::size_t> order(observed.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return predicted[a] > predicted[b]; });
    std::vector<double> best{observed.begin(), observed.end()};
    std::sort(best.begin(), best.end(), std::greater<>{});

    std::vector<Hits> out;
    double found = 0, forecast = 0, covered = 0, possible = 0;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t past = first + 1;
        while (past < order.size() && predicted[order[past]] == predicted[order[first]]) ++past;
        const auto alike = std::span{order}.subspan(first, past - first);
        const double in_them = mean_of(alike, observed), ground = mean_of(alike, area);
        const bool in_order = ties == Ties::given;
        for (std::size_t k = first; k < past; ++k) {
            found += in_order ? observed[order[k]] : in_them;
            forecast += predicted[order[first]];
            covered += in_order ? area[order[k]] : ground;
            possible += best[k];
            const double rate = found / events;
            out.push_back({found, forecast, rate, rate / (covered / whole), found / possible,
                           found > 0 ? forecast / found : std::numeric_limits<double>::infinity(),
                           covered / whole, alike.size() > 1});
        }
        first = past;
    }
    return out;
}

}  // namespace atalaya::stats

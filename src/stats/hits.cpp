#include "stats/hits.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::stats {

Maybe<std::vector<Hits>> hit_scores(std::span<const double> observed, std::span<const double> predicted,
                                    std::span<const double> area) {
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
    for (std::size_t k = 0; k < order.size(); ++k) {
        found += observed[order[k]];
        forecast += predicted[order[k]];
        covered += area[order[k]];
        possible += best[k];
        const double rate = found / events;
        out.push_back({found, forecast, rate, rate / (covered / whole), found / possible,
                       found > 0 ? forecast / found : std::numeric_limits<double>::infinity()});
    }
    return out;
}

}  // namespace atalaya::stats

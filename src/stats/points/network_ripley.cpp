#include "stats/points/network_ripley.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::stats {

Maybe<NetworkK> network_ripley(const LineNetwork& network, std::span<const OnEdge> events,
                               std::span<const double> distances) {
    expects(!distances.empty() && std::ranges::is_sorted(distances), "network_ripley: distances ascend");
    if (events.size() < 2) return std::unexpected{Why::too_few_values};
    NetworkK out{std::vector<double>(distances.size()), std::vector<double>(distances.size())};
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto ways = network.ways(events[i], distances.back());
        for (std::size_t j = 0; j < events.size(); ++j) {
            if (i == j) continue;
            const double way = network.way(ways, events[i], events[j]);
            const auto from = std::ranges::lower_bound(distances, way);
            if (from == distances.end()) continue;
            const auto at = static_cast<std::size_t>(from - distances.begin());
            ++out.network[at];
            out.corrected[at] +=
                1 / static_cast<double>(std::max<std::size_t>(1, network.places_at(ways, events[i], way)));
        }
    }
    const double n = static_cast<double>(events.size()), scale = network.length() / (n * (n - 1));
    for (auto* k : {&out.network, &out.corrected}) {
        double sum = 0;
        for (auto& value : *k) value = scale * (sum += value);
    }
    return out;
}

}  // namespace atalaya::stats

#include "stats/points/network_ripley.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/random.hpp"

namespace atalaya::stats {

namespace {

void check(std::span<const double> distances) {
    expects(!distances.empty() && std::ranges::is_sorted(distances), "network_ripley: distances ascend");
}

NetworkK k_of(const LineNetwork& network, WaysWithin& ways, std::vector<OnEdge> events,
              std::span<const double> distances) {
    std::ranges::sort(events);
    std::vector<std::size_t> first(network.edges().size() + 1, 0);  // event of each edge
    for (const auto event : events) ++first[event.edge + 1];
    std::partial_sum(first.begin(), first.end(), first.begin());

    NetworkK out{std::vector<double>(distances.size()), std::vector<double>(distances.size())};
    for (std::size_t i = 0; i < events.size(); ++i) {
        ways.start(events[i], distances.back());
        for (const auto edge : ways.edges()) {
            for (std::size_t j = first[edge]; j < first[edge + 1]; ++j) {
                if (i == j) continue;
                const double way = ways.to(events[j]);
                const auto from = std::ranges::lower_bound(distances, way);
                if (from == distances.end()) continue;
                const auto at = static_cast<std::size_t>(from - distances.begin());
                ++out.network[at];
                out.corrected[at] += 1 / static_cast<double>(std::max<std::size_t>(1, ways.places_at(way)));
            }
        }
    }
    const double n = static_cast<double>(events.size()), scale = network.length() / (n * (n - 1));
    for (auto* k : {&out.network, &out.corrected}) {
        double sum = 0;
        for (auto& value : *k) value = scale * (sum += value);
    }
    return out;
}

double largest_deviation(std::span<const double> k, std::span<const double> distances) {
    double largest = 0;
    for (std::size_t i = 0; i < k.size(); ++i)
        if (distances[i] > 0)
            largest = std::max(largest, std::abs(k[i] - distances[i]) / std::sqrt(distances[i]));
    return largest;
}

// Anywhere along the streets: edges by their lengths.
class Anywhere {
  public:
    explicit Anywhere(const LineNetwork& network) {
        for (const auto& edge : network.edges()) past_.push_back(sum_ += edge.length);
    }
    OnEdge draw(Random& random) const {
        const double at = random.uniform(0, sum_);
        const auto edge = std::min(
            static_cast<std::size_t>(std::ranges::upper_bound(past_, at) - past_.begin()), past_.size() - 1);
        return {static_cast<std::uint32_t>(edge), edge == 0 ? at : at - past_[edge - 1]};
    }

  private:
    std::vector<double> past_;  // how much street there is up to the end of each edge
    double sum_ = 0;
};

}  // namespace

Maybe<NetworkK> network_ripley(const LineNetwork& network, std::span<const OnEdge> events,
                               std::span<const double> distances) {
    check(distances);
    if (events.size() < 2) return std::unexpected{Why::too_few_values};
    WaysWithin ways{network};
    return k_of(network, ways, {events.begin(), events.end()}, distances);
}

NetworkEnvelope network_envelope(const LineNetwork& network, std::span<const double> corrected,
                                 std::size_t events, std::span<const double> distances,
                                 const Permutations& replicates, double level) {
    check(distances);
    expects(level > 0 && level < 1, "network_envelope: a level between 0 and 1");
    expects(corrected.size() == distances.size() && events >= 2, "network_envelope: a K of 2 events or more");
    NetworkEnvelope out{.deviation = largest_deviation(corrected, distances)};
    const Anywhere anywhere{network};
    std::vector<double> largest(replicates.replicates);
    in_parallel(largest.size(), replicates.threads, [&](std::size_t first, std::size_t past) {
        WaysWithin ways{network};
        for (std::size_t s = first; s < past; ++s) {
            Random random{replicates.seed, s};
            std::vector<OnEdge> dealt;
            for (std::size_t i = 0; i < events; ++i) dealt.push_back(anywhere.draw(random));
            largest[s] =
                largest_deviation(k_of(network, ways, std::move(dealt), distances).corrected, distances);
        }
    });
    const auto as_large = std::ranges::count_if(largest, [&](double d) { return d >= out.deviation; });
    out.p = tails_of(0, static_cast<std::size_t>(as_large), largest.size()).high;
    // The m-th largest of R replicates is passed by chance m / (R + 1).
    std::ranges::sort(largest, std::greater{});
    const auto m = static_cast<std::size_t>(level * static_cast<double>(largest.size() + 1) * (1 + 1e-12));
    if (!largest.empty()) out.half_width = largest[std::max<std::size_t>(m, 1) - 1];
    return out;
}

}  // namespace atalaya::stats

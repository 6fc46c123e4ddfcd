#include "stats/concentration.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/error.hpp"

namespace atalaya::stats {

namespace {

struct Places {
    std::vector<double> count;  // the busiest first
    double events{};            // > 0
};

Maybe<Places> places_of(std::span<const double> counts) {
    const auto is_count = [](double x) { return x >= 0; };
    if (!std::all_of(counts.begin(), counts.end(), is_count)) return std::unexpected{Why::not_a_count};
    Places places{{counts.begin(), counts.end()}, 0};
    std::sort(places.count.begin(), places.count.end(), std::greater<>{});
    places.events = std::accumulate(places.count.begin(), places.count.end(), 0.0);
    if (places.events == 0) return std::unexpected{Why::no_events};
    return places;
}

// n / (n - 1), where that is a number.
double small_sample(double n) {
    return n > 1 ? n / (n - 1) : 1;
}

}  // namespace

Maybe<Gini> gini(std::span<const double> counts) {
    const auto found = places_of(counts);
    if (!found) return std::unexpected{found.error()};
    const auto& [sorted, events] = *found;

    const auto places = static_cast<double>(sorted.size());
    double ranked = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) ranked += (places - static_cast<double>(i)) * sorted[i];
    const double g = 2 * ranked / (places * events) - (places + 1) / places;
    const double generalised = std::max(1.0, places / events) * (g - 1) + 1;
    return Gini{g, generalised, g * small_sample(places),
                generalised * small_sample(events < places ? events : places)};
}

Maybe<LeastShare> least_share(std::span<const double> counts, double share) {
    expects(share > 0 && share <= 1, "least_share takes a share above 0 and up to 1");
    const auto found = places_of(counts);
    if (!found) return std::unexpected{found.error()};
    const auto& [sorted, events] = *found;

    const double wanted = share * events * (1 - 1e-12);  // a sum of halves may miss by its last bit
    double held = 0;
    std::size_t units = 0;
    while (units < sorted.size() && held < wanted) held += sorted[units++];
    const auto places = static_cast<double>(sorted.size()), fewest = static_cast<double>(units);
    return LeastShare{fewest, fewest / places, fewest / std::max(1.0, std::min(places, std::ceil(events)))};
}

Maybe<std::vector<LorenzPoint>> lorenz(std::span<const double> counts) {
    const auto found = places_of(counts);
    if (!found) return std::unexpected{found.error()};
    const auto& [sorted, events] = *found;

    std::vector<LorenzPoint> points{{0, 0}};
    double held = 0;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        held += sorted[i];
        points.push_back({static_cast<double>(i + 1) / static_cast<double>(sorted.size()), held / events});
    }
    return points;
}

}  // namespace atalaya::stats

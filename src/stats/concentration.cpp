#include "stats/concentration.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/error.hpp"
#include "stats/in_parallel.hpp"
#include "stats/percentiles.hpp"
#include "stats/random.hpp"

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

namespace {

// Places of one count, from the busiest.
struct Alike {
    double count{};
    std::int64_t places{};
};

std::vector<Alike> alike(const std::vector<double>& sorted) {
    std::vector<Alike> out;
    for (const double count : sorted) {
        if (out.empty() || out.back().count != count) out.push_back({count, 0});
        ++out.back().places;
    }
    return out;
}

// As many places drawn with replacement: how many of each count.
std::vector<Alike> drawn_from(Random& random, const std::vector<Alike>& all, std::int64_t places) {
    auto out = all;
    std::int64_t left = places, among = places;
    for (auto& group : out) {
        const auto its = group.places;
        group.places =
            among > its ? random.binomial(left, static_cast<double>(its) / static_cast<double>(among)) : left;
        left -= group.places;
        among -= its;
    }
    return out;
}

// Gini and the least share of places, of groups.
struct Figures {
    double gini{}, of_all{};
};
Figures figures_of(const std::vector<Alike>& groups, double events, std::int64_t places, double share) {
    const auto n = static_cast<double>(places);
    double ranked = 0, before = 0, held = 0, units = -1;
    const double wanted = share * events * (1 - 1e-12);
    for (const auto& [count, of_it] : groups) {
        const auto m = static_cast<double>(of_it);
        ranked += count * m * (n - before - (m - 1) / 2);  // the ranks n - before down to n - before - m + 1
        if (units < 0 && m > 0 && held + count * m >= wanted)
            units = before + std::min(m, std::ceil((wanted - held) / count - 1e-9));
        held += count * m;
        before += m;
    }
    return {2 * ranked / (n * events) - (n + 1) / n, units / n};
}

}  // namespace

Maybe<ConcentrationIntervals> concentration_intervals(std::span<const double> counts, double share,
                                                      const Resampling& how) {
    expects(share > 0 && share <= 1 && how.confidence > 0 && how.confidence < 1 && how.replicates >= 1,
            "concentration_intervals: a share, a confidence, a replicate or more");
    const auto found = places_of(counts);
    if (!found) return std::unexpected{found.error()};
    if (counts.size() < 2) return std::unexpected{Why::too_few_values};
    const auto groups = alike(found->count);
    const auto places = static_cast<std::int64_t>(counts.size());

    std::vector<double> ginis(how.replicates), shares(how.replicates);
    in_parallel(how.replicates, how.threads, [&](std::size_t first, std::size_t past) {
        for (std::size_t r = first; r < past; ++r) {
            Random random{how.seed, r};
            double events = 0;
            std::vector<Alike> drawn;
            while (events == 0) {
                drawn = drawn_from(random, groups, places);
                for (const auto& group : drawn) events += group.count * static_cast<double>(group.places);
            }
            const auto figures = figures_of(drawn, events, places, share);
            ginis[r] = figures.gini;
            shares[r] = figures.of_all;
        }
    });
    return ConcentrationIntervals{middle_of(std::move(ginis), how.confidence),
                                  middle_of(std::move(shares), how.confidence)};
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

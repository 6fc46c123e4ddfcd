#include "stats/spatial/emerging.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "stats/distributions.hpp"
#include "stats/multiple_tests.hpp"

namespace atalaya::stats {

std::string_view code(Emergence emergence) {
    switch (emergence) {
        case Emergence::none: return "none";
        case Emergence::fresh: return "new";
        case Emergence::consecutive: return "consecutive";
        case Emergence::intensifying: return "intensifying";
        case Emergence::persistent: return "persistent";
        case Emergence::diminishing: return "diminishing";
        case Emergence::sporadic: return "sporadic";
        case Emergence::oscillating: return "oscillating";
        case Emergence::historical: return "historical";
    }
    return "";
}

namespace {

// Of the hot kind; `trend` is that away from 0.
Emergence hot_story(std::span<const int> states, int trend) {
    const auto hot = std::ranges::count(states, 1);
    const bool mostly = 10 * hot >= 9 * std::ssize(states), last = states.back() == 1;
    if (mostly && !last) return Emergence::historical;
    if (!last) return Emergence::none;
    if (mostly)
        return trend > 0   ? Emergence::intensifying
               : trend < 0 ? Emergence::diminishing
                           : Emergence::persistent;
    std::ptrdiff_t run = 0;
    while (run < std::ssize(states) && states[states.size() - 1 - static_cast<std::size_t>(run)] == 1) ++run;
    if (hot == 1) return Emergence::fresh;
    if (run == hot) return Emergence::consecutive;
    return std::ranges::count(states, -1) > 0 ? Emergence::oscillating : Emergence::sporadic;
}

struct Whole {
    double n{}, mean{}, variance{};
};

Whole whole_of(std::span<const double> values) {
    Whole whole{.n = static_cast<double>(values.size())};
    for (const double v : values) whole.mean += v;
    whole.mean /= whole.n;
    for (const double v : values) whole.variance += (v - whole.mean) * (v - whole.mean);
    whole.variance /= whole.n;
    return whole;
}

// z of an area in each period.
std::vector<double> z_of(std::span<const double> values, std::size_t periods, const Neighbours& neighbours,
                         std::size_t i, std::size_t back, const Whole& whole) {
    std::vector<double> beside(periods), z;
    double areas = 1;
    for (std::size_t t = 0; t < periods; ++t) beside[t] = values[i * periods + t];
    for (auto k = neighbours.first[i]; k < neighbours.first[i + 1]; ++k) {
        if (neighbours.of[k] == i) continue;
        ++areas;
        for (std::size_t t = 0; t < periods; ++t) beside[t] += values[neighbours.of[k] * periods + t];
    }
    for (std::size_t t = 0; t < periods; ++t) {
        const std::size_t first = t > back ? t - back : 0;
        double sum = 0;
        for (std::size_t u = first; u <= t; ++u) sum += beside[u];
        const double m = areas * static_cast<double>(t - first + 1);
        const double variance = whole.variance * m * (whole.n - m) / (whole.n - 1);
        z.push_back(variance > 0 ? (sum - m * whole.mean) / std::sqrt(variance) : 0);
    }
    return z;
}

}  // namespace

Story story_of(std::span<const int> states, int trend) {
    expects(!states.empty(), "story_of: a state at least");
    if (const auto hot = hot_story(states, trend); hot != Emergence::none) return {hot, false};
    std::vector<int> exchanged;
    for (const int s : states) exchanged.push_back(-s);
    const auto cold = hot_story(exchanged, -trend);
    return {cold, cold != Emergence::none};
}

Maybe<std::vector<EmergingSpot>> emerging_hot_spots(std::span<const double> values, std::size_t periods,
                                                    const Neighbours& neighbours,
                                                    const EmergingOptions& options) {
    const std::size_t areas = neighbours.first.size() - 1;
    expects(values.size() == areas * periods, "emerging_hot_spots: values by area, then period");
    expects(options.level > 0 && options.level < 1, "emerging_hot_spots: a level between 0 and 1");
    if (periods < 2 || areas < 2) return std::unexpected{Why::too_few_values};
    if (!std::ranges::all_of(values, [](double v) { return std::isfinite(v); }))
        return std::unexpected{Why::not_a_number};
    if (std::ranges::all_of(values, [&](double v) { return v == values.front(); }))
        return std::unexpected{Why::constant};

    const Whole whole = whole_of(values);
    std::vector<EmergingSpot> spots(areas);
    std::vector<double> p;
    for (std::size_t i = 0; i < areas; ++i) {
        spots[i].z = z_of(values, periods, neighbours, i, options.back, whole);
        for (const double z : spots[i].z) p.push_back(std::min(1.0, 2 * normal_cdf(-std::abs(z))));
    }
    if (options.false_discovery) p = benjamini_hochberg(p);
    for (std::size_t i = 0; i < areas; ++i) {
        auto& spot = spots[i];
        for (std::size_t t = 0; t < periods; ++t)
            spot.state.push_back(p[i * periods + t] > options.level ? 0 : spot.z[t] > 0 ? 1 : -1);
        spot.trend = *mann_kendall(spot.z);
        const int trend = spot.trend.p > options.level ? 0 : spot.trend.z > 0 ? 1 : -1;
        const auto story = story_of(spot.state, trend);
        spot.emergence = story.emergence;
        spot.cold = story.cold;
    }
    return spots;
}

}  // namespace atalaya::stats

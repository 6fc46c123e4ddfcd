#include "service/contrast_chance.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t told = 10, told_nearest = 3;
constexpr double around = 1.25;  // how far from the number others tell how closely readings lie there

// What a reading is held by: how many, or what a change multiplies with.
double size_of(ClaimKind kind, double value) {
    return kind == ClaimKind::change ? 1 + value / 100 : value;
}

// How many of the others that are as likely would have given the number by chance (contrast.hpp).
double expected_by_chance(const Contrast& found, const ClaimReading& reading) {
    const auto& number = found.claim.number;
    const auto as_likely = [&](const ClaimReading& other) {
        return &other != &reading && other.weight <= reading.weight;
    };
    if (number.bound != Bound::none)
        return static_cast<double>(std::ranges::count_if(found.agree, as_likely));
    const double at = size_of(number.kind, reading.value);
    const double within = number.kind == ClaimKind::change ? number.tolerance / 100 : number.tolerance;
    double near = 0;
    for (const auto* readings : {&found.agree, &found.nearest})
        near += static_cast<double>(std::ranges::count_if(*readings, [&](const ClaimReading& other) {
            const double size = size_of(number.kind, other.value);
            return as_likely(other) && at / around <= size && size <= around * at;
        }));
    if (at <= within) return near;
    const double window = std::log((at + within) / (at - within)) * (number.signless ? 2 : 1);
    return near * std::min(1.0, window / (2 * std::log(around)));
}

// Whether it adds an indicator of another group to its own: homicides and vehicles taken, which nobody calls by one name.
bool adds_the_unlike(const Catalogue& catalogue, const ClaimReading& reading) {
    const auto is_unlike = [&](std::string_view other) {
        return catalogue.indicator(other).group != catalogue.indicator(reading.indicator).group;
    };
    return std::ranges::any_of(reading.departures, [&](const Departure& departure) {
        return departure.what == "together" && std::ranges::any_of(split(departure.which, ' '), is_unlike);
    });
}

}  // namespace

void weigh_chance(Contrast& found, const Catalogue& catalogue) {
    for (auto& reading : found.agree) {
        if (reading.departures.empty() && !found.claim.indicator.empty()) continue;
        reading.expected_by_chance = expected_by_chance(found, reading);
        if (adds_the_unlike(catalogue, reading))
            reading.expected_by_chance = std::max(1.0, reading.expected_by_chance);
    }
}

void keep_the_best(Contrast& found) {
    std::stable_sort(found.agree.begin(), found.agree.end(),
                     [](const ClaimReading& a, const ClaimReading& b) { return a.cost < b.cost; });
    if (found.agree.size() > told) found.agree.resize(told);
    if (!found.agree.empty()) found.nearest.clear();
    // What misses it though it departs in two things, is of another place or has more in it than the indicator, is no hint.
    std::erase_if(found.nearest, [&](const ClaimReading& reading) {
        const auto elsewhere = [](const Departure& departure) { return departure.what == "territory"; };
        const auto beside = [](const Departure& departure) { return departure.what == "with"; };
        const bool unlike = !found.claim.of_everything && reading.weight > unlike_things;
        return reading.departures.size() > (found.claim.of_everything ? 2 : 1) || unlike ||
               std::ranges::any_of(reading.departures, beside) ||
               (found.claim.number.kind != ClaimKind::share &&
                std::ranges::any_of(reading.departures, elsewhere));
    });
    const auto away = [&](const ClaimReading& reading) {
        return std::pair{found.claim.number.away(reading.value), reading.cost};
    };
    std::stable_sort(found.nearest.begin(), found.nearest.end(),
                     [&](const ClaimReading& a, const ClaimReading& b) { return away(a) < away(b); });
    if (found.nearest.size() > told_nearest) found.nearest.resize(told_nearest);
}

}  // namespace atalaya::service

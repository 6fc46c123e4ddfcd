#include "intake/quality/category_replaced.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t fewest_before = 6, fewest_after = 2;
constexpr double chance = 1e-6, most_unlike = 2;

bool all_zero(std::span<const double> counts) {
    return std::all_of(counts.begin(), counts.end(), [](double count) { return count == 0; });
}
bool none_zero(std::span<const double> counts) {
    return std::none_of(counts.begin(), counts.end(), [](double count) { return count == 0; });
}
double mean(std::span<const double> counts) {
    return std::accumulate(counts.begin(), counts.end(), 0.0) / static_cast<double>(counts.size());
}
bool no_chance(std::span<const double> known, std::size_t zeros) {
    return std::pow(chance_of_zero(known), static_cast<double>(zeros)) <= chance;
}

// The first month after the last that is above 0.
std::size_t end_of(std::span<const double> counts) {
    std::size_t end = counts.size();
    while (end > 0 && counts[end - 1] == 0) --end;
    return end;
}

// How unlike in size, as |log of the ratio of the means|; none when `to` does not take over from `from` at c.
std::optional<double> unlikeness(std::span<const double> from, std::span<const double> to, std::size_t c) {
    const auto before = from.first(c), after = to.subspan(c);
    if (!none_zero(before) || !all_zero(to.first(c)) || !none_zero(after)) return {};
    if (!no_chance(before, after.size()) || !no_chance(after, c)) return {};
    const double apart = std::abs(std::log(mean(after) / mean(before)));
    if (apart > std::log(most_unlike)) return {};
    return apart;
}

}  // namespace

std::vector<ReplacedCategory> categories_replaced(const MonthlySeries& whole_city) {
    std::vector<ReplacedCategory> replaced;
    for (const auto& [from, was] : whole_city.of) {
        const std::size_t c = end_of(was);
        if (c < fewest_before || was.size() - c < fewest_after) continue;
        std::optional<double> nearest;
        for (const auto& [to, is] : whole_city.of) {
            const auto apart = unlikeness(was, is, c);
            if (!apart || (nearest && *nearest <= *apart)) continue;
            if (nearest) replaced.pop_back();
            nearest = apart;
            replaced.push_back({from.first, to.first, plus_months(whole_city.first, static_cast<int>(c))});
        }
    }
    return replaced;
}

}  // namespace atalaya::intake::quality

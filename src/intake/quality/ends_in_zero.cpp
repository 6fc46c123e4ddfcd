#include "intake/quality/ends_in_zero.hpp"

#include <algorithm>
#include <cmath>

namespace atalaya::intake::quality {
namespace {

constexpr std::size_t fewest_zeros = 2, fewest_before = 12;
constexpr double chance = 1e-6;

}  // namespace

int zeros_at_end(std::span<const double> counts) {
    std::size_t zeros = 0;
    while (zeros < counts.size() && counts[counts.size() - 1 - zeros] == 0) ++zeros;
    const auto before = counts.first(counts.size() - zeros);
    if (zeros < fewest_zeros || before.size() < fewest_before) return 0;
    if (std::find(before.begin(), before.end(), 0) != before.end()) return 0;
    return std::pow(chance_of_zero(before), static_cast<double>(zeros)) <= chance ? static_cast<int>(zeros)
                                                                                  : 0;
}

std::vector<EndedSeries> ends_in_zero(const MonthlySeries& by_area) {
    std::vector<EndedSeries> ended;
    for (const auto& [of, counts] : by_area.of) {
        const int zeros = zeros_at_end(counts);
        if (zeros == 0) continue;
        if (ended.empty() || ended.back().category != of.first) ended.push_back({of.first, 0, 0, {}});
        auto& told = ended.back();
        told.months = std::max(told.months, zeros);
        told.cells += zeros;
        told.areas.push_back(of.second);
    }
    return ended;
}

}  // namespace atalaya::intake::quality

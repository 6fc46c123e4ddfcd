#include "intake/quality/series_gap.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "intake/quality/monthly_series.hpp"

namespace atalaya::intake::quality {
namespace {

using Counts = std::span<const double>;

constexpr std::size_t beside = 12, fewest_beside = 8;
constexpr double chance = 1e-6, alpha = 0.001;

// The points on either side of [first, past); none when one of them is 0.
std::vector<double> around(Counts counts, std::size_t first, std::size_t past) {
    const std::size_t from = first - std::min(first, beside), to = std::min(past + beside, counts.size());
    std::vector<double> known(counts.begin() + static_cast<std::ptrdiff_t>(from),
                              counts.begin() + static_cast<std::ptrdiff_t>(first));
    known.insert(known.end(), counts.begin() + static_cast<std::ptrdiff_t>(past),
                 counts.begin() + static_cast<std::ptrdiff_t>(to));
    if (std::find(known.begin(), known.end(), 0) != known.end()) known.clear();
    return known;
}

}  // namespace

std::vector<Gap> series_gaps(const std::map<std::string, std::vector<double>>& series) {
    std::vector<Gap> gaps;
    if (series.size() < 2) return gaps;
    const std::size_t points = series.begin()->second.size();
    std::vector<int> going_on(points, 0);
    for (const auto& [name, counts] : series) {
        for (std::size_t i = 0; i < points; ++i) going_on[i] += counts[i] > 0;
    }
    const double most = std::min(chance, alpha / static_cast<double>(series.size() * points));
    for (const auto& [name, counts] : series) {
        for (std::size_t first = 1, past = 0; first < points; first = past + 1) {
            past = first;
            while (past < points && counts[past] == 0) ++past;
            if (past == first || past == points || counts[first - 1] == 0) continue;
            const auto known = around(counts, first, past);
            const auto run = std::span{going_on}.subspan(first, past - first);
            if (known.size() < fewest_beside || std::find(run.begin(), run.end(), 0) != run.end()) continue;
            if (std::pow(chance_of_zero(known), static_cast<double>(past - first)) <= most)
                gaps.push_back({name, first, past - first});
        }
    }
    return gaps;
}

}  // namespace atalaya::intake::quality

#include "stats/percentiles.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::stats {

double quantile_of(std::span<const double> ascending, double p) {
    expects(!ascending.empty() && p >= 0 && p <= 1, "a share of some values");
    const double at = p * static_cast<double>(ascending.size() - 1);
    const auto below = static_cast<std::size_t>(at);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    return ascending[below] + (at - static_cast<double>(below)) * (ascending[above] - ascending[below]);
}

Interval middle_of(std::vector<double> draws, double confidence) {
    expects(!draws.empty() && confidence > 0 && confidence < 1,
            "middle_of: a draw, a confidence between 0 and 1");
    std::sort(draws.begin(), draws.end());
    return {quantile_of(draws, (1 - confidence) / 2), quantile_of(draws, (1 + confidence) / 2)};
}

}  // namespace atalaya::stats

#include "stats/percentiles.hpp"

#include <algorithm>

#include "core/error.hpp"

namespace atalaya::stats {

Interval middle_of(std::vector<double> draws, double confidence) {
    expects(!draws.empty() && confidence > 0 && confidence < 1,
            "middle_of: a draw, a confidence between 0 and 1");
    std::sort(draws.begin(), draws.end());
    const auto at = [&](double p) {
        const double place = p * static_cast<double>(draws.size() - 1);
        const auto below = static_cast<std::size_t>(place);
        const double above = draws[std::min(below + 1, draws.size() - 1)];
        return draws[below] + (place - static_cast<double>(below)) * (above - draws[below]);
    };
    return {at((1 - confidence) / 2), at((1 + confidence) / 2)};
}

}  // namespace atalaya::stats

#include "stats/scan/replicates.hpp"

#include "core/error.hpp"

namespace atalaya::stats {

Alias::Alias(std::span<const double> weights) : keep_(weights.size(), 1.0), other_(weights.size()) {
    double all = 0;
    for (const double w : weights) all += w;
    expects(all > 0, "Alias: a weight above 0");
    std::vector<std::uint32_t> small, large;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
        keep_[i] = weights[i] * static_cast<double>(weights.size()) / all;
        other_[i] = i;
        (keep_[i] < 1 ? small : large).push_back(i);
    }
    while (!small.empty() && !large.empty()) {
        const auto s = small.back(), l = large.back();
        small.pop_back();
        other_[s] = l;
        keep_[l] -= 1 - keep_[s];
        if (keep_[l] >= 1) continue;
        large.pop_back();
        small.push_back(l);
    }
    // Left by rounding alone: as good as whole, unless it has no weight at all.
    for (const auto i : small)
        if (weights[i] > 0) keep_[i] = 1;
    std::size_t heaviest = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (weights[i] > weights[heaviest]) heaviest = i;
    for (std::uint32_t i = 0; i < weights.size(); ++i)
        if (weights[i] == 0 && other_[i] == i) {
            keep_[i] = 0;
            other_[i] = static_cast<std::uint32_t>(heaviest);
        }
}

}  // namespace atalaya::stats

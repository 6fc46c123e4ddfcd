#include "linkage/bands.hpp"

#include <algorithm>
#include <functional>
#include <vector>

#include "core/error.hpp"

namespace atalaya::linkage {

namespace {

// The lowest posterior that may still be linked; likeliest first.
double lowest_linked(const std::vector<double>& posteriors, double false_links) {
    double upper = 1, wrong = 0;
    for (std::size_t i = 0; i < posteriors.size(); ++i) {
        wrong += 1 - posteriors[i];
        const bool last_of_equals = i + 1 == posteriors.size() || posteriors[i + 1] < posteriors[i];
        if (wrong > false_links * static_cast<double>(i + 1)) break;
        if (last_of_equals) upper = posteriors[i];
    }
    return upper;
}

// The highest below which all may be forgotten, `upper` at most.
double highest_forgotten(const std::vector<double>& posteriors, double missed, double upper) {
    double all = 0, lost = 0;
    for (const double p : posteriors) all += p;
    for (auto p = posteriors.rbegin(); p != posteriors.rend() && *p < upper; ++p) {
        lost += *p;
        if (lost > missed * all) return *p;
    }
    return upper;
}

}  // namespace

Bands bands_for(std::span<const ScoredPair> pairs, double false_links, double missed) {
    expects(false_links >= 0 && false_links < 1 && missed >= 0 && missed < 1,
            "bands_for: shares from 0 to below 1");

    std::vector<double> posteriors;
    for (const ScoredPair& pair : pairs) {
        if (pair.posterior > 0) posteriors.push_back(pair.posterior);
    }
    std::ranges::sort(posteriors, std::greater{});
    const double upper = lowest_linked(posteriors, false_links);
    return {upper, highest_forgotten(posteriors, missed, upper)};
}

}  // namespace atalaya::linkage

#include "disclose/differencing.hpp"

#include <algorithm>
#include <cstdlib>

#include "core/error.hpp"

namespace atalaya::disclose {

namespace {

bool isolates(const std::vector<Count>& earlier, const std::vector<Count>& later, Count minimum) {
    expects(earlier.size() == later.size(), "shown_releases: releases of one table");
    for (std::size_t i = 0; i < earlier.size(); ++i) {
        const Count moved = std::abs(later[i] - earlier[i]);
        if (moved > 0 && moved < minimum) return true;
    }
    return false;
}

}  // namespace

Period year_for_all(Month month) {
    const auto ended =
        month.month() == std::chrono::December ? month.year() : month.year() - std::chrono::years{1};
    return year_to(ended / std::chrono::December);
}

std::vector<bool> shown_releases(std::span<const std::vector<Count>> releases, Count minimum) {
    std::vector<bool> shown(releases.size());
    for (std::size_t later = 0; later < releases.size(); ++later) {
        shown[later] = true;
        for (std::size_t earlier = 0; earlier < later; ++earlier) {
            if (shown[earlier] && isolates(releases[earlier], releases[later], minimum)) shown[later] = false;
        }
    }
    return shown;
}

}  // namespace atalaya::disclose

// Findings of one check of one source put together, so that a city that reads a file a month sees what is wrong and
// not each time it was. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "service/findings.hpp"

namespace atalaya::service {

struct FindingGroup {
    std::string source, check;
    std::int64_t findings{}, deliveries{};
    std::array<std::int64_t, std::size(finding_states)> in_state{};  // as finding_states orders them
    std::int64_t mended{};  // of the fixed ones, those that a delivery mended
    std::string first;      // the vintage of the first
    KnownFinding newest;
};

// In the order in which the first of each comes. O(n log n).
std::vector<FindingGroup> grouped(std::span<const KnownFinding> findings);

}  // namespace atalaya::service

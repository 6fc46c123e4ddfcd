// By which keys of its source the ledger's numbers are known: the segments say it, and they alone. O(their rows).
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/digest.hpp"
#include "store/record_store.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

// Key and number, by key. Numbers that are not of the source are left out. Throws what opening a segment throws.
std::vector<std::pair<IncidentKey, std::int64_t>> incident_keys(const SegmentFolder& folder,
                                                                std::span<const Vintage> vintages,
                                                                std::string_view source,
                                                                std::span<const std::int64_t> numbers);

}  // namespace atalaya::store

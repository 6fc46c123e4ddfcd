// Deliveries by their readings: bytes that were read again, under another descriptor or because somebody asked for it, are
// one delivery, and the last reading is the one in force.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::service {

struct DeliveryRuns {
    store::Run last;                // the reading in force
    std::int64_t came{};            // the vintage of the first
    std::vector<std::string> runs;  // ids, the first reading first
};

// Each delivery of each source once, in the order in which they came. `runs` in order of publication. O(n log n).
std::vector<DeliveryRuns> by_delivery(const std::vector<store::Run>& runs);

}  // namespace atalaya::service

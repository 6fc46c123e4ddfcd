// Areas that were on a map and are on none of today's: what the last map that had each called it.
#pragma once

#include <string>
#include <vector>

#include "store/questions.hpp"

namespace atalaya::store {

struct FormerArea {
    std::string layer, code, name, parent_layer, parent;
};
// Those that the newest delivery of their layer up to the vintage lacks. Order: layer, code; of two that one delivery
// tells of one code, what is valid since later first. O(areas delivered).
std::vector<FormerArea> former_areas(AnalyticsStore& store, const At& at);

}  // namespace atalaya::store

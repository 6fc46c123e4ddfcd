// Areas that the city declares something of ([[area_changes]], [[coverage]]) and that are on no map, in no row and in no
// other change: a name written wrong, by which nothing happens.
#pragma once

#include <string>
#include <vector>

#include "service/world.hpp"

namespace atalaya::service {

struct UnknownArea {
    std::string table;  // "area_changes" or "coverage"
    std::string of;     // the id of the change, the source of the gap
    std::string layer, area;
    std::string near;  // the code of that layer that may have been meant; "" none is near
};

// As far as the vintage knows, in the order in which they are declared. Of a layer that no map came of, whose areas are
// those that rows name, nothing is known. Of a change one side may be on a map that never came; an area is unknown where
// another one of its side is known, where it is on both sides, or where none of the change is known.
// O(areas declared x areas of the layer).
std::vector<UnknownArea> unknown_areas(const World& world);

}  // namespace atalaya::service

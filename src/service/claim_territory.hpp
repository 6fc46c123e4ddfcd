// Which territory a claim names.
#pragma once

#include <string>
#include <vector>

#include "service/world.hpp"

namespace atalaya::service {

struct NamedTerritory {
    Territory territory;              // the city where none is named
    std::string name;                 // as it stands in the text
    std::vector<Territory> others{};  // of the same layer, called alike: nothing says which of them is meant
};

// The territory whose name is the longest that stands in `text` as whole words between blanks: its own name, that with its
// layer's ("comuna 1", "provincia de Panamá") or the city's. Of two called alike it is the one of the layer of fewer areas, which
// most people mean: an alcaldía before a colonia, the city before either. O(areas x text).
NamedTerritory territory_named(const World& world, const std::string& text);

// Error{usage} that names them, for a territory that has `others`.
[[noreturn]] void refuse_several(const NamedTerritory& named);

}  // namespace atalaya::service

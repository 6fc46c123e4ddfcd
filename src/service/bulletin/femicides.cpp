#include "service/bulletin/femicides.hpp"

#include <algorithm>

namespace atalaya::service {

Femicides femicides_in_homicide(const World& world) {
    bool some_inside = false, some_apart = false;
    for (const auto source : world.sources_of("femicidio")) {
        for (const auto& label : world.catalogue().source(world.sources()[source]).labels) {
            const auto counts_in = [&](std::string_view indicator) {
                return std::ranges::find(label.indicators, indicator) != label.indicators.end();
            };
            if (!counts_in("femicidio")) continue;
            (counts_in("homicidio_doloso") ? some_inside : some_apart) = true;
        }
    }
    if (!some_apart) return Femicides::inside;
    return some_inside ? Femicides::partly : Femicides::apart;
}

}  // namespace atalaya::service

#include "service/bulletin/listed.hpp"

#include <algorithm>

namespace atalaya::service {

std::string listed_layer(const Desk& desk) {
    const int own = desk.territory().slot == 0 ? 4 : desk.territory().slot;
    // The city lists the broadest layer that is no police sector of its own (slot 3 before 4), the rest the
    // next finer one.
    for (int slot = own - 1; slot >= 2; --slot) {
        for (const auto& layer : desk.catalogue().city.layers) {
            if (layer.slot == slot && !desk.world().layer(layer.id).empty()) return layer.id;
        }
    }
    if (desk.territory().slot == 0) {
        for (const auto& layer : desk.catalogue().city.layers) {
            if (layer.slot == 4 && !desk.world().layer(layer.id).empty()) return layer.id;
        }
    }
    return {};
}

namespace {

std::vector<const TerritoryInfo*> all_inside(const Desk& desk) {
    const std::string layer = listed_layer(desk);
    if (layer.empty()) return {};  // the layer "" is the whole city, which is not inside itself
    auto territories = desk.world().layer(layer);
    if (desk.territory().slot != 0) {
        std::erase_if(territories, [&](const auto* t) { return t->parent != desk.territory().territory; });
    }
    return territories;
}

}  // namespace

std::vector<const TerritoryInfo*> listed_territories(const Desk& desk, const Indicator& indicator) {
    auto territories = all_inside(desk);
    const auto all = territories.size();
    std::erase_if(territories, [&](const auto* t) { return !desk.exact(indicator, *t); });
    if (all - territories.size() == 1 && !territories.empty()) {
        const auto residents = [&](const TerritoryInfo* t) {
            const auto people = desk.world().exposure(*t, "residents", desk.twelve());
            return people ? people->value : 0;
        };
        territories.erase(
            std::min_element(territories.begin(), territories.end(),
                             [&](const auto* a, const auto* b) { return residents(a) < residents(b); }));
    }
    return territories;
}

std::vector<const TerritoryInfo*> unlisted_territories(const Desk& desk, const Indicator& indicator) {
    auto territories = all_inside(desk);
    const auto listed = listed_territories(desk, indicator);
    std::erase_if(territories,
                  [&](const auto* t) { return std::find(listed.begin(), listed.end(), t) != listed.end(); });
    return territories;
}

}  // namespace atalaya::service

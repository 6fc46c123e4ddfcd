#include "service/indicator_names.hpp"

#include <algorithm>
#include <string>

namespace atalaya::service {

intake::Words name_here(const Catalogue& catalogue, std::string_view indicator) {
    const auto& own = catalogue.city.names;
    const auto local = std::ranges::find(own, indicator, &intake::LocalName::indicator);
    if (local != own.end()) return local->name;
    const auto* known = catalogue.find_indicator(indicator);
    const std::string id{indicator};
    return known ? known->name : intake::Words{id, id, id};
}

}  // namespace atalaya::service

#include "service/crimes.hpp"

#include <algorithm>
#include <array>

#include "service/groupings.hpp"

namespace atalaya::service {

bool is_of_crimes(const Indicator& indicator) {
    constexpr std::array<std::string_view, 4> groups{"life", "integrity", "home", "property"};
    return std::ranges::find(groups, indicator.group) != groups.end();
}

std::vector<std::string> classes_of(const Catalogue& catalogue, const std::string& offence) {
    const std::string source = offence.substr(0, offence.find(':'));
    const auto found = std::ranges::find(catalogue.sources, source, &intake::Source::id);
    if (found == catalogue.sources.end()) return {};
    const auto label =
        std::ranges::find(found->labels, offence.substr(source.size() + 1), &intake::Label::code);
    return label == found->labels.end() ? std::vector<std::string>{} : label->iccs;
}

bool is_crime(const Catalogue& catalogue, const std::string& offence) {
    bool counted = false;
    for (const auto& indicator : catalogue.indicators) {
        if (indicator.kind != IndicatorKind::count || is_grouping(indicator) ||
            !catalogue.counts_in(offence, indicator.id))
            continue;
        if (is_of_crimes(indicator)) return true;
        counted = true;
    }
    return !counted && !classes_of(catalogue, offence).empty();
}

}  // namespace atalaya::service

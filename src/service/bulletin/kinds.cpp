#include "service/bulletin/kinds.hpp"

#include <algorithm>

#include "core/text.hpp"

namespace atalaya::service {

std::string names_of_code(const Desk& desk, const intake::Source& source, const std::string& code) {
    std::vector<std::string> names;
    for (const auto& label : source.labels) {
        const std::string name{desk.in_language(label.name)};
        if (label.code == code && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    }
    return names.empty() ? code : join(names, " / ");
}

std::vector<KindCount> kinds_of(Desk& desk, const Indicator& indicator, Period period) {
    std::vector<KindCount> kinds;
    std::vector<const Figure*> parts;
    for (const auto source : desk.world().sources_of(indicator.id)) {
        const auto& of = desk.catalogue().source(desk.world().sources()[source]);
        for (const auto& label : of.labels) {
            if (std::find(label.indicators.begin(), label.indicators.end(), indicator.id) ==
                label.indicators.end())
                continue;
            const std::string offence = of.id + ":" + label.code;
            const bool told = std::any_of(kinds.begin(), kinds.end(),
                                          [&](const KindCount& kind) { return kind.offence == offence; });
            if (told) continue;  // another label of the same code
            const Figure& count = desk.ask(indicator.id, "count", period, {}, "offence=" + offence);
            parts.push_back(&count);
            kinds.push_back({offence, names_of_code(desk, of, label.code), &count});
        }
    }
    desk.keep_parts_back(parts);  // else the total less the others gives one away
    std::erase_if(kinds, [](const KindCount& kind) { return kind.figure->value.value_or(0) == 0; });
    std::stable_sort(kinds.begin(), kinds.end(),
                     [](const auto& a, const auto& b) { return *a.figure->value > *b.figure->value; });
    return kinds;
}

}  // namespace atalaya::service

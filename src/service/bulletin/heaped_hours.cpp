#include "service/bulletin/heaped_hours.hpp"

#include <algorithm>
#include <set>

#include "intake/check.hpp"
#include "service/findings.hpp"

namespace atalaya::service {

std::vector<std::string> heaped_hours(const Desk& desk, std::string_view indicator) {
    std::set<std::string> asked;
    for (const auto source : desk.world().sources_of(indicator)) asked.insert(desk.world().sources()[source]);
    std::vector<std::string> names;
    for (const auto& finding : desk.findings()) {
        if (finding.check != intake::finding::hours_heaped || finding.state != "open") continue;
        if (!indicator.empty() && !asked.contains(finding.source)) continue;
        std::string name{desk.in_language(desk.catalogue().source(finding.source).name)};
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

}  // namespace atalaya::service

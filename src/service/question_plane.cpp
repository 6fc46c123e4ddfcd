#include "service/question_plane.hpp"

#include <algorithm>

#include "core/text.hpp"
#include "geo/system_plane.hpp"

namespace atalaya::service {

namespace {

// The system that every table of polygons came in; "" where they differ, or one was given in degrees.
std::string common_system(const MethodQuestion& question) {
    std::string common;
    for (const auto& spec : question.method->tables) {
        if (!spec.shapes) continue;
        const auto system = question.systems.find(spec.name);
        if (system == question.systems.end()) return {};
        if (!common.empty() && common != system->second) return {};
        common = system->second;
    }
    return common;
}

}  // namespace

methods::Given with_plane(const MethodQuestion& question) {
    const auto& known = question.method->settings;
    const bool takes_one =
        std::any_of(known.begin(), known.end(), [](const auto& setting) { return setting.name == "plane"; });
    if (!takes_one || question.settings.contains("plane")) return question.settings;
    const std::string system = common_system(question);
    constexpr std::string_view authority = "EPSG:";
    if (!system.starts_with(authority) || !whole_number(system.substr(authority.size())) ||
        !geo::is_projected(system))
        return question.settings;
    auto settings = question.settings;
    settings.emplace("plane", system.substr(authority.size()));
    return settings;
}

}  // namespace atalaya::service

#include "service/measures/break_notes.hpp"

#include <algorithm>

namespace atalaya::service {

void note_breaks(Figure& figure, const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    if (!indicator) return;
    const bool by_hour = spec.measure == "hours" || spec.measure == "parts_of_day";
    for (const auto* declared : world.breaks()) {
        const auto& of = declared->indicators;
        const bool of_it = of.empty() || std::ranges::find(of, spec.indicator) != of.end() ||
                           (by_hour && std::ranges::find(of, "hora") != of.end());
        const bool of_source = std::ranges::any_of(figure.sources, [&](const auto& source) {
            return std::ranges::find(declared->sources, source) != declared->sources.end();
        });
        if (of_it && of_source && spec.period.first < declared->day && declared->day < spec.period.past_end &&
            concerns(*declared, territory))
            figure.notes.push_back("break:" + declared->id);
    }
}

}  // namespace atalaya::service

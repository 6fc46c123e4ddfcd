#include "service/measures/break_notes.hpp"

#include <algorithm>

#include "service/declared_about.hpp"

namespace atalaya::service {

void note_breaks(Figure& figure, const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    if (!indicator) return;
    for (const auto* declared : world.breaks()) {
        const bool of_source = std::ranges::any_of(figure.sources, [&](const auto& source) {
            return std::ranges::find(declared->sources, source) != declared->sources.end();
        });
        if (is_of(*declared, spec) && of_source && spec.period.first < declared->day &&
            declared->day < spec.period.past_end && concerns(*declared, territory))
            figure.notes.push_back("break:" + declared->id);
    }
}

}  // namespace atalaya::service

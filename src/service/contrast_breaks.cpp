#include "service/contrast_breaks.hpp"

#include <algorithm>

namespace atalaya::service {

namespace {

// The break over which hours are not written alike, by sources of what is counted.
std::string break_of_hours(const Way& way, Day first, Day past_end) {
    for (const auto* declared : way.world->breaks()) {
        const bool of_hours = std::ranges::find(declared->indicators, "hora") != declared->indicators.end();
        const auto sources = way.world->sources_of(way.counted.front());
        const bool of_source = std::ranges::any_of(sources, [&](std::uint16_t source) {
            return std::ranges::find(declared->sources, way.world->sources()[source]) !=
                   declared->sources.end();
        });
        if (of_hours && of_source && first < declared->day && declared->day < past_end) return declared->id;
    }
    return "";
}

}  // namespace

std::string break_between(const Way& way, const ClaimReading& reading, ClaimKind kind,
                          std::string_view bridged) {
    const bool is_change = kind == ClaimKind::change;
    if (!is_change && kind != ClaimKind::share) return "";
    const Period against = is_change ? reading.against : reading.period;
    const Day first = std::min(against.first, reading.period.first);
    const Day past_end = std::max(against.past_end, reading.period.past_end);
    std::string found;
    for (const auto& counted : way.counted)
        for (const auto* broken : breaks_inside(*way.world, counted, *way.territory, first, past_end))
            if (found.empty() || broken->id == bridged) found = broken->id;
    if (found.empty() && way.cut.starts_with("hours:")) found = break_of_hours(way, first, past_end);
    return found;
}

}  // namespace atalaya::service

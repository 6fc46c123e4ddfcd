#include "service/level_changes.hpp"

#include <algorithm>

#include "service/measures.hpp"

namespace atalaya::service {

namespace {

// How many of the newest months later deliveries revise, of the source that settles last.
int unsettled_months(const World& world, const Indicator& indicator) {
    int months = 0;
    for (const auto source : world.sources_of(indicator.id))
        months = std::max(months, world.catalogue().source(world.sources()[source]).settles_months);
    return months;
}

bool concerns(const World& world, const intake::Break& declared, const Indicator& indicator) {
    const auto holds = [](const std::vector<std::string>& list, const std::string& wanted) {
        return std::find(list.begin(), list.end(), wanted) != list.end();
    };
    if (!declared.indicators.empty() && !holds(declared.indicators, indicator.id)) return false;
    const auto sources = world.sources_of(indicator.id);
    return std::any_of(sources.begin(), sources.end(),
                       [&](auto source) { return holds(declared.sources, world.sources()[source]); });
}

}  // namespace

LevelChanges level_changes(const World& world, const Indicator& indicator, const TerritoryInfo& territory) {
    LevelChanges changes{.indicator = indicator.id, .search = {}, .found = {}};
    const auto known = world.known_months(indicator.id);
    if (!known || indicator.kind != IndicatorKind::count) return changes;
    const Day settled = std::max(
        known->first, first_day(plus_months(month_of(known->past_end), -unsettled_months(world, indicator))));
    const Period span{known->first, settled};
    const Month first = month_of(span.first);

    std::vector<double> counts;
    std::vector<bool> usable;
    for (const auto count : world.monthly(indicator.id, territory, span, indicator.counts_units)) {
        const Period month = whole(plus_months(first, static_cast<int>(counts.size())));
        counts.push_back(static_cast<double>(count));
        usable.push_back(territory.extent.covers(month) && !world.cuts(indicator.id, month) &&
                         world.gaps(indicator.id, territory, month).empty());
    }
    changes.search = stats::level_shifts(first, counts, usable);

    for (const auto& shift : changes.search.shifts) {
        const Period around{first_day(plus_months(shift.earliest, -1)),
                            first_day(plus_months(shift.latest, 2))};
        LevelChange change{.shift = shift, .breaks = {}, .events = events_touching(world, around)};
        for (const auto* declared : world.breaks()) {
            const bool near = around.first <= declared->day && declared->day < around.past_end;
            if (near && concerns(world, *declared, indicator) && concerns(*declared, territory))
                change.breaks.push_back(declared);
        }
        changes.found.push_back(std::move(change));
    }
    return changes;
}

}  // namespace atalaya::service

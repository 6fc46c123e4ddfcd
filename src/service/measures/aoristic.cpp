// Weekday and hour of what is known to have happened between two instants.
#include "stats/aoristic.hpp"

#include "service/measures/asked.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

Figure measure_aoristic(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    const auto spans = worlds.spans(world, spec.period);
    std::vector<bool> wanted;
    for (const auto& offence : spans.offence.words)
        wanted.push_back(world.catalogue().counts_in(offence, spec.indicator));
    const Coded* area = territory.slot == 2   ? &spans.area_2
                        : territory.slot == 3 ? &spans.area_3
                        : territory.slot == 4 ? &spans.area_4
                                              : nullptr;
    std::vector<stats::MinuteSpan> within_reach;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        if (!wanted[spans.offence.codes[i]] || (area && !territory.extent.holds((*area)[i]))) continue;
        within_reach.push_back({spans.from[i], spans.past[i]});
    }
    const auto& clock = world.catalogue().city.clock;
    const auto week = clock ? stats::aoristic_week(within_reach, *clock) : stats::aoristic_week(within_reach);
    if (week.over_changes > 0) figure.notes.push_back("clock_changed:" + std::to_string(week.over_changes));
    figure.records_in = week.events;
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - week.events;
    if (week.events == 0) return cannot(std::move(figure), "no_intervals");
    for (std::size_t hour = 0; hour < week.weight.size(); ++hour)
        figure.series.push_back(
            {std::to_string(hour / 24) + " " + std::to_string(hour % 24), week.weight[hour]});
    return figure;
}

}  // namespace atalaya::service

// Weekday and hour.
#include <algorithm>

#include "service/measures/asked.hpp"
#include "service/measures/break_notes.hpp"

namespace atalaya::service {

Figure measure_hours(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, needed(asked).unit);
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    const auto slot = static_cast<std::size_t>(territory.slot);
    if (slot != 0 && slot != 2 && slot != 3) return cannot(std::move(figure), "level_without_hours");
    if (world.hour_cells(spec.indicator).empty())
        return cannot(std::move(figure), "no_data");  // totals have no hours
    const int first = month_index(month_of(spec.period.first)),
              past = month_index(month_of(spec.period.past_end));
    std::vector<std::int64_t> cells(7 * 25);
    for (const auto& cell : world.hour_cells(spec.indicator)) {
        if (cell.month < first || cell.month >= past) continue;
        if (slot != 0 && !territory.extent.holds(world.area_codes(territory.slot)[cell.area[slot]])) continue;
        cells[static_cast<std::size_t>(cell.weekday * 25 + cell.hour + 1)] += cell.rows;
        figure.records_in += cell.rows;
    }
    // Counts have no hours, and facts of which nobody knows the month no weekday.
    const auto counted = world.sum(spec.indicator, territory, spec.period).rows;
    figure.records_out = std::max<std::int64_t>(counted - figure.records_in, 0);
    note_breaks(figure, asked);
    for (int weekday = 0; weekday < 7; ++weekday) {
        for (int hour = -1; hour < 24; ++hour) {
            figure.series.push_back(
                {std::to_string(weekday) + " " + std::to_string(hour),
                 static_cast<double>(cells[static_cast<std::size_t>(weekday * 25 + hour + 1)])});
        }
    }
    return figure;
}

// Six parts of four hours, for those who may not see the hours.
Figure measure_parts_of_day(const Asked& asked) {
    Figure figure = measure_hours(asked);
    if (figure.series.empty()) return figure;
    std::vector<SeriesPoint> parts;
    for (int weekday = 0; weekday < 7; ++weekday) {
        const auto at = [&](int hour) {
            return *figure.series[static_cast<std::size_t>(weekday * 25 + hour + 1)].value;
        };
        for (int part = -1; part < 6; ++part) {
            double rows = part == -1 ? at(-1) : 0;
            for (int hour = 4 * part; part >= 0 && hour < 4 * part + 4; ++hour) rows += at(hour);
            parts.push_back({std::to_string(weekday) + " " + std::to_string(part), rows});
        }
    }
    figure.series = std::move(parts);
    return figure;
}

}  // namespace atalaya::service

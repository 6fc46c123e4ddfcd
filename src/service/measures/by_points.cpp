// Counts on the land of one map by the points of the rows.
#include "service/measures/break_notes.hpp"
#include "service/places.hpp"

namespace atalaya::service {

namespace {

constexpr double least_placed = 0.85;  // of the rows: Ratcliffe 2004, for a map of crime

// The kept shape is that of the newest map: it is the land's where that is still one area.
bool has_its_shape(const TerritoryInfo& territory) {
    return territory.extent.as_of_a_map && !territory.extent.ended && !territory.geometry.empty();
}

}  // namespace

std::optional<Figure> counted_by_points(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    if (spec.measure != "count" || !spec.part.empty() || !indicator || !has_its_shape(territory)) return {};
    if (!within(spec.period, world.known_months(spec.indicator))) return {};
    const auto found = worlds.places(world).on_land(spec.indicator, territory, spec.period);
    const auto rows = found.placed + found.without_point;
    if (rows == 0 || static_cast<double>(found.placed) < least_placed * static_cast<double>(rows)) return {};
    Figure figure = start(asked, indicator->unit);
    figure.value = figure.numerator = static_cast<double>(counted(indicator, found.inside));
    figure.records_in = found.inside.rows;
    figure.records_out = found.without_point;
    figure.notes.push_back("by_points");
    note_gaps(figure, world, world.gaps(spec.indicator, territory, spec.period));
    note_events(figure, world, spec.period);
    note_breaks(figure, asked);
    return figure;
}

}  // namespace atalaya::service

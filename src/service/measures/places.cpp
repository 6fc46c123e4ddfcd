// Streets and hexagons where an indicator's events pile up.
#include "service/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.hpp"
#include "core/text.hpp"
#include "service/groupings.hpp"
#include "service/measures/asked.hpp"
#include "service/redrawn.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_streets = 10;

// What happens in homes is not told by place: a street's name would say whose.
bool told_by_place(const Indicator& indicator) {
    return indicator.group != "home" && indicator.group != "life" && !is_grouping(indicator) &&
           indicator.exposure != "dwellings";
}

// Begins a figure about places, or says why there is none.
Figure begun(const Asked& asked, std::string unit) {
    Figure figure = start(asked, std::move(unit));
    if (!told_by_place(needed(asked))) {
        figure.reason = "no_place_named";
    } else if (!within(asked.spec.period, asked.world.known_months(asked.spec.indicator))) {
        figure.reason = "no_data";
    }
    return figure;
}

// The level asked for, in percent.
int level_of(const FigureSpec& spec) {
    const auto level = whole_number(part_of(spec.part, "level"));
    if (level && (*level == 90 || *level == 95 || *level == 99)) return static_cast<int>(*level);
    throw Error{Fault::usage, message("figure: {}: expected level=90, level=95 or level=99, found \"{}\"",
                                      spec.measure, spec.part)};
}

void note_erased(Figure& figure, std::int64_t rows) {
    if (rows > 0) figure.notes.push_back(fmt::format("positions_erased:{}", rows));
}

// Areas of a layer in the territory that were one land in all of the period, with their rows.
std::vector<Places::Street> area_counts(const Asked& asked, const std::string& layer, Period period) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    std::vector<Places::Street> found;
    for (const auto* area : world.layer(layer, period)) {
        if (!world.tells_of(spec.indicator, *area) || redrawn_inside(world, *area, period)) continue;
        if (territory.territory.is_city() || area->parent == territory.territory)
            found.push_back({area, world.sum(spec.indicator, *area, period).rows});
    }
    return found;
}

}  // namespace

Figure measure_busiest(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = begun(asked, needed(asked).unit);
    if (!figure.reason.empty()) return figure;
    const std::string layer = part_of(spec.part, "layer");
    Places& places = worlds.places(world);
    if (layer.empty() && !places.streets()) return cannot(std::move(figure), "few_places");
    const auto counts = [&](Period period) {
        return layer.empty() ? places.street_counts(spec.indicator, territory, period)
                             : area_counts(asked, layer, period);
    };

    const Period ranked_by = spec.against.value_or(spec.period);
    auto ranked = counts(ranked_by);
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.rows > b.rows; });
    std::map<const TerritoryInfo*, std::int64_t> shown;
    for (const auto& street : counts(spec.period)) {
        shown.emplace(street.street, street.rows);
        figure.records_in += street.rows;
    }
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - figure.records_in;
    for (std::size_t i = 0; i < ranked.size() && i < most_streets && ranked[i].rows > 0; ++i) {
        figure.series.push_back(
            {ranked[i].street->territory.code, static_cast<double>(shown[ranked[i].street])});
    }
    if (figure.series.empty()) return cannot(std::move(figure), "no_events");
    return figure;
}

Figure measure_repeated(const Asked& asked) {
    constexpr std::int64_t several = 3;
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = begun(asked, "place");
    if (!figure.reason.empty()) return figure;
    Places& places = worlds.places(world);
    if (!places.streets()) return cannot(std::move(figure), "few_places");
    const auto streets = places.street_counts(spec.indicator, territory, spec.period);
    std::int64_t repeated = 0;
    for (const auto& street : streets) {
        repeated += street.rows >= several ? 1 : 0;
        figure.records_in += street.rows;
    }
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - figure.records_in;
    if (figure.records_in == 0) return cannot(std::move(figure), "no_events");
    figure.value = figure.numerator = static_cast<double>(repeated);
    figure.denominator = static_cast<double>(streets.size());
    return figure;
}

Figure measure_hot(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const int level = level_of(spec);
    Figure figure = begun(asked, "hexagon");
    if (!figure.reason.empty()) return figure;
    if (!territory.territory.is_city()) return cannot(std::move(figure), "level_without_hexagons");
    Places& places = worlds.places(world);
    const auto& hexagons = places.hexagons(spec.indicator, spec.period);
    note_gaps(figure, world, world.gaps(spec.indicator, territory, spec.period));
    note_events(figure, world, spec.period);
    figure.records_in = hexagons.placed;
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - hexagons.placed;
    if (hexagons.heaped > 0) figure.notes.push_back(fmt::format("heaped:{}", hexagons.heaped));
    note_erased(figure, hexagons.erased);
    if (!hexagons.reason.empty()) return cannot(std::move(figure), hexagons.reason);
    double hot = 0, rows = 0;
    for (std::size_t i = 0; i < hexagons.rows.size(); ++i) {
        if (hexagons.confidence[i] < level) continue;
        ++hot;
        rows += static_cast<double>(hexagons.rows[i]);
        figure.series.push_back({label_of(places.cells()[i]), static_cast<double>(hexagons.rows[i])});
    }
    figure.value = hot;
    figure.numerator = rows;
    figure.denominator = static_cast<double>(hexagons.placed);
    figure.denominator_note = fmt::format("{} hexagons of {} m", hexagons.rows.size(), hexagon_width);
    return figure;
}

Figure measure_still_hot(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const int level = level_of(spec);
    Figure figure = begun(asked, "hexagon");
    if (!figure.reason.empty()) return figure;
    if (!territory.territory.is_city()) return cannot(std::move(figure), "level_without_hexagons");
    if (!spec.against || !within(*spec.against, world.known_months(spec.indicator)))
        return cannot(std::move(figure), "no_base");
    const Day first = std::min(spec.period.first, spec.against->first),
              past_end = std::max(spec.period.past_end, spec.against->past_end);
    if (!breaks_inside(world, spec.indicator, first, past_end).empty())
        return cannot(std::move(figure), "break");
    Places& places = worlds.places(world);
    const auto &now = places.hexagons(spec.indicator, spec.period),
               &before = places.hexagons(spec.indicator, *spec.against);
    note_gaps(figure, world, world.gaps(spec.indicator, territory, spec.period, spec.against));
    note_events(figure, world, spec.period);
    note_events(figure, world, *spec.against);
    figure.records_in = now.placed;
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - now.placed;
    note_erased(figure, now.erased + before.erased);
    for (const auto* one : {&now, &before}) {
        if (!one->reason.empty()) return cannot(std::move(figure), one->reason);
    }
    double hot = 0, still = 0;
    for (std::size_t i = 0; i < now.confidence.size(); ++i) {
        if (now.confidence[i] < level) continue;
        ++hot;
        still += before.confidence[i] >= level;
    }
    figure.value = still;
    figure.numerator = still;
    figure.denominator = hot;
    return figure;
}

}  // namespace atalaya::service

// Territories against the rest of the city, and how few of them hold half.
#include <algorithm>
#include <iterator>

#include "service/measures/asked.hpp"
#include "service/places.hpp"
#include "service/redrawn.hpp"
#include "stats/concentration.hpp"
#include "stats/funnel.hpp"

namespace atalaya::service {

namespace {

// Whether what an area had is known: a source of the indicator tells of it, and gives a number for all its cells, and it
// was one land in all of the period.
bool is_known(const Asked& asked, const TerritoryInfo& area) {
    return asked.world.tells_of(asked.spec.indicator, area) &&
           !redrawn_inside(asked.world, area, asked.spec.period) &&
           !any_unsaid(asked.world.gaps(asked.spec.indicator, area, asked.spec.period));
}

// Those of the layer of which it is known what they had.
Places::SideBySide side_by_side(const Asked& asked, const Indicator& of, const std::string& layer) {
    const World& world = asked.world;
    const Period period = asked.spec.period;
    Places::SideBySide out;
    for (const auto* area : world.layer(layer, period)) {
        if (!is_known(asked, *area)) continue;
        const auto people = world.exposure(*area, of.exposure, period);
        if (!people) {
            out.reason = "no_exposure";
            return out;
        }
        if (people->old) out.reason = "exposure_old";
        const Sum sum = world.sum(asked.spec.indicator, *area, period);
        out.rows += sum.rows;
        out.territories.push_back(area);
        out.events.push_back(static_cast<double>(counted(&of, sum)));
        out.exposure.push_back(static_cast<double>(people->value));
    }
    return out;
}

}  // namespace

Figure measure_ratio(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    const Indicator& of = needed(asked);
    Figure figure = start(asked, "ratio");
    const std::string layer = territory.territory.layer;
    if (layer.empty()) return cannot(std::move(figure), "whole_city");
    if (territory.extent.as_of_a_map)
        return cannot(std::move(figure), "other_map");  // the others are today's
    if (!within(spec.period, world.known_months(spec.indicator)) || !is_known(asked, territory))
        return cannot(std::move(figure), "no_data");
    const auto& beside = worlds.places(world).side_by_side(spec.indicator, layer, spec.period,
                                                           [&] { return side_by_side(asked, of, layer); });
    figure.records_in = beside.rows;
    if (!beside.reason.empty()) return cannot(std::move(figure), beside.reason);
    const auto holds_it = [&](const auto* other) { return other->extent.holds(territory.territory.code); };
    const auto own = std::ranges::find_if(beside.territories, holds_it) - beside.territories.begin();
    if (own == std::ssize(beside.territories)) return cannot(std::move(figure), "no_data");
    const auto funnel = stats::funnel(beside.events, beside.exposure);
    const auto& point = funnel.points[static_cast<std::size_t>(own)];
    figure.phi = funnel.phi;
    if (!point.ratio) return cannot(std::move(figure), std::string{stats::code(point.ratio.error())});
    figure.value = *point.ratio;
    figure.low = point.low;
    figure.high = point.high;
    figure.notes.push_back("position:" + std::string{stats::code(point.position)});
    return figure;
}

Figure measure_share(const Asked& asked) {
    const auto& [worlds, world, spec, territory, indicator] = asked;
    Figure figure = start(asked, "percent");
    const std::string layer = part_of(spec.part, "layer");
    if (!within(spec.period, world.known_months(spec.indicator))) return cannot(std::move(figure), "no_data");
    std::vector<double> counts;
    Places& places = worlds.places(world);
    const bool streets = places.streets() && places.streets()->id == layer;
    if (streets) {
        for (const auto& street : places.street_counts(spec.indicator, territory, spec.period)) {
            figure.records_in += street.rows;
            counts.push_back(static_cast<double>(street.rows));
        }
    }
    for (const auto* place :
         streets ? std::vector<const TerritoryInfo*>{} : world.layer(layer, spec.period)) {
        if (!territory.territory.is_city() && place->parent != territory.territory) continue;
        if (!is_known(asked, *place)) continue;
        const Sum sum = world.sum(spec.indicator, *place, spec.period);
        figure.records_in += sum.rows;
        counts.push_back(static_cast<double>(sum.rows));
    }
    figure.records_out = world.sum(spec.indicator, territory, spec.period).rows - figure.records_in;
    if (counts.size() < 5) return cannot(std::move(figure), "few_places");
    const auto least = stats::least_share(counts);
    if (!least) return cannot(std::move(figure), std::string{stats::code(least.error())});
    figure.value = 100 * least->of_possible;
    figure.numerator = least->units;
    figure.denominator = static_cast<double>(counts.size());
    return figure;
}

}  // namespace atalaya::service

#include "service/contrast_way.hpp"

#include <algorithm>

#include "store/record_store.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_vintages = 12;

Period shifted(Period period, int months) {
    return {first_day(plus_months(month_of(period.first), months)),
            first_day(plus_months(month_of(period.past_end), months))};
}

int months_in(Period period) {
    return months_between(month_of(period.first), month_of(period.past_end));
}

template <class Add>
void add_periods(const Add& add, const Claim& claim) {
    const std::pair<const char*, double> spans[] = {{"month", 1.0},   {"year_to_date", 1.0},
                                                    {"twelve", 1.0},  {"calendar_year", 1.2},
                                                    {"quarter", 1.3}, {"month_before", 1.5}};
    std::vector<Period> known{claim.period()};
    for (const auto& [span, weight] : spans) {
        Way way;
        way.span = span;
        const auto period = way.period(claim);
        if (std::ranges::find(known, period) != known.end()) continue;
        known.push_back(period);
        add("span", span, weight, [name = span](Way& to) { to.span = name; });
    }
    if (claim.number.kind != ClaimKind::change) return;
    const std::pair<const char*, double> bases[] = {{"before", 1.0}, {"year", 1.0}, {"two_years", 1.5}};
    known = {Way{}.period_against(claim)};
    for (const auto& [base, weight] : bases) {
        Way way;
        way.against = base;
        const auto period = way.period_against(claim);
        if (std::ranges::find(known, period) != known.end()) continue;
        known.push_back(period);
        add("against", base, weight, [name = base](Way& to) { to.against = name; });
    }
}

template <class Add>
void add_labels_and_lists(const Add& add, const World& world, const Indicator& indicator) {
    std::vector<std::uint16_t> labels, sources;
    for (const auto& cell : world.cells(indicator.id)) {
        labels.push_back(cell.offence);
        sources.push_back(cell.source);
    }
    const auto distinct = [](std::vector<std::uint16_t>& numbers) {
        std::sort(numbers.begin(), numbers.end());
        numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    };
    distinct(labels);
    distinct(sources);
    if (labels.size() > 1)
        for (const auto number : labels) {
            const auto label = world.offences()[number];
            add("offence", label, 1.2, [label](Way& way) { way.offence = label; });
        }
    if (sources.size() > 1)
        for (const auto number : sources) {
            const auto source = world.sources()[number];
            add("source", source, 1.1, [source](Way& way) { way.source = source; });
        }
    for (const auto& lists : world.catalogue().city.reconciliations) {
        if (lists.indicator != indicator.id) continue;
        add("source", lists.other, 1.1, [&lists](Way& way) { way.cells = lists.other_counts; });
    }
    for (const auto& other : world.catalogue().indicators) {
        if (other.id == indicator.id || other.group != indicator.group ||
            other.kind != IndicatorKind::count || world.cells(other.id).empty())
            continue;
        add("indicator", other.id, 1.5, [&other](Way& way) { way.cells = other.id; });
    }
}

bool has_units(const World& world, const Way& ours) {
    const auto& cells = world.cells(ours.cells);
    return std::any_of(cells.begin(), cells.end(),
                       [](const MonthCell& cell) { return cell.rows != cell.units; });
}

template <class Add>
void add_territories(const Add& add, const World& world, const TerritoryInfo& own) {
    const auto to = [&](const TerritoryInfo& other, double weight) {
        if (other.territory == own.territory || other.slot == 1) return;
        add("territory", other.territory.text(), weight, [&other](Way& way) { way.territory = &other; });
    };
    if (!own.territory.is_city()) to(world.territory({}), 1.2);
    for (const auto& layer : world.catalogue().city.layers) {
        for (const auto* other : world.layer(layer.id)) {
            const bool around = other->territory == own.parent || other->parent == own.territory;
            to(*other, around ? 1.4 : 1.8);
        }
    }
}

// The first that knew the month, and the latest of the others: what may have been said before.
template <class Add>
void add_vintages(const Add& add, Worlds& worlds, const World& world, const Indicator& indicator,
                  const Claim& claim) {
    std::vector<std::string> earlier;
    for (const auto& vintage : worlds.vintages())
        if (vintage.no < world.vintage_no()) earlier.push_back(vintage.id);
    std::reverse(earlier.begin(), earlier.end());
    std::size_t added = 0;
    for (const auto& name : earlier) {
        const World& then = worlds.at(name);
        const auto known = then.known_months(indicator.id);
        if (!known || known->past_end < whole(claim.month).past_end || ++added > most_vintages) break;
        add("vintage", name, 1.3, [&then, own = claim.territory](Way& way) {
            way.world = &then;
            if (then.has(way.territory->territory)) way.territory = &then.territory(way.territory->territory);
        });
    }
}

}  // namespace

Period Way::period(const Claim& claim) const {
    if (span == "month") return whole(claim.month);
    if (span == "month_before") return shifted(claim.period(), -1);
    if (span == "quarter") return months_ending(claim.month, 3);
    if (span == "year_to_date") return year_to(claim.month);
    if (span == "twelve") return months_ending(claim.month, 12);
    if (span == "calendar_year") return months_ending(claim.month.year() / std::chrono::December, 12);
    return claim.period();
}

Period Way::period_against(const Claim& claim) const {
    const Period now = period(claim);
    if (against == "year") return shifted(now, -12);
    if (against == "two_years") return shifted(now, -24);
    if (against == "before") return shifted(now, -months_in(now));
    return shifted(now, -claim.against_months);
}

Way our_way(const World& world, const Indicator& indicator, const Claim& claim) {
    const Indicator& part =
        claim.part_indicator.empty() ? indicator : world.catalogue().indicator(claim.part_indicator);
    return {.world = &world,
            .cells = part.id,
            .offence = claim.part_label,
            .units = part.counts_units,
            .territory = &world.territory(claim.territory)};
}

Way moved(Way way, const Move& move) {
    move.apply(way);
    return way;
}

bool clash(const Move& a, const Move& b) {
    const auto either = [&](std::string_view one, std::string_view other) {
        return (a.departure.what == one && b.departure.what == other) ||
               (a.departure.what == other && b.departure.what == one);
    };
    return either("basis", "vintage") || either("offence", "indicator") || either("offence", "source") ||
           either("indicator", "source");
}

std::vector<Move> moves_from(const Way& ours, Worlds& worlds, const World& world, const Indicator& indicator,
                             const Claim& claim) {
    std::vector<Move> all;
    const auto add = [&](std::string what, std::string which, double weight,
                         std::function<void(Way&)> apply) {
        all.push_back({{std::move(what), std::move(which)}, weight, std::move(apply)});
    };
    add_periods(add, claim);
    add_labels_and_lists(add, world, indicator);
    if (claim.number.kind == ClaimKind::share) {
        // The whole was said: another indicator is no part of it, and of a part that was said neither is a label.
        const bool said = !claim.territory.is_city() || !ours.offence.empty() || ours.cells != indicator.id;
        std::erase_if(all, [&](const Move& move) {
            return move.departure.what == "indicator" || (said && move.departure.what == "offence");
        });
    }
    if (has_units(world, ours))
        add("unit", ours.units ? "rows" : "units", 1.1, [](Way& way) { way.units = !way.units; });
    if (!world.delay_cells(indicator.id).empty())
        add("basis", "", 1.1, [](Way& way) { way.registered = true; });
    add_territories(add, world, *ours.territory);
    if (claim.number.kind == ClaimKind::change && !world.coverage().empty())
        add("coverage", "", 1.0, [](Way& way) { way.uncovered = true; });
    add_vintages(add, worlds, world, indicator, claim);
    return all;
}

}  // namespace atalaya::service

#include "service/contrast_moves.hpp"

#include <algorithm>

#include "service/contrast_counted.hpp"
#include "service/contrast_cuts.hpp"
#include "service/contrast_denominators.hpp"
#include "store/record_store.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_vintages = 12;
constexpr int most_years = 10;
constexpr std::size_t most_parts = 3;  // runs of months with data within a claim's

// Months of which what a way counts is known.
std::optional<Period> known_of(const Way& way) {
    if (!way.source.empty()) return way.world->known_months_of_source(way.source);
    std::optional<Period> all;
    for (const auto& counted : way.counted)
        if (const auto of = way.world->known_months(counted))
            all = all ? Period{std::min(all->first, of->first), std::max(all->past_end, of->past_end)} : *of;
    return all;
}

// Another year in place of the one before, as far back as there are data.
template <class Add>
void add_years(const Way& base, Period said, int from, Add add_year) {
    const auto known = known_of(base);
    if (!known) return;
    for (int years = from; years <= most_years; ++years) {
        const Day first = first_day(plus_months(month_of(said.first), -12 * years));
        if (first < known->first) return;
        add_year("years_" + std::to_string(years));
    }
}

void add_periods(const AddMove& add, const Way& base, const Claim& claim) {
    std::vector<Period> known{claim.period()};
    const auto add_span = [&](const std::string& span, double weight) {
        Way way = base;
        way.span = span;
        const auto period = way.period(claim);
        if (std::ranges::find(known, period) != known.end()) return;
        known.push_back(period);
        add("span", span, weight, [span](Way& to) { to.span = span; });
    };
    const std::pair<const char*, double> spans[] = {
        {"month", 1.0},        {"year_to_date", 1.0}, {"twelve", 1.0},      {"calendar_year", 1.2},
        {"quarter", 1.3},      {"half", 1.3},         {"year_so_far", 1.2}, {"year_before", 1.3},
        {"month_before", 1.5}, {"before", 1.4}};  // of one month they are one
    for (const auto& [span, weight] : spans) add_span(span, weight);
    add_years(base, claim.period(), 2, [&](const std::string& span) { add_span(span, 1.5); });
    if (claim.number.kind != ClaimKind::change) return;
    known = {base.period_against(claim)};
    const auto add_base = [&](const std::string& against, double weight) {
        Way way = base;
        way.against = against;
        const auto period = way.period_against(claim);
        if (std::ranges::find(known, period) != known.end()) return;
        known.push_back(period);
        add("against", against, weight, [against](Way& to) { to.against = against; });
    };
    const std::pair<const char*, double> bases[] = {
        {"before", 1.0}, {"year", 1.0}, {"whole_year", 1.0}, {"two_years", 1.2}};
    for (const auto& [against, weight] : bases)
        if (std::string_view{against} != "whole_year" || claim.months != 1) add_base(against, weight);
    // "Bajaron 84 % entre enero y abril": April with January.
    if (claim.months > 1 && claim.months < 24) add_base("first", 1.0);
    add_years(base, claim.period(), 3, [&](const std::string& against) { add_base(against, 1.3); });
}

void add_parts(const AddMove& add, const World& world, const Indicator& indicator, const Claim& claim) {
    if (claim.number.kind == ClaimKind::change) return;
    const auto told = told_of(world, indicator, claim);
    if (told.missing.empty()) return;
    for (std::size_t i = 0; i < std::min(told.known.size(), most_parts); ++i)
        add("span", "part", 1.0, [part = told.known[i]](Way& way) { way.part = part; });
}

bool has_units(const World& world, const Way& ours) {
    return std::ranges::any_of(ours.counted, [&](const std::string& counted) {
        return std::ranges::any_of(world.cells(counted),
                                   [](const MonthCell& cell) { return cell.rows != cell.units; });
    });
}

void add_territories(const AddMove& add, const World& world, const TerritoryInfo& own) {
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

// The nights and the weekends alone.
void add_times(const AddMove& add, const World& world, const Indicator& indicator, const Claim& claim) {
    if (!claim.times.empty() || !claim.besides.empty() || claim.number.kind == ClaimKind::share) return;
    for (const TimePart part : {TimePart{TimePart::Of::hours, 20, 6}, TimePart{TimePart::Of::days, 5, 6}})
        if (tells_times(world, indicator.id, part.of))
            add("cut", part.text(), 1.5, [cut = part.text()](Way& way) { way.cut = cut; });
}

// The first that knew the month, and the latest of the others: what may have been said before.
void add_vintages(const AddMove& add, Worlds& worlds, const World& world, std::optional<Period> newest,
                  const std::function<std::optional<Period>(const World&)>& known_then, const Claim& claim) {
    if (!newest) return;
    const Day needed = std::min(whole(claim.month).past_end, newest->past_end);
    std::vector<std::string> earlier;
    for (const auto& vintage : worlds.vintages())
        if (vintage.no < world.vintage_no()) earlier.push_back(vintage.id);
    std::reverse(earlier.begin(), earlier.end());
    std::size_t added = 0;
    for (const auto& name : earlier) {
        const World& then = worlds.at(name);
        const auto known = known_then(then);
        if (!known || known->past_end < needed || ++added > most_vintages) break;
        add("vintage", name, 1.3, [&then, own = claim.territory](Way& way) {
            way.world = &then;
            if (then.has(way.territory->territory)) way.territory = &then.territory(way.territory->territory);
        });
    }
}

}  // namespace

Way moved(Way way, const Move& move) {
    move.apply(way);
    return way;
}

bool clash(const Move& a, const Move& b) {
    const auto either = [&](std::string_view one, std::string_view other) {
        return (a.departure.what == one && b.departure.what == other) ||
               (a.departure.what == other && b.departure.what == one);
    };
    // What is counted is changed once; two labels, a sum of unlike things or a place far from the one that was said is a
    // stretch by itself.
    const auto changes_what = [](const Move& move) {
        return is_any_of(move.departure.what,
                         {"offence", "offences", "without", "except", "with", "indicator", "together",
                          "added", "source", "list", "list_units"});
    };
    // One label left out and others taken in: what a source that changed its codes does.
    const auto left_out = [](const Move& move) {
        return is_any_of(move.departure.what, {"without", "except"}) && !move.departure.which.contains(' ');
    };
    const auto taken_in = [](const Move& move) { return move.departure.what == "with"; };
    if ((left_out(a) && taken_in(b)) || (left_out(b) && taken_in(a))) return false;
    const auto alone = [](const Move& move) {
        return is_any_of(move.departure.what, {"offences", "without", "except", "with", "added", "cut"}) ||
               (is_any_of(move.departure.what, {"together", "territory"}) && move.weight > 1.5);
    };
    const auto of_city = [](const Move& move) {
        return move.departure.what == "exposure" && std::ranges::count(move.departure.which, ' ') == 2;
    };
    if ((of_city(a) && b.departure.what == "territory") || (of_city(b) && a.departure.what == "territory"))
        return true;
    const auto list = [](const Move& move) { return move.departure.what.starts_with("list"); };
    const auto unit = [](const Move& move) { return move.departure.what == "unit"; };
    const auto registered = [](const Move& move) { return move.departure.what == "basis"; };
    return either("basis", "vintage") || (changes_what(a) && changes_what(b)) || alone(a) || alone(b) ||
           (list(a) && (unit(b) || registered(b))) || (list(b) && (unit(a) || registered(a)));
}

std::vector<Move> moves_from(const Way& ours, Worlds& worlds, const World& world, const Indicator& indicator,
                             const Claim& claim) {
    std::vector<Move> all;
    const auto add = [&](std::string what, std::string which, double weight,
                         std::function<void(Way&)> apply) {
        all.push_back({{std::move(what), std::move(which)}, weight, std::move(apply)});
    };
    add_periods(add, ours, claim);
    add_parts(add, world, indicator, claim);
    add_denominators(add, ours, world, claim);
    add_labels_and_lists(add, world, indicator);
    if (claim.number.kind == ClaimKind::share) {
        // The whole was said: another indicator is no part of it, and of a part that was said neither is a label.
        const bool said =
            !claim.territory.is_city() || !ours.offences.empty() || ours.counted != std::vector{indicator.id};
        std::erase_if(all, [&](const Move& move) { return said && move.departure.what == "offence"; });
    } else {
        add_other_counts(add, world, indicator);
    }
    for (const auto& one : ours.counted) {  // of several that were said, one alone
        const auto& other = world.catalogue().indicator(one);
        if (claim.besides.empty() || (one != indicator.id && other.group == indicator.group)) continue;
        add("indicator", one, 1.1, [&other](Way& way) {
            way.counted = {other.id};
            way.units = other.counts_units;
        });
    }
    if (has_units(world, ours))
        add("unit", ours.units ? "rows" : "units", 1.1, [](Way& way) { way.units = !way.units; });
    if (!world.delay_cells(indicator.id).empty())
        add("basis", "", 1.0, [](Way& way) { way.registered = true; });
    add_territories(add, world, *ours.territory);
    add_times(add, world, indicator, claim);
    if (claim.number.kind == ClaimKind::change && !world.coverage().empty())
        add("coverage", "", 1.0, [](Way& way) { way.uncovered = true; });
    add_vintages(
        add, worlds, world, world.known_months(indicator.id),
        [&](const World& then) { return then.known_months(indicator.id); }, claim);
    return all;
}

std::vector<Move> moves_of_everything(const Way& base, Worlds& worlds, const World& world,
                                      const Claim& claim) {
    std::vector<Move> all;
    const auto add = [&](std::string what, std::string which, double weight,
                         std::function<void(Way&)> apply) {
        all.push_back({{std::move(what), std::move(which)}, weight, std::move(apply)});
    };
    add_periods(add, base, claim);
    add_denominators(add, base, world, claim);
    add_territories(add, world, *base.territory);
    const auto known = [&](const World& one) {
        Way then = base;
        then.world = &one;
        return known_of(then);
    };
    add_vintages(add, worlds, world, known(world), known, claim);
    return all;
}

}  // namespace atalaya::service

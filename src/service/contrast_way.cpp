#include "service/contrast_way.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"
#include "service/groupings.hpp"
#include "service/uncounted.hpp"
#include "store/record_store.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_vintages = 12;
constexpr std::size_t most_parts = 3;                // runs of months with data within a claim's
constexpr std::size_t most_labels = 8;               // of an indicator of which two are added up
constexpr int first_year = 1990, past_years = 2051;  // of denominators

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
    const std::pair<const char*, double> bases[] = {
        {"before", 1.0}, {"year", 1.0}, {"whole_year", 1.0}, {"two_years", 1.5}};
    known = {Way{}.period_against(claim)};
    for (const auto& [base, weight] : bases) {
        if (std::string_view{base} == "whole_year" && claim.months == 1) continue;
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
    const auto label_of = [&](std::size_t i) { return world.offences()[labels[i]]; };
    if (labels.size() > 1)
        for (std::size_t i = 0; i < labels.size(); ++i)
            add("offence", label_of(i), 1.2, [label = label_of(i)](Way& way) { way.offences = {label}; });
    if (labels.size() > 2 && labels.size() <= most_labels)
        for (std::size_t i = 0; i < labels.size(); ++i)
            for (std::size_t j = i + 1; j < labels.size(); ++j) {
                const std::vector<std::string> both{label_of(i), label_of(j)};
                add("offences", join(both, " "), 1.6, [both](Way& way) { way.offences = both; });
            }
    if (sources.size() > 1)
        for (const auto number : sources) {
            const auto source = world.sources()[number];
            add("source", source, 1.1, [source](Way& way) { way.source = source; });
        }
    for (const auto& lists : world.catalogue().city.reconciliations) {
        if (lists.indicator != indicator.id) continue;
        add("source", lists.other, 1.1, [&lists](Way& way) {
            way.counted = {lists.other_counts};
            way.source = lists.other;
            way.another_list = true;
        });
    }
}

bool has_counts(const World& world, const Indicator& indicator) {
    return indicator.kind == IndicatorKind::count && !is_grouping(indicator) &&
           !world.cells(indicator.id).empty();
}

// Whether a fact can count in both.
bool overlap(const World& world, const std::string& a, const std::string& b) {
    const auto counts = [&](std::uint16_t offence) {
        return std::ranges::any_of(world.cells(b),
                                   [&](const MonthCell& cell) { return cell.offence == offence; });
    };
    std::uint16_t seen = 0;  // cells of one label stand together more often than not
    for (const auto& cell : world.cells(a)) {
        if (cell.offence != seen && counts(cell.offence)) return true;
        seen = cell.offence;
    }
    return false;
}

// All but one label, or but those that count in another indicator too: homicides without femicides.
template <class Add>
void add_all_but(const Add& add, const World& world, const Indicator& indicator) {
    const auto& catalogue = world.catalogue();
    std::vector<bool> ours(world.offences().size());
    for (const auto& cell : world.cells(indicator.id)) ours[cell.offence] = true;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (ours[i]) labels.push_back(world.offences()[i]);
    if (labels.size() < 3) return;  // all but one of two is the other alone
    const auto without = [&](std::string what, std::string which, const auto& left_out) {
        std::vector<std::string> rest;
        for (const auto& label : labels)
            if (!left_out(label)) rest.push_back(label);
        if (rest.size() < 2 || rest.size() == labels.size()) return;
        add(std::move(what), std::move(which), 1.3, [rest](Way& way) { way.offences = rest; });
    };
    for (const auto& other : catalogue.indicators)
        if (other.id != indicator.id && has_counts(world, other))
            without("except", other.id,
                    [&](const std::string& label) { return catalogue.counts_in(label, other.id); });
    for (const auto& one : labels)
        without("without", one, [&](const std::string& label) { return label == one; });
}

// Another indicator in its place, or one or two beside it: what the press writes under one name.
template <class Add>
void add_indicators(const Add& add, const World& world, const Indicator& indicator) {
    std::vector<const Indicator*> alike;
    for (const auto& other : world.catalogue().indicators) {
        if (other.id == indicator.id || !has_counts(world, other)) continue;
        const bool same_group = other.group == indicator.group;
        if (same_group)
            add("indicator", other.id, 1.5, [&other](Way& way) {
                way.counted = {other.id};
                way.units = other.counts_units;
            });
        add("together", other.id, same_group ? 1.1 : 1.6,
            [&other](Way& way) { way.counted.push_back(other.id); });
        if (same_group && overlap(world, indicator.id, other.id))
            add("added", other.id, 1.6, [&other](Way& way) {
                way.counted.push_back(other.id);
                way.added_up = true;
            });
        if (same_group) alike.push_back(&other);
    }
    for (std::size_t i = 0; i < alike.size(); ++i)
        for (std::size_t j = i + 1; j < alike.size(); ++j) {
            const std::vector<std::string> both{alike[i]->id, alike[j]->id};
            const auto with = [both](Way& way) {
                way.counted.insert(way.counted.end(), both.begin(), both.end());
            };
            add("together", join(both, " "), 1.4, with);
            if (overlap(world, indicator.id, both[0]) || overlap(world, indicator.id, both[1]) ||
                overlap(world, both[0], both[1]))
                add("added", join(both, " "), 1.7, [with](Way& way) {
                    with(way);
                    way.added_up = true;
                });
        }
}

std::string source_of_label(const std::string& offence) {
    return offence.substr(0, offence.find(':'));
}

// The classes of ICCS of a label of the ledger.
std::vector<std::string> classes_of(const Catalogue& catalogue, const std::string& offence) {
    const auto source = source_of_label(offence);
    const auto found = std::ranges::find(catalogue.sources, source, &intake::Source::id);
    if (found == catalogue.sources.end()) return {};
    const auto label =
        std::ranges::find(found->labels, offence.substr(source.size() + 1), &intake::Label::code);
    return label == found->labels.end() ? std::vector<std::string>{} : label->iccs;
}

// Labels of its sources that no indicator counts and that are of the same sections of ICCS, such as attempts, beside it: each
// alone, all of one class of four digits, and all.
template <class Add>
void add_besides(const Add& add, const World& world, const Indicator& indicator) {
    constexpr std::size_t section = 2, class_of_section = 4;
    const auto& catalogue = world.catalogue();
    std::vector<bool> all(world.offences().size()), seen(world.offences().size());
    std::set<std::string> sources, sections;
    for (const auto of : {std::string_view{}, uncounted_tallies})
        for (const auto& cell : world.cells(of)) all[cell.offence] = true;
    for (const auto& cell : world.cells(indicator.id)) {
        if (seen[cell.offence]) continue;
        seen[cell.offence] = true;
        const auto& label = world.offences()[cell.offence];
        sources.insert(source_of_label(label));
        for (const auto& one : classes_of(catalogue, label)) sections.insert(one.substr(0, section));
    }
    std::set<std::vector<std::string>> beside;
    std::map<std::string, std::vector<std::string>> alike;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& label = world.offences()[i];
        const auto counted = [&](const Indicator& other) {
            return has_counts(world, other) && catalogue.counts_in(label, other.id);
        };
        if (!all[i] || seen[i] || !sources.contains(source_of_label(label)) ||
            std::ranges::any_of(catalogue.indicators, counted))
            continue;
        std::set<std::string> groups;
        for (const auto& one : classes_of(catalogue, label)) {
            if (!sections.contains(one.substr(0, section))) continue;
            groups.insert(one.substr(0, section));
            groups.insert(one.substr(0, class_of_section));
        }
        for (const auto& group : groups) alike[group].push_back(label);
        if (!groups.empty()) beside.insert({label});
    }
    for (auto& [group, labels] : alike) beside.insert(std::move(labels));
    for (const auto& labels : beside)
        add("with", join(labels, " "), 1.3, [labels](Way& way) { way.besides = labels; });
}

// Lists that the indicator does not count, of facts of the same classes: two of them would count each fact twice.
template <class Add>
void add_other_lists(const Add& add, const World& world, const Indicator& indicator) {
    const auto& catalogue = world.catalogue();
    std::vector<bool> ours(world.offences().size()), all(world.offences().size());
    for (const auto& cell : world.cells(indicator.id)) ours[cell.offence] = true;
    for (const auto& cell : world.cells("")) all[cell.offence] = true;
    std::vector<std::string> classes;
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (ours[i])
            for (auto& one : classes_of(catalogue, world.offences()[i])) classes.push_back(std::move(one));
    std::map<std::string, std::vector<std::string>> lists;  // labels by source
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& label = world.offences()[i];
        const auto source = source_of_label(label);
        const bool same = std::ranges::any_of(classes_of(catalogue, label), [&](const auto& one) {
            return std::ranges::find(classes, one) != classes.end();
        });
        const bool counts_by_itself = std::ranges::any_of(catalogue.indicators, [&](const Indicator& other) {
            return other.kind == IndicatorKind::count && catalogue.counts_in(label, other.id);
        });
        const bool reconciled = std::ranges::any_of(catalogue.city.reconciliations, [&](const auto& one) {
            return one.indicator == indicator.id && one.other == source;
        });
        if (all[i] && !ours[i] && same && !counts_by_itself && !reconciled) lists[source].push_back(label);
    }
    for (const auto& [source, labels] : lists) {
        for (const bool units : {false, true}) {
            const auto& cells = world.cells("");
            const bool differ = std::ranges::any_of(cells, [&](const MonthCell& cell) {
                return cell.rows != cell.units && world.sources()[cell.source] == source;
            });
            if (units && !differ) continue;
            add(units ? "list_units" : "list", source, 1.1, [source, labels, units](Way& way) {
                way.counted = {""};
                way.offences = labels;
                way.source = source;
                way.another_list = true;
                way.units = units;
            });
        }
    }
}

template <class Add>
void add_parts(const Add& add, const World& world, const Indicator& indicator, const Claim& claim) {
    if (claim.number.kind == ClaimKind::change) return;
    const auto told = told_of(world, indicator, claim);
    if (told.missing.empty()) return;
    for (std::size_t i = 0; i < std::min(told.known.size(), most_parts); ++i)
        add("span", "part", 1.0, [part = told.known[i]](Way& way) { way.part = part; });
}

// What the residents of the areas of a layer add up to in a year; none unless they are known of that year of each.
std::optional<Exposure> sum_over(const World& world, const std::string& layer, int year) {
    const Period of = months_ending(std::chrono::year{year} / std::chrono::December, 12);
    std::optional<Exposure> sum;
    for (const auto* area : world.layer(layer)) {
        const auto one = world.exposure(*area, "residents", of);
        if (!one || one->year != year || one->interpolated) return {};
        if (!sum) {
            sum = one;
        } else {
            sum->value += one->value;
        }
    }
    return sum;
}

// Of a rate: residents of other years, another denominator than the indicator's own, and months as if they were twelve.
template <class Add>
void add_denominators(const Add& add, const Way& ours, const World& world, const Claim& claim) {
    if (claim.number.kind != ClaimKind::rate) return;
    const auto nearest = world.exposure(*ours.territory, ours.exposure, ours.period(claim));
    std::vector<std::string> kinds{ours.exposure};
    if (ours.exposure != "residents") kinds.push_back("residents");
    for (const auto& kind : kinds) {
        std::vector<int> years;
        if (nearest && kind == ours.exposure) years.push_back(nearest->year);
        for (int year = first_year; year < past_years; ++year) {
            const auto known = world.exposure(
                *ours.territory, kind, months_ending(std::chrono::year{year} / std::chrono::December, 12));
            if (!known || known->year != year || std::ranges::find(years, year) != years.end()) continue;
            years.push_back(year);
            add("exposure", kind + " " + std::to_string(year), 0.8, [kind, year](Way& way) {
                way.exposure = kind;
                way.exposure_year = year;
            });
        }
    }
    if (ours.territory->territory.is_city()) {
        for (const auto& layer : world.catalogue().city.layers) {
            if (layer.slot == 1) continue;
            for (int year = first_year; year < past_years; ++year) {
                const auto sum = sum_over(world, layer.id, year);
                if (!sum || (nearest && nearest->value == sum->value)) continue;
                add("exposure", "residents " + std::to_string(year) + " " + layer.id, 0.8,
                    [sum = *sum](Way& way) {
                        way.exposure = "residents";
                        way.exposure_sum = sum;
                    });
            }
        }
    }
    if (claim.months != 12) add("yearly", "", 0.8, [](Way& way) { way.yearly = true; });
}

bool has_units(const World& world, const Way& ours) {
    return std::ranges::any_of(ours.counted, [&](const std::string& counted) {
        return std::ranges::any_of(world.cells(counted),
                                   [](const MonthCell& cell) { return cell.rows != cell.units; });
    });
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
void add_vintages(const Add& add, Worlds& worlds, const World& world, std::optional<Period> newest,
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

Period Way::period(const Claim& claim) const {
    if (part) return *part;
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
    if (against == "whole_year")
        return months_ending(
            month_of(shifted(now, -claim.against_months).first).year() / std::chrono::December, 12);
    return shifted(now, -claim.against_months);
}

Way our_way(const World& world, const Indicator& indicator, const Claim& claim) {
    const Indicator& part =
        claim.part_indicator.empty() ? indicator : world.catalogue().indicator(claim.part_indicator);
    Way way{.world = &world,
            .counted = {part.id},
            .units = part.counts_units,
            .territory = &world.territory(claim.territory)};
    if (!claim.part_label.empty()) way.offences = {claim.part_label};
    if (claim.number.kind != ClaimKind::rate) return way;
    way.exposure = indicator.exposure;
    if (way.exposure.empty() || !world.exposure(*way.territory, way.exposure, way.period(claim)))
        way.exposure = "residents";
    return way;
}

Way way_of_source(const World& world, const std::string& source, const Claim& claim) {
    return {.world = &world,
            .counted = {""},
            .source = source,
            .another_list = true,
            .territory = &world.territory(claim.territory),
            .exposure = claim.number.kind == ClaimKind::rate ? "residents" : ""};
}

Way way_of_all(const World& world, const Claim& claim) {
    Way way{.world = &world,
            .territory = &world.territory(claim.territory),
            .exposure = claim.number.kind == ClaimKind::rate ? "residents" : ""};
    const Period now = claim.period();
    const Period first = claim.number.kind == ClaimKind::change ? way.period_against(claim) : now;
    for (const auto& indicator : world.catalogue().indicators) {
        const auto known = world.known_months(indicator.id);
        if (!has_counts(world, indicator) || !known || first.first < known->first ||
            known->past_end < now.past_end)
            continue;
        if (way.counted.empty()) way.units = indicator.counts_units;
        way.counted.push_back(indicator.id);
    }
    return way;
}

Told told_of(const World& world, const Indicator& indicator, const Claim& claim) {
    Told told;
    const auto known = world.known_months(indicator.id);
    const auto& territory = world.territory(claim.territory);
    const auto is_told = [&](Period month) {
        if (!known || month.first < known->first || known->past_end < month.past_end) return false;
        const auto gaps = world.gaps(indicator.id, territory, month, month);
        return std::ranges::none_of(gaps, [](const Gap& gap) { return gap.slot == 0; });
    };
    const auto add = [](std::vector<Period>& runs, Period month) {
        if (!runs.empty() && runs.back().past_end == month.first) {
            runs.back().past_end = month.past_end;
        } else {
            runs.push_back(month);
        }
    };
    std::vector<Period> periods{claim.period()};
    if (claim.number.kind == ClaimKind::change)
        periods.insert(periods.begin(), our_way(world, indicator, claim).period_against(claim));
    for (const auto& period : periods)
        for (Month month = month_of(period.first); first_day(month) < period.past_end;
             month = plus_months(month, 1))
            add(is_told(whole(month)) ? told.known : told.missing, whole(month));
    return told;
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
    // What is counted is changed once; two labels, a sum of unlike things or a place far from the one that was said is a
    // stretch by itself.
    const auto changes_what = [](const Move& move) {
        return is_any_of(move.departure.what,
                         {"offence", "offences", "without", "except", "with", "indicator", "together",
                          "added", "source", "list", "list_units"});
    };
    const auto alone = [](const Move& move) {
        return is_any_of(move.departure.what, {"offences", "without", "except", "with", "added"}) ||
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
    add_periods(add, claim);
    add_parts(add, world, indicator, claim);
    add_denominators(add, ours, world, claim);
    add_labels_and_lists(add, world, indicator);
    if (claim.number.kind == ClaimKind::share) {
        // The whole was said: another indicator is no part of it, and of a part that was said neither is a label.
        const bool said =
            !claim.territory.is_city() || !ours.offences.empty() || ours.counted != std::vector{indicator.id};
        std::erase_if(all, [&](const Move& move) { return said && move.departure.what == "offence"; });
    } else {
        add_other_lists(add, world, indicator);
        add_indicators(add, world, indicator);
        add_all_but(add, world, indicator);
        add_besides(add, world, indicator);
    }
    if (has_units(world, ours))
        add("unit", ours.units ? "rows" : "units", 1.1, [](Way& way) { way.units = !way.units; });
    if (!world.delay_cells(indicator.id).empty())
        add("basis", "", 1.1, [](Way& way) { way.registered = true; });
    add_territories(add, world, *ours.territory);
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
    add_periods(add, claim);
    add_denominators(add, base, world, claim);
    add_territories(add, world, *base.territory);
    const auto known = [&](const World& one) -> std::optional<Period> {
        if (!base.source.empty()) return one.known_months_of_source(base.source);
        std::optional<Period> all;
        for (const auto& counted : base.counted)
            if (const auto of = one.known_months(counted))
                all = all ? Period{std::min(all->first, of->first), std::max(all->past_end, of->past_end)}
                          : *of;
        return all;
    };
    add_vintages(add, worlds, world, known(world), known, claim);
    return all;
}

}  // namespace atalaya::service

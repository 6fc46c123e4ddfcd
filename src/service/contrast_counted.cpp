#include "service/contrast_counted.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "core/stem.hpp"
#include "core/text.hpp"
#include "service/crimes.hpp"
#include "service/groupings.hpp"
#include "service/ledger_names.hpp"
#include "service/uncounted.hpp"

namespace atalaya::service {

namespace {

constexpr std::size_t most_groups = 60;  // of labels with a word in common
constexpr std::size_t most_labels = 8;   // of an indicator of which two are added up

std::string source_of_label(const std::string& offence) {
    return offence.substr(0, offence.find(':'));
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

// All but one label or two, or but those that count in another indicator too: homicides without femicides.
void add_all_but(const AddMove& add, const World& world, const Indicator& indicator) {
    const auto& catalogue = world.catalogue();
    std::vector<bool> ours(world.offences().size());
    for (const auto& cell : world.cells(indicator.id)) ours[cell.offence] = true;
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (ours[i]) labels.push_back(world.offences()[i]);
    if (labels.size() < 3) return;  // all but one of two is the other alone
    const auto without = [&](std::string what, std::string which, double weight, const auto& left_out) {
        std::vector<std::string> rest;
        for (const auto& label : labels)
            if (!left_out(label)) rest.push_back(label);
        if (rest.size() < 2 || rest.size() == labels.size()) return;
        add(std::move(what), std::move(which), weight, [rest](Way& way) { way.offences = rest; });
    };
    for (const auto& other : catalogue.indicators)
        if (other.id != indicator.id && has_counts(world, other))
            without("except", other.id, 1.3,
                    [&](const std::string& label) { return catalogue.counts_in(label, other.id); });
    for (const auto& one : labels)
        without("without", one, 1.3, [&](const std::string& label) { return label == one; });
    constexpr std::size_t least = 5;  // all but two of four are the other two
    if (labels.size() < least || labels.size() > most_labels) return;
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (std::size_t j = i + 1; j < labels.size(); ++j)
            without("without", labels[i] + " " + labels[j], 1.7,
                    [&](const std::string& label) { return label == labels[i] || label == labels[j]; });
}

// Another indicator in its place, or one or two beside it: what the press writes under one name.
void add_indicators(const AddMove& add, const World& world, const Indicator& indicator) {
    std::vector<const Indicator*> alike;
    for (const auto& other : world.catalogue().indicators) {
        if (other.id == indicator.id || !has_counts(world, other)) continue;
        const bool same_group = other.group == indicator.group;
        if (same_group)
            add("indicator", other.id, 1.5, [&other](Way& way) {
                way.counted = {other.id};
                way.units = other.counts_units;
            });
        add("together", other.id, same_group ? 1.25 : 1.6,
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

// A total that an institution publishes over some of the same facts: who says "robos" may give its number.
void add_groupings(const AddMove& add, const World& world, const Indicator& indicator) {
    for (const auto& other : world.catalogue().indicators)
        if (is_grouping(other) && !world.cells(other.id).empty() && overlap(world, indicator.id, other.id))
            add("indicator", other.id, 1.2, [&other](Way& way) {
                way.counted = {other.id};
                way.units = other.counts_units;
            });
}

// Labels of its sources that no indicator counts and that are of the same sections of ICCS, such as attempts, beside it: each
// alone, all of one class of four digits, and all.
void add_besides(const AddMove& add, const World& world, const Indicator& indicator) {
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

// Labels of its sources that another indicator counts and that are of the same class of four digits, each beside it: burglary
// of what is no home and that of homes.
void add_of_the_class(const AddMove& add, const World& world, const Indicator& indicator) {
    constexpr std::size_t digits = 4;
    std::set<std::string> sources, classes, tried;
    std::vector<std::string> ours;
    std::vector<bool> seen(world.offences().size());
    for (const auto& cell : world.cells(indicator.id)) {
        if (seen[cell.offence]) continue;
        seen[cell.offence] = true;
        ours.push_back(world.offences()[cell.offence]);
        sources.insert(source_of_label(ours.back()));
        for (const auto& one : classes_of(world.catalogue(), ours.back()))
            classes.insert(one.substr(0, digits));
    }
    const auto of_the_class = [&](const std::string& one) { return classes.contains(one.substr(0, digits)); };
    for (const auto& other : world.catalogue().indicators) {
        if (other.id == indicator.id || !has_counts(world, other) || is_grouping(other)) continue;
        for (const auto& cell : world.cells(other.id)) {
            const auto& label = world.offences()[cell.offence];
            if (seen[cell.offence] || !sources.contains(source_of_label(label)) || tried.contains(label) ||
                std::ranges::none_of(classes_of(world.catalogue(), label), of_the_class))
                continue;
            tried.insert(label);
            auto both = ours;
            both.push_back(label);
            add("with", label, 1.3, [both, &other](Way& way) {
                way.counted.push_back(other.id);
                way.offences = both;
            });
        }
    }
}

// Lists that the indicator does not count, of facts of the same classes: two of them would count each fact twice.
void add_other_lists(const AddMove& add, const World& world, const Indicator& indicator) {
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

// The words of a label's name by which others are like it; "sin violencia" is one, and no "violencia".
std::set<std::string> telling_words(const std::string& name) {
    constexpr std::size_t least = 4;
    std::set<std::string> out;
    bool denied = false;
    for (const auto& word : words_of(name)) {
        if (word == "sin") {
            denied = true;
        } else if (word.size() >= least) {
            out.insert((denied ? "sin " : "") + word);
            denied = false;
        }
    }
    return out;
}

// Labels whose names have a word in common, such as those with violence.
void add_labels_alike(const AddMove& add, const World& world, const std::vector<std::string>& labels) {
    std::map<std::string, std::vector<std::string>> by_word;
    for (const auto& label : labels)
        for (const auto& word : telling_words(label_named(world.catalogue(), label).es))
            by_word[word].push_back(label);
    std::set<std::vector<std::string>> groups;
    for (auto& [word, alike] : by_word)
        if (alike.size() > 1 && alike.size() < labels.size()) groups.insert(std::move(alike));
    for (const auto& alike : groups) {
        if (alike.size() == 2 && labels.size() <= most_labels) continue;  // any two are tried
        if (groups.size() > most_groups) break;
        add("offences", join(alike, " "), 1.4, [alike](Way& way) { way.offences = alike; });
    }
}

}  // namespace

void add_labels_and_lists(const AddMove& add, const World& world, const Indicator& indicator) {
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
    std::vector<std::string> names;
    for (std::size_t i = 0; i < labels.size(); ++i) names.push_back(label_of(i));
    add_labels_alike(add, world, names);
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

void add_other_counts(const AddMove& add, const World& world, const Indicator& indicator) {
    add_other_lists(add, world, indicator);
    add_indicators(add, world, indicator);
    add_groupings(add, world, indicator);
    add_all_but(add, world, indicator);
    add_besides(add, world, indicator);
    add_of_the_class(add, world, indicator);
}

}  // namespace atalaya::service

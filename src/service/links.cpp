#include "service/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "geo/plane.hpp"
#include "linkage/background.hpp"
#include "linkage/key.hpp"
#include "linkage/matching.hpp"

namespace atalaya::service {

namespace {

using By = intake::Link::By;

std::vector<LinkSide> list_of(store::Store& store, const store::At& at, const intake::Source& source,
                              const std::string& counts) {
    std::vector<LinkSide> list;
    for (const auto& label : source.labels) {
        if (std::ranges::find(label.indicators, counts) == label.indicators.end()) continue;
        const std::string offence = source.id + ":" + label.code;
        for (auto& record : store::link_records(store.analytics(), at, offence))
            list.push_back({std::move(record), offence});
    }
    std::ranges::sort(list, {}, [](const LinkSide& side) { return side.record.number; });
    return list;
}

// All records, the second list's after the first's.
std::vector<const LinkSide*> all_of(const LinkedLists& lists) {
    std::vector<const LinkSide*> all;
    for (const auto& side : lists.first) all.push_back(&side);
    for (const auto& side : lists.second) all.push_back(&side);
    return all;
}

std::string number_or_blank(std::int64_t value, bool known) {
    return known ? std::to_string(value) : std::string{};
}

linkage::Field field_of(std::string name, const std::vector<std::string>& values, linkage::Measure measure,
                        double within) {
    return {.name = std::move(name),
            .column = linkage::Column{values},
            .measure = within > 0 ? measure : linkage::Measure::equal,
            .within = within};
}

// Metres from the first position of all, east and north: two fields, for distances are of numbers.
void add_position(std::vector<linkage::Field>& fields, const std::vector<const LinkSide*>& all,
                  double within) {
    std::optional<geo::LocalPlane> plane;
    std::vector<std::string> east, north;
    for (const auto* side : all) {
        if (side->record.at && !plane) plane.emplace(*side->record.at);
        const Planar off = side->record.at ? plane->to(*side->record.at) : Planar{};
        const bool known = side->record.at.has_value();
        east.push_back(number_or_blank(std::llround(off.x), known));
        north.push_back(number_or_blank(std::llround(off.y), known));
    }
    fields.push_back(field_of("east", east, linkage::Measure::number, within));
    fields.push_back(field_of("north", north, linkage::Measure::number, within));
}

std::vector<linkage::Field> fields_of(const intake::Link& link, const intake::City& city,
                                      const std::vector<const LinkSide*>& all) {
    std::vector<linkage::Field> fields;
    const auto add = [&](std::string name, linkage::Measure measure, double within, const auto& value) {
        std::vector<std::string> values;
        for (const auto* side : all) values.push_back(value(side->record));
        fields.push_back(field_of(std::move(name), values, measure, within));
    };
    using store::LinkRecord;
    for (const auto& field : link.fields) {
        switch (field.by) {
            case By::day:
                add("day", linkage::Measure::day, field.within,
                    [](const LinkRecord& record) { return iso(record.day); });
                break;
            case By::hour:
                add("hour", linkage::Measure::number, field.within,
                    [](const LinkRecord& record) { return number_or_blank(record.hour, record.hour >= 0); });
                break;
            case By::units:
                add("units", linkage::Measure::number, field.within,
                    [](const LinkRecord& record) { return std::to_string(record.units); });
                break;
            case By::area: {
                const auto slot = static_cast<std::size_t>(city.layer(field.layer)->slot);
                add(field.layer, linkage::Measure::equal, 0,
                    [slot](const LinkRecord& record) { return record.area[slot]; });
                break;
            }
            case By::position: add_position(fields, all, field.within); break;
        }
    }
    return fields;
}

std::string part_of_key(const std::string& part, const intake::City& city, const store::LinkRecord& record) {
    if (part == "year") return iso(record.day).substr(0, 4);
    if (part == "month") return iso(record.day).substr(0, 7);
    return record.area[static_cast<std::size_t>(city.layer(part)->slot)];
}

// A record that lacks a part of a block is in no block of that pass.
std::vector<linkage::Pass> passes_of(const intake::Link& link, const intake::City& city,
                                     const std::vector<const LinkSide*>& all) {
    std::vector<linkage::Pass> passes;
    for (const auto& block : link.blocks) {
        linkage::Pass pass{.name = join(block, " "), .keys = {}};
        for (const auto* side : all) {
            std::string text;
            bool known = true;
            for (const auto& part : block) {
                const std::string value = part_of_key(part, city, side->record);
                known = known && !value.empty();
                text += value + '\x1F';
            }
            pass.keys.push_back(known ? linkage::key_of({text}) : linkage::no_key);
        }
        passes.push_back(std::move(pass));
    }
    return passes;
}

std::string pair_id(const intake::Link& link, const LinkSide& a, const LinkSide& b) {
    return short_name(sha256(fmt::format("{}\x1F{}\x1F{}", link.id, a.record.number, b.record.number)));
}

// What clerks decided last, by pair.
std::map<std::string, store::LinkDecision> decisions_of(store::Store& store) {
    std::map<std::string, store::LinkDecision> newest;
    for (auto& decision : store::link_decisions(store.records(), store.city()))
        newest[decision.pair] = decision;
    return newest;
}

using Decisions = std::map<std::string, store::LinkDecision>;

// What a clerk said of a pair is certain: those that are one come before all others, those that are two are none.
void settle(LinkedLists& lists, const std::vector<const LinkSide*>& all,
            std::vector<linkage::ScoredPair>& pairs, const Decisions& decisions) {
    std::map<std::int64_t, std::uint32_t> index;
    for (std::uint32_t i = 0; i < all.size(); ++i) index[all[i]->record.number] = i;
    for (const auto& [id, decision] : decisions) {
        const auto a = index.find(decision.record_a), b = index.find(decision.record_b);
        if (decision.pairing != lists.declared->id || a == index.end() || b == index.end()) continue;
        const auto pair = std::ranges::find_if(
            pairs, [&](const auto& one) { return one.a == a->second && one.b == b->second; });
        const double posterior = pair == pairs.end() ? 0 : pair->posterior;
        if (pair != pairs.end()) pairs.erase(pair);
        if (decision.verdict == "same") {
            // Of two lists a record is one of the other at most: what else it resembles is settled too.
            if (!lists.second.empty())
                std::erase_if(pairs,
                              [&](const auto& one) { return one.a == a->second || one.b == b->second; });
            pairs.push_back({a->second, b->second, 1});
        } else {
            lists.parted.push_back({id, *all[a->second], *all[b->second], posterior, decision.verdict});
        }
    }
}

void score(LinkedLists& lists, const linkage::Permit& permit, const intake::City& city,
           const Decisions& decisions) {
    const intake::Link& link = *lists.declared;
    const auto all = all_of(lists);
    const linkage::Sizes sizes{static_cast<std::uint32_t>(lists.first.size()),
                               static_cast<std::uint32_t>(lists.second.size())};
    const auto fields = fields_of(link, city, all);
    const linkage::Blocks blocks{permit, sizes, passes_of(link, city, all)};
    for (const auto& field : fields) lists.fields.push_back(field.name);
    lists.model = linkage::fit(linkage::count_patterns(blocks, fields), lists.fields,
                               linkage::background(fields, sizes));
    auto pairs = linkage::likely_pairs(blocks, fields, lists.model, link.lower);
    settle(lists, all, pairs, decisions);
    const linkage::Bands bands{link.upper, link.lower};
    const auto decided =
        permit.of_two() ? linkage::decide_one_to_one(pairs, bands) : linkage::decide(pairs, bands);
    const auto pair_of = [&](const linkage::ScoredPair& pair) {
        const LinkSide &a = *all[pair.a], &b = *all[pair.b];
        const std::string id = pair_id(link, a, b);
        const auto said = decisions.find(id);
        return LinkedPair{id, a, b, pair.posterior, said == decisions.end() ? "" : said->second.verdict};
    };
    for (const auto& pair : decided.links) lists.links.push_back(pair_of(pair));
    for (const auto& pair : decided.review) lists.queue.push_back(pair_of(pair));
    const auto expected = linkage::expected_errors(pairs, decided);
    lists.false_links = expected.false_links;
    lists.missed = expected.missed;
}

void tell_the_rest(LinkedLists& lists) {
    std::set<std::int64_t> linked;
    for (const auto& pair : lists.links) linked.insert({pair.a.record.number, pair.b.record.number});
    const auto rest = [&](const std::vector<LinkSide>& list, std::vector<LinkSide>& to) {
        for (const auto& side : list) {
            if (!linked.contains(side.record.number)) to.push_back(side);
        }
    };
    rest(lists.first, lists.only_first);
    rest(lists.second, lists.only_second);
}

void tell_differences(LinkedLists& lists, const intake::City& city) {
    LinkDifferences& out = lists.differences;
    std::map<std::pair<std::string, std::string>, std::int64_t> classes;
    for (const auto& [id, a, b, posterior, verdict] : lists.links) {
        out.another_day += a.record.day != b.record.day;
        out.another_hour += a.record.hour >= 0 && b.record.hour >= 0 && a.record.hour != b.record.hour;
        ++classes[{a.offence, b.offence}];
    }
    for (const auto& layer : city.layers) {
        const auto slot = static_cast<std::size_t>(layer.slot);
        std::int64_t other = 0, both = 0;
        for (const auto& pair : lists.links) {
            const std::string &a = pair.a.record.area[slot], &b = pair.b.record.area[slot];
            if (a.empty() || b.empty()) continue;
            ++both;
            other += a != b;
        }
        if (both > 0) out.another_area.emplace_back(layer.id, other);
    }
    out.classes.assign(classes.begin(), classes.end());
    std::ranges::stable_sort(out.classes, std::ranges::greater{}, [](const auto& one) { return one.second; });
}

LinkedLists linked(store::Store& store, const Catalogue& catalogue, const store::At& at,
                   const intake::Link& link, const Decisions& decisions) {
    const auto& first = catalogue.source(link.first);
    const linkage::Source one{first.id, first.domain};
    // Before anything is read of either: without a permit nothing is compared.
    const auto permit = link.second.empty() ? linkage::Permit::within(one)
                                            : linkage::Permit::between(
                                                  one, {link.second, catalogue.source(link.second).domain});
    LinkedLists lists;
    lists.declared = &link;
    lists.first = list_of(store, at, first, link.first_counts);
    if (!link.second.empty())
        lists.second = list_of(store, at, catalogue.source(link.second), link.second_counts);
    score(lists, permit, catalogue.city, decisions);
    tell_the_rest(lists);
    tell_differences(lists, catalogue.city);
    return lists;
}

}  // namespace

std::vector<LinkedLists> link_lists(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                    const std::string& id) {
    const auto decisions = decisions_of(store);
    std::vector<LinkedLists> all;
    std::vector<std::string> known;
    for (const auto& link : catalogue.city.links) {
        known.push_back(link.id);
        if (id.empty() || id == link.id) all.push_back(linked(store, catalogue, at, link, decisions));
    }
    if (known.empty())
        throw Error{Fault::missing, message("{} declares no links between lists ([[links]] of city.toml)",
                                            catalogue.city.name)};
    if (all.empty())
        throw Error{Fault::missing,
                    message("link: there is none called \"{}\"; there are: {}", id, join(known, ", "))};
    return all;
}

store::LinkDecision decide_link(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                const LinkDecided& decided) {
    if (decided.verdict != "same" && decided.verdict != "different")
        throw Error{Fault::usage, message("expected same or different; found \"{}\"", decided.verdict)};
    for (const auto* text : {&decided.author, &decided.reason}) {
        if (trimmed(*text).empty() || !is_utf8(*text))
            throw Error{Fault::usage, message("expected who decides and why; found one of them blank")};
    }
    std::vector<std::pair<LinkedPair, std::string>> found;
    for (const auto& lists : link_lists(store, catalogue, at)) {
        for (const auto* pairs : {&lists.links, &lists.queue, &lists.parted}) {
            for (const auto& pair : *pairs) {
                if (pair.id.starts_with(decided.pair)) found.emplace_back(pair, lists.declared->id);
            }
        }
    }
    if (found.empty())
        throw Error{Fault::missing, message("expected the first letters of a pair; none begins \"{}\". "
                                            "`atalaya link queue` lists those that wait",
                                            decided.pair)};
    if (found.size() > 1)
        throw Error{Fault::usage, message("{} pairs begin \"{}\"; expected letters enough for one",
                                          found.size(), decided.pair)};
    const auto& [pair, link] = found.front();
    store::keep_link_decision(store.records(), store.city(),
                              {pair.id, 0, decided.verdict, decided.author, decided.reason, iso(decided.on),
                               link, pair.a.record.number, pair.b.record.number});
    return store::link_decisions(store.records(), store.city()).back();
}

}  // namespace atalaya::service

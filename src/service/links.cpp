#include "service/links.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/digest.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "linkage/background.hpp"
#include "linkage/matching.hpp"
#include "service/kept_codes.hpp"
#include "service/kept_domains.hpp"
#include "service/link_fields.hpp"
#include "service/link_texts.hpp"

namespace atalaya::service {

namespace {

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
        if (decision.verdict == "open") continue;
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

void score(LinkedLists& lists, const linkage::Permit& permit, const intake::City& city, const LinkRows& rows,
           const Decisions& decisions) {
    const intake::Link& link = *lists.declared;
    const auto& all = rows.all;
    const linkage::Sizes sizes{static_cast<std::uint32_t>(lists.first.size()),
                               static_cast<std::uint32_t>(lists.second.size())};
    const auto fields = link_fields(link, city, rows);
    const linkage::Blocks blocks{permit, sizes, link_passes(link, city, rows)};
    for (const auto& field : fields) lists.fields.push_back(field.name);
    lists.model = linkage::fit(linkage::count_patterns(blocks, fields), lists.fields,
                               linkage::background(fields, sizes), linkage::most_differ(fields));
    auto pairs = linkage::likely_pairs(blocks, fields, lists.model, link.lower);
    settle(lists, all, pairs, decisions);
    const linkage::Bands bands{link.upper, link.lower};
    const auto decided =
        permit.of_two() ? linkage::decide_one_to_one(pairs, bands) : linkage::decide(pairs, bands);
    const auto pair_of = [&](const linkage::ScoredPair& pair) {
        const LinkSide &a = *all[pair.a], &b = *all[pair.b];
        const std::string id = pair_id(link, a, b);
        const auto said = decisions.find(id);
        const bool is_open = said == decisions.end() || said->second.verdict == "open";
        return LinkedPair{id, a, b, pair.posterior, is_open ? "" : said->second.verdict};
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

// Both lists with the texts that their link compares.
LinkRows rows_of(store::Store& store, const Catalogue& catalogue, const store::At& at,
                 const LinkedLists& lists, Progress& progress) {
    LinkRows rows;
    for (const auto* list : {&lists.first, &lists.second}) {
        for (const auto& side : *list) rows.all.push_back(&side);
    }
    rows.texts = link_texts(store, catalogue, at, *lists.declared, false, lists.first, progress);
    if (lists.second.empty()) return rows;
    const auto second = link_texts(store, catalogue, at, *lists.declared, true, lists.second, progress);
    for (std::size_t field = 0; field < second.size(); ++field)
        rows.texts[field].insert(rows.texts[field].end(), second[field].begin(), second[field].end());
    return rows;
}

LinkedLists linked(store::Store& store, const Catalogue& catalogue, const store::At& at,
                   const intake::Link& link, const Decisions& decisions, Progress& progress) {
    const auto& first = catalogue.source(link.first);
    const KeptDomains domains{store};
    // Before anything is read of either: without a permit nothing is compared.
    const auto permit =
        link.second.empty()
            ? linkage::Permit::within(domains.source(first))
            : linkage::Permit::between(domains.source(first), domains.source(catalogue.source(link.second)));
    LinkedLists lists;
    lists.declared = &link;
    lists.first = list_of(store, at, first, link.first_counts);
    if (!link.second.empty())
        lists.second = list_of(store, at, catalogue.source(link.second), link.second_counts);
    if (!lists.lacks_records())
        score(lists, permit, catalogue.city, rows_of(store, catalogue, at, lists, progress), decisions);
    tell_the_rest(lists);
    tell_differences(lists, catalogue.city);
    return lists;
}

}  // namespace

bool LinkedLists::lacks_records() const {
    return first.empty() || (!declared->second.empty() && second.empty());
}

std::vector<LinkedLists> link_lists(store::Store& store, const Catalogue& catalogue, const store::At& at,
                                    const std::string& id, Progress& progress) {
    const auto decisions = decisions_of(store);
    // What a list is made of is said by the crosswalks under which the vintage was read.
    const auto as_read = catalogue_at(store, catalogue, at.vintage_no);
    const Catalogue& then = as_read ? *as_read : catalogue;
    std::vector<LinkedLists> all;
    std::vector<std::string> known;
    for (const auto& link : catalogue.city.links) {
        known.push_back(link.id);
        if (id.empty() || id == link.id) all.push_back(linked(store, then, at, link, decisions, progress));
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
                                const LinkDecided& decided, Progress& progress) {
    if (decided.verdict != "same" && decided.verdict != "different" && decided.verdict != "open")
        throw Error{Fault::usage, message("expected same, different or open; found \"{}\"", decided.verdict)};
    for (const auto* text : {&decided.author, &decided.reason}) {
        if (trimmed(*text).empty() || !is_utf8(*text))
            throw Error{Fault::usage, message("expected who decides and why; found one of them blank")};
    }
    std::vector<std::pair<LinkedPair, std::string>> found;
    for (const auto& lists : link_lists(store, catalogue, at, "", progress)) {
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

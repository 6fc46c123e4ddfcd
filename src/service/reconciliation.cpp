#include "service/reconciliation.hpp"

#include <algorithm>
#include <map>

#include "linkage/domain.hpp"
#include "store/questions.hpp"

namespace atalaya::service {

namespace {

// The facts of one source whose code counts in `counts`.
std::vector<OnList> list_of(store::AnalyticsStore& store, const store::At& at, const intake::Source& source,
                            const std::string& counts) {
    std::map<std::int64_t, OnList> by_number;
    std::map<std::int64_t, int> units;
    for (const auto& label : source.labels) {
        if (std::find(label.indicators.begin(), label.indicators.end(), counts) == label.indicators.end())
            continue;
        const auto facts = store::listed_facts(store, at, source.id + ":" + label.code);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            OnList fact{day_at(facts.day.since_epoch[i]), {}};
            for (std::size_t slot = 1; slot <= 4; ++slot) fact.area[slot] = facts.area[slot - 1][i];
            units[facts.incident_no[i]] = facts.units[i];
            by_number.emplace(facts.incident_no[i], std::move(fact));
        }
    }
    std::vector<OnList> list;
    for (const auto& [number, fact] : by_number)
        list.insert(list.end(), static_cast<std::size_t>(units[number]), fact);
    return list;
}

// Days and the areas of the layer that must agree, numbered alike on both lists.
std::vector<stats::ListedFact> to_match(const std::vector<OnList>& list, const intake::Layer* layer,
                                        std::map<std::string, std::int32_t>& numbers) {
    std::vector<stats::ListedFact> facts;
    for (const auto& one : list) {
        std::int32_t area = 0;
        if (layer) {
            const std::string& code = one.area[static_cast<std::size_t>(layer->slot)];
            area = code.empty()
                       ? -1
                       : numbers.emplace(code, static_cast<std::int32_t>(numbers.size())).first->second;
        }
        facts.push_back({since_epoch(one.day), area});
    }
    return facts;
}

std::vector<OnList> without(const std::vector<OnList>& list, const std::vector<bool>& paired) {
    std::vector<OnList> left;
    for (std::size_t i = 0; i < list.size(); ++i) {
        if (!paired[i]) left.push_back(list[i]);
    }
    return left;
}

}  // namespace

std::vector<OnList> part_of_list(const std::vector<OnList>& list, Period period, int slot,
                                 const std::vector<std::string>& codes) {
    std::vector<OnList> part;
    for (const auto& one : list) {
        const bool here = slot == 0 || std::find(codes.begin(), codes.end(),
                                                 one.area[static_cast<std::size_t>(slot)]) != codes.end();
        if (here && period.first <= one.day && one.day < period.past_end) part.push_back(one);
    }
    return part;
}

std::vector<OnList> ReconciledLists::on_both() const {
    std::vector<OnList> both;
    for (const auto& pair : pairs) both.push_back(primary[pair.a]);
    return both;
}

std::vector<OnList> ReconciledLists::only_primary() const {
    std::vector<bool> paired(primary.size());
    for (const auto& pair : pairs) paired[pair.a] = true;
    return without(primary, paired);
}

std::vector<OnList> ReconciledLists::only_other() const {
    std::vector<bool> paired(other.size());
    for (const auto& pair : pairs) paired[pair.b] = true;
    return without(other, paired);
}

std::vector<ReconciledLists> reconcile(store::AnalyticsStore& store, const Catalogue& catalogue,
                                       const store::At& at) {
    std::vector<ReconciledLists> all;
    for (const auto& declared : catalogue.city.reconciliations) {
        const auto &one = catalogue.source(declared.primary), &other = catalogue.source(declared.other);
        linkage::Permit::between({one.id, one.domain}, {other.id, other.domain});
        ReconciledLists lists{.declared = &declared,
                              .primary = list_of(store, at, one, declared.indicator),
                              .other = list_of(store, at, other, declared.other_counts),
                              .pairs = {}};
        const auto* layer = declared.layer.empty() ? nullptr : catalogue.city.layer(declared.layer);
        std::map<std::string, std::int32_t> numbers;
        const auto a = to_match(lists.primary, layer, numbers), b = to_match(lists.other, layer, numbers);
        lists.pairs = stats::match_lists(a, b, declared.days);
        all.push_back(std::move(lists));
    }
    return all;
}

}  // namespace atalaya::service

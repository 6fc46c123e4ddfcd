#include "service/list_changes.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "core/text.hpp"

namespace atalaya::service {

namespace {

using Category = std::tuple<std::string, std::vector<std::string>, std::string>;  // name, classes, fit

// What counts in the indicator of one version alone.
std::set<Category> categories(const intake::Source& source, std::string_view indicator,
                              std::string_view version) {
    std::set<Category> found;
    for (const auto& label : source.labels) {
        const bool counts = std::ranges::find(label.indicators, indicator) != label.indicators.end();
        if (counts && intake::versioned(label.code).version == version)
            found.emplace(folded(label.name.es), label.iccs, label.fit);
    }
    return found;
}

}  // namespace

std::vector<ListChange> list_changes(const intake::Source& source, std::string_view indicator) {
    std::vector<ListChange> changes;
    const auto versions = intake::list_versions(source);
    for (std::size_t i = 1; i < versions.size(); ++i) {
        const auto before = categories(source, indicator, versions[i - 1].id);
        const auto after = categories(source, indicator, versions[i].id);
        if (before.empty() && after.empty()) continue;
        changes.push_back({source.id, versions[i - 1], versions[i], before == after});
    }
    return changes;
}

std::vector<ListChange> list_changes(const World& world, const FigureSpec& spec) {
    std::vector<ListChange> inside;
    if (spec.indicator.empty()) return inside;
    const Day first = spec.against ? std::min(spec.against->first, spec.period.first) : spec.period.first;
    const Day past_end =
        spec.against ? std::max(spec.against->past_end, spec.period.past_end) : spec.period.past_end;
    for (const auto number : world.sources_of(spec.indicator)) {
        const auto& source = world.catalogue().source(world.sources()[number]);
        for (auto& change : list_changes(source, spec.indicator))
            if (first < change.after.first && change.after.first < past_end)
                inside.push_back(std::move(change));
    }
    return inside;
}

std::vector<intake::Break> list_breaks(const intake::Source& source,
                                       const std::vector<Indicator>& indicators) {
    std::vector<intake::Break> breaks;
    for (const auto& indicator : indicators) {
        for (const auto& change : list_changes(source, indicator.id)) {
            if (change.comparable) continue;
            auto known = std::ranges::find(breaks, change.id(), &intake::Break::id);
            if (known == breaks.end())
                known = breaks.insert(known, {.id = change.id(),
                                              .day = change.after.first,
                                              .sources = {source.id},
                                              .indicators = {},
                                              .what = change.after.what,
                                              .bridge = {}});
            known->indicators.push_back(indicator.id);
        }
    }
    return breaks;
}

void put(JsonWriter& json, const std::vector<ListChange>& changes) {
    if (changes.empty()) return;
    json.key("list_changes").array();
    for (const auto& change : changes) {
        json.object().key("source").text(change.source).key("before").text(change.before.id);
        json.key("after").text(change.after.id).key("day").text(iso(change.after.first));
        json.key("comparable").boolean(change.comparable).key("act").text(change.after.act).end();
    }
    json.end();
}

}  // namespace atalaya::service

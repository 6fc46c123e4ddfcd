#include "service/kept_counting.hpp"

#include <algorithm>

#include "service/ingest.hpp"
#include "store/counting_records.hpp"

namespace atalaya::service {

namespace {

bool is_of_facts(const intake::Source& source) {
    return source.kind == intake::Kind::incidents || source.kind == intake::Kind::tallies;
}

}  // namespace

void keep_counting(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read) {
    std::vector<store::KeptRules> kept;
    for (const auto& delivery : read) {
        const Batch& batch = delivery.batch;
        if (delivery.known) continue;
        const auto& source = catalogue.source(batch.source);
        if (!is_of_facts(source)) continue;
        kept.push_back({store::run_id(store.city(), batch.delivery, batch.recipe, batch.reading),
                        json_of(counting_rules(source))});
    }
    store::keep_counting_rules(store.records(), store.city(), kept);
}

CountingBySource counting_at(store::Store& store, const Catalogue& catalogue, std::int64_t vintage_no) {
    std::map<std::string, std::string> said;
    for (auto& [run, rules] : store::counting_rules(store.records(), store.city()))
        said[run] = std::move(rules);
    std::map<std::string, const std::string*> newest;
    for (const auto& run : store.records().runs(store.city())) {
        const auto kept = said.find(run.id);
        if (run.vintage_no <= vintage_no) newest[run.source] = kept == said.end() ? nullptr : &kept->second;
    }
    CountingBySource rules;
    for (const auto& source : catalogue.sources) {
        if (!is_of_facts(source)) continue;
        const auto kept = newest.find(source.id);
        const bool is_kept = kept != newest.end() && kept->second;
        rules[source.id] = is_kept ? parse_counting_rules(*kept->second) : counting_rules(source);
    }
    return rules;
}

std::vector<RuleChange> rule_changes(const CountingBySource& before, const CountingBySource& after) {
    std::vector<RuleChange> changes;
    for (const auto& [source, then] : before) {
        const auto now = after.find(source);
        if (now == after.end()) continue;
        const auto old_rules = named(then), new_rules = named(now->second);
        for (std::size_t i = 0; i < old_rules.size(); ++i)
            if (*old_rules[i].said != *new_rules[i].said)
                changes.push_back(
                    {source, std::string{old_rules[i].name}, *old_rules[i].said, *new_rules[i].said});
    }
    return changes;
}

std::vector<RuleChange> rule_changes_since(store::Store& store, const World& world, const Figure& figure) {
    auto changes = rule_changes(counting_at(store, world.catalogue(), world.vintage_no()),
                                counting_at(store, world.catalogue(), store.vintage("").no));
    std::erase_if(changes, [&](const RuleChange& change) {
        return std::ranges::find(figure.sources, change.source) == figure.sources.end();
    });
    return changes;
}

void write(JsonWriter& json, const RuleChange& change) {
    json.object().key("source").text(change.source).key("rule").text(change.rule);
    json.key("before").text(change.before).key("after").text(change.after).end();
}

void put(JsonWriter& json, const std::vector<RuleChange>& changes) {
    json.array();
    for (const auto& change : changes) write(json, change);
    json.end();
}

}  // namespace atalaya::service

// The rules by which sources counted when they were read (store/counting_records.hpp): what a vintage says of its figures,
// whatever counting.toml says later.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "service/counting_rules.hpp"
#include "service/world.hpp"
#include "store/data_directory.hpp"

namespace atalaya::service {

struct ReadDelivery;

// Keeps how the sources of what was read count. Rules whose run is not published mean nothing: they are kept before.
void keep_counting(store::Store& store, const Catalogue& catalogue, const std::vector<ReadDelivery>& read);

// What holds at a vintage: of each source of facts the rules of its newest reading up to it, those of counting.toml where
// that reading is older than the record. O(readings of the city).
CountingBySource counting_at(store::Store& store, const Catalogue& catalogue, std::int64_t vintage_no);

// A rule that a source changed between two readings.
struct RuleChange {
    std::string source, rule, before, after;
};
// Of each source that both know, by source, then in the order of the rules.
std::vector<RuleChange> rule_changes(const CountingBySource& before, const CountingBySource& after);
// Of a figure's sources, between its vintage, of which `world` is, and the newest.
std::vector<RuleChange> rule_changes_since(store::Store& store, const World& world, const Figure& figure);
// {"source":…,"rule":…,"before":…,"after":…}, and an array of them.
void write(JsonWriter& json, const RuleChange& change);
void put(JsonWriter& json, const std::vector<RuleChange>& changes);

}  // namespace atalaya::service

// What links between lists need of the two stores: the records that are compared, and what clerks decided.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "core/place.hpp"
#include "store/questions.hpp"
#include "store/record_store.hpp"

namespace atalaya::store {

// A record of a list, with what it may be compared by. No name, document or key of its source.
struct LinkRecord {
    std::int64_t number{};  // the ledger's
    Day day{};
    int hour = -1;  // unknown
    std::int64_t units{};
    std::optional<LonLat> at;
    std::array<std::string, 5> area;  // by slot 1..4; "" not known
};

// Those of one "source:code" as known at a vintage, by number.
std::vector<LinkRecord> link_records(AnalyticsStore& store, const At& at, const std::string& offence);

// What was decided about a pair: the newest of a pair holds.
struct LinkDecision {
    std::string pair;
    std::int64_t number{};  // 1, 2, ... of the pair
    std::string verdict;    // "same" | "different"
    std::string author, reason;
    std::string decided_on;  // "2024-10-06"
    std::string pairing;     // the link of city.toml
    std::int64_t record_a{}, record_b{};
};

// Oldest first.
std::vector<LinkDecision> link_decisions(RecordStore& records, std::string_view city);
// Adds one, chained, with the number after those of its pair.
void keep_link_decision(RecordStore& records, std::string_view city, const LinkDecision& decision);

}  // namespace atalaya::store

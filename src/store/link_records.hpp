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
    std::string verdict;    // "same" | "different" | "open"
    std::string author, reason;
    std::string decided_on;  // "2024-10-06"
    std::string pairing;     // the link of city.toml
    std::int64_t record_a{}, record_b{};
};

// Oldest first.
std::vector<LinkDecision> link_decisions(RecordStore& records, std::string_view city);
// Adds one, chained, with the number after those of its pair.
void keep_link_decision(RecordStore& records, std::string_view city, const LinkDecision& decision);

// That the names behind a pair were shown to somebody.
struct NamesShown {
    std::int64_t number{};  // 1, 2, ... of the city; given when it is kept
    std::string author, reason;
    std::string shown_at;  // "2024-10-06T11:20:05Z"
    std::string pairing;   // the link of city.toml
    std::string pair;
    std::int64_t record_a{}, record_b{};
};

// Oldest first.
std::vector<NamesShown> names_shown(RecordStore& records, std::string_view city);
// All of them or none, chained, numbered in their order after those there are.
void keep_names_shown(RecordStore& records, std::string_view city, const std::vector<NamesShown>& shown);

}  // namespace atalaya::store

// Shares of one indicator in another that counts in another unit, which somebody wanted all the same: who, when and why, as the
// record store keeps it. Chained rows, never changed.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/record_store.hpp"

namespace atalaya::store {

struct UnitOverride {
    std::int64_t number{};                           // of the city, from 1
    std::string part, part_unit, whole, whole_unit;  // indicators, and keys of their units' words
    std::string claim, vintage;
    std::string author, reason, decided_on;  // "2024-10-06"

    friend bool operator==(const UnitOverride&, const UnitOverride&) = default;
};

// Oldest first.
std::vector<UnitOverride> unit_overrides(RecordStore& records, std::string_view city);
// Adds it, whatever its number says, and returns it with the number that it got.
UnitOverride keep_unit_override(RecordStore& records, std::string_view city, UnitOverride taken);

}  // namespace atalaya::store

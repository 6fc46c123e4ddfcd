// Values of areas that do not add up: to the row that says the whole of them, or to a total known from elsewhere.
//
// What fires: for a year, the row of the whole city ([exposure] whole) that is not the sum of the areas; and a [[total]] of
// source.toml from which the sum of what the source says is farther than `within` percent. A row whose area the city does
// not have is in the sum all the same: it was said. False positives: a table cut to some areas that kept its total row.
// O(rows x totals).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace atalaya::intake::quality {

// [[total]]: what the values are known to add up to.
struct KnownTotal {
    std::string layer, area;  // whose parts they are, as "layer:code" in source.toml; "" the whole city
    std::optional<int> year;  // none: every year
    std::int64_t value{};
    double within = 1;  // percent
};

// A value that a row says.
struct SaidValue {
    int year{};
    std::int64_t value{};
    bool whole = false;                                           // of the whole city, not of an area
    std::vector<std::pair<std::string, std::string>> is_part_of;  // layer and code of the areas it lies in
};

struct Unmet {
    std::string layer, area;  // "" the whole city
    int year{};
    std::int64_t sum{}, expected{};
};

// By year.
std::vector<Unmet> wholes_not_met(std::span<const SaidValue> said);
// In the order of the totals, by year. Of a year that has rows, but none that lies in the total's area, the sum is 0.
std::vector<Unmet> totals_not_met(std::span<const SaidValue> said, std::span<const KnownTotal> totals);

}  // namespace atalaya::intake::quality

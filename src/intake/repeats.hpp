// Values that come more than once among very many, without a table of all of them: a first
// pass counts hashes in small counters, a second keeps only the rows whose counter says
// "perhaps", which are sorted and grouped exactly.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "intake/hash.hpp"

namespace atalaya::intake {

// Calls `found(value, rows)` for every value of value_of(0) .. value_of(n - 1) that comes at
// least `least` times (2 to 255), by value. O(n) when repeats are rare; about 4 bytes a row.
template <class ValueOf, class Found>
void for_each_repeat(std::uint32_t n, std::uint32_t least, const ValueOf& value_of, const Found& found) {
    const std::uint64_t counters = std::bit_ceil<std::uint64_t>(std::max<std::uint64_t>(4ull * n, 1024));
    std::vector<std::uint8_t> count(counters, 0);
    const auto counter_of = [&](std::uint64_t value) -> std::uint8_t& {
        return count[mixed(value) & (counters - 1)];
    };
    for (std::uint32_t i = 0; i < n; ++i) {
        std::uint8_t& counter = counter_of(value_of(i));
        counter = static_cast<std::uint8_t>(counter < 255 ? counter + 1 : 255);
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> perhaps;
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint64_t value = value_of(i);
        if (counter_of(value) >= least) perhaps.emplace_back(value, i);
    }
    std::sort(perhaps.begin(), perhaps.end());
    std::vector<std::uint32_t> rows;
    for (std::size_t i = 0; i < perhaps.size();) {
        std::size_t end = i;
        rows.clear();
        while (end < perhaps.size() && perhaps[end].first == perhaps[i].first)
            rows.push_back(perhaps[end++].second);
        if (rows.size() >= least) found(perhaps[i].first, rows);
        i = end;
    }
}

}  // namespace atalaya::intake

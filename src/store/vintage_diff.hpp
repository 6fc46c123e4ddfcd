// What two vintages count otherwise, cell by cell, and which vintages between changed it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "store/analytics_store.hpp"

namespace atalaya::store {

struct CellChange {
    std::string source, offence, basis;
    Month month{};
    std::string area_2, area_3, area_4;  // codes; "" of facts that are known in no area of the layer
    std::int64_t before{}, after{};
    struct Cause {
        std::int64_t vintage_no{};
        std::int64_t delta{};
    };
    std::vector<Cause> causes;  // in the order in which they came or, backwards, go
};

// Cells of month_cell whose count is not the same, by source, offence, basis, month, area_3, area_2, area_4. With `from`
// after `to` it is told backwards: before is what `from` says, causes are taken off again, newest first. Which
// deliveries a vintage came from: records().runs(city) with that vintage_no and source. One scan: O(cells of the city).
std::vector<CellChange> vintage_diff(AnalyticsStore& store, std::string_view city, std::int64_t from,
                                     std::int64_t to);

}  // namespace atalaya::store

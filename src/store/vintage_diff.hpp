// What two vintages count otherwise, cell by cell, and which vintages between changed it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "store/analytics_store.hpp"

namespace atalaya::store {

// Of a month of facts, or of the months that a source which sends counts told together.
struct CellChange {
    std::string source;
    std::string offence;                 // the category of counts
    std::string basis;                   // "" of counts
    Month month{};                       // the first of `months`
    std::string area_2, area_3, area_4;  // codes; "" of facts that are known in no area of the layer
    std::int64_t before{}, after{};
    struct Cause {
        std::int64_t vintage_no{};
        std::int64_t delta{};
    };
    std::vector<Cause> causes;  // in the order in which they came or, backwards, go
    int months = 1;
    std::string area_1{}, channel{};  // of counts alone
    // Of part of it or all the source said that it has no number ("S/D"): the count is then the least that there was.
    bool unsaid_before = false, unsaid_after = false;
};

// Cells whose count is not the same, or not said any more, by source, offence, basis, month, area_3, area_2, area_4; those of
// counts (tally, unsaid) after those of facts (month_cell), by source, category, channel, month, months and areas from slot
// 1 on. With `from` after `to` it is told backwards: before is what `from` says, causes are taken off again, newest first.
// Which deliveries a vintage came from: records().runs(city) with that vintage_no and source. One scan of each table: O(cells of
// the city).
std::vector<CellChange> vintage_diff(AnalyticsStore& store, std::string_view city, std::int64_t from,
                                     std::int64_t to);

}  // namespace atalaya::store

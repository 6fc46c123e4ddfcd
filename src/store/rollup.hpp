// Rollups: what the entries of one vintage add to each cell of the counts that pages
// ask for. A cell whose incidents and units both cancel out is left out.
//
//   month_cell     sum(sign), sum(sign * units)  per source, offence, basis, month, area_2..4
//   hour_count     sum(sign)                     per source, offence, month, weekday, hour, known, area_2..3
//   quality_count  sum(sign)                     per source, month, located, hour known or not
//   channel_count  sum(sign), sum(sign * units)  per source, offence, channel, month, area_2..4,
//                                                of the rows that say a channel
//   delay_count    sum(sign)                     per source, offence, month, delay in days, of the rows
//                                                whose delay is known; 400 stands for 400 and more
//
// A fact of which the year alone is known is in month_cell and channel_count, under a day that is no month's first
// (core/only_year.hpp), and in no other rollup: those tell of months.
//
// Cells come month by month, and in a month in the order of these columns, texts by
// bytes. O(entries), one pass for each; memory is per cell.
#pragma once

#include <string_view>

#include "core/table.hpp"
#include "store/segment.hpp"

namespace atalaya::store {

inline constexpr int longest_delay = 400;

bool is_rollup(std::string_view table);
// With `city` and `vintage_no` in front, as the analytics store has it.
Table rollup_of(const Segment& segment, std::string_view table);

}  // namespace atalaya::store

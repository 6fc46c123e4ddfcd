// A weekday that the source writes beside the date, and that is another.
//
// What fires: one row or more whose weekday is not that of its day. Names whole or of three letters, in Spanish,
// Portuguese or English; what is none of them says nothing. False positives: none known; a fact after midnight that is
// counted to the evening before is one of the causes it finds. O(1) a row.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace atalaya::intake::quality {

// 0 Monday to 6 Sunday; none when it is no name of a day.
std::optional<int> parse_weekday(std::string_view text);
// Of a day since 1970-01-01, so.
int weekday_of(std::int32_t since_epoch);

}  // namespace atalaya::intake::quality

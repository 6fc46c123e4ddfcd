// Hours as publishers write them who know no more than a part of the day: "18:00:00 - 20:59:59", "06:00 a 09:00".
#pragma once

#include <optional>
#include <string_view>

namespace atalaya::intake {

// Minutes from midnight, [from, past), 0 <= from < past <= 1440.
struct HourRange {
    int from{}, past{};
};

// Two clocks with minutes, and '-', "a", "às", "to" or the like between them. A last minute of 59 is a part of it, any
// other is where it ends. None where the second is not after the first, and of a clock with its zone ("10:30:00-03:00":
// seconds in the first alone, no blank, and quarters of an hour up to 14 after the sign).
std::optional<HourRange> parse_hour_range(std::string_view text);

}  // namespace atalaya::intake

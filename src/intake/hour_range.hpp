// Hours as publishers write them who know no more than a part of the day: "18:00:00 - 20:59:59", "06:00 a 09:00",
// "10 p.m. a 6 a.m.", "18 a 21 hs".
#pragma once

#include <optional>
#include <string_view>

namespace atalaya::intake {

// Minutes from the midnight that begins the day, [from, past): 0 <= from < 1440, from < past < from + 1440. Beyond 1440 it
// ends on the next day.
struct HourRange {
    int from{}, past{};
};

// Two clocks and '-', "a", "às", "to" or the like between them; clocks without minutes only with "hs" or a half of the day
// ("a.m.", "p. m.") behind. Where the second half alone is said, none: nobody knows whether the first shares it. A last
// minute of 59 is a part of it, any other is where it ends. A second clock before the first is one of the next day
// ("23:00 a 01:00"); none where both are the same, and of a clock with its zone ("10:30:00-03:00": seconds in the first
// alone, no blank, and quarters of an hour up to 14 after the sign). O(letters).
std::optional<HourRange> parse_hour_range(std::string_view text);

}  // namespace atalaya::intake

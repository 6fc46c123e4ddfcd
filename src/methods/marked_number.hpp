// Numbers with marks between thousands: "1.234.567,8" where a comma is before decimals, "1,234,567.8" where a point is.
#pragma once

#include <optional>
#include <string_view>

namespace atalaya::methods {

enum class DecimalMark { point, comma };

// The number that `text` writes with this mark before its decimals and, if at all, the other one between groups of three
// digits; nothing for any other text. A sign may stand in front. O(length).
std::optional<double> marked_number(std::string_view text, DecimalMark mark);

}  // namespace atalaya::methods

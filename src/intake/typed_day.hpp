// A cell of a column of days as people fill it: those that a workbook holds as true dates come out as YYYY-MM-DD among
// the "9/3/2024" that were typed.
#pragma once

#include <optional>
#include <string_view>

#include "intake/cells.hpp"

namespace atalaya::intake {

// As parse_when(); where the year stands last, a cell with four digits and '-' first is of ISO, and can be nothing else.
std::optional<When> parse_typed_day(std::string_view text, DayFormat format);

}  // namespace atalaya::intake

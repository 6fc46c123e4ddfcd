// A cell of a column of days as people fill it: those that a workbook holds as true dates come out as YYYY-MM-DD among
// the "9/3/2024" that were typed, and as a number of days where the cell lost its format.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "intake/cells.hpp"

namespace atalaya::intake {

// Where a workbook begins to count its days: 0 is 1899-12-30, or 1904-01-01 in those that Excel for the Mac made. Only the
// workbook says which; the same number is 1,462 days later in the second.
enum class DaysSince { year_1900, year_1904 };

// "45352", or "45352.604" with its hour, in ISO form: "2024-03-01", "2024-03-01T14:30". From 1990 to 2099; none of what is no
// such number.
std::optional<std::string> serial_day_text(std::string_view text, DaysSince since);

// The same as a day, counted since 1900.
std::optional<When> parse_serial_day(std::string_view text);

// As parse_when(); where the year stands last, a cell with four digits and '-' first is of ISO, and can be nothing else;
// and so is a number of five digits one of days, in every format with signs between.
std::optional<When> parse_typed_day(std::string_view text, DayFormat format);

}  // namespace atalaya::intake

// A cell of a column of days as people fill it: those that a workbook holds as true dates come out as YYYY-MM-DD among
// the "9/3/2024" that were typed, and as a number of days where the cell lost its format.
#pragma once

#include <optional>
#include <string_view>

#include "intake/cells.hpp"

namespace atalaya::intake {

// "45352", or "45352.604" with its hour: days since 1899-12-30, as workbooks count them. From 1990 to 2099; none of
// what is no such number.
std::optional<When> parse_serial_day(std::string_view text);

// As parse_when(); where the year stands last, a cell with four digits and '-' first is of ISO, and can be nothing else;
// and so is a number of five digits one of days, in every format with signs between.
std::optional<When> parse_typed_day(std::string_view text, DayFormat format);

}  // namespace atalaya::intake

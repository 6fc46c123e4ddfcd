// How a cell's number is shown in a workbook: as the document prints it.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::render {

// An Excel number format that shows `value` with the decimals, the sign and what follows the
// number in `printed`, which may hold an interval too ("+12,3 % (8 a 16)"): the first number
// is looked at. "General" when it is not `value` rounded.
//
//   273      "273"       -> #,##0
//   -14.62   "−14,6 %"   -> #,##0.0" %"      the value counts per cents
//   -0.1462  "−14,6 %"   -> #,##0.0%         the value is a share
//   12       "+12"       -> +#,##0;-#,##0;#,##0
//   12.3     "12,3†"     -> #,##0.0"†"
//   5        "5 de 6"    -> #,##0" de 6"
std::string number_format(double value, std::string_view printed);

// Text that a spreadsheet might take for a formula: it begins with = + - @, a tab or a
// carriage return.
bool looks_like_formula(std::string_view text);

}  // namespace atalaya::render

// The order in which people look names up: as a Spanish dictionary has them, and "Zona 2" before "Zona 10".
#pragma once

#include <string_view>

namespace atalaya {

// Whether `a` comes before `b`. Told by the first of these that differs:
//   letters   without accents and whatever their case, ñ after every n; a blank before digits, those before all else (word by
//             word: "San Juan" before "Sanabria"); runs of digits are compared as the numbers that they are, however long
//   length    of equal numbers the one written shorter ("7" before "07")
//   accents   the letter without one first ("Rio" before "Río")
//   case      lower before upper
// Letters written as two code points are those of one (core/composed). Portuguese has the same order but for ñ, which it has
// not. Beyond Latin letters, and in what is no UTF-8, by bytes. A strict order, total over texts, the same under every locale.
// O(length), with room for a copy of both.
bool name_less(std::string_view a, std::string_view b);

}  // namespace atalaya

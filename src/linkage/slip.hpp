// Whether one slip of whoever typed makes one text the other: a character changed, left out, put in, or
// two neighbours exchanged (Damerau 1964, CACM 7, 171-176: four of five typing errors are one of these). The close
// level of what is made of digits (documents, days, numbers of houses), where jaro_winkler finds any
// two alike.
//
// Bytes, not code points. Equal texts are within one slip. O(|a| + |b|).
#pragma once

#include <string_view>

namespace atalaya::linkage {

bool within_one_slip(std::string_view a, std::string_view b);

// Two days written yyyy-mm-dd: within one slip, or day and month exchanged (2021-03-05, 2021-05-03). Other
// text: within_one_slip.
bool may_be_one_day(std::string_view a, std::string_view b);

}  // namespace atalaya::linkage

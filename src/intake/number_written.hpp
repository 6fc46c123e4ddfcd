// A number that names somebody or something (a document, a telephone, a case) in a cell, however it is grouped there:
// 27318456 stands in "27.318.456", "27 318 456" and "DNI 27.318.456-1", 12345678909 in "123.456.789-09".
//
// One sign may stand between two digits: a blank, '-', '/', or a '.' before a group of three. It stands there with no letter or
// digit right before or after. What is grouped as a day is ("2024-05-14", "14/05/2024", "2024/05") is none.
//
// Pure; O(digits times bytes of the cell).
#pragma once

#include <string_view>

namespace atalaya::intake {

// `digits` has nothing else, "" is nowhere; `folded_cell` as core/text.hpp folds.
bool number_written_in(std::string_view digits, std::string_view folded_cell);

}  // namespace atalaya::intake

// Steps by which the text of a cell is read, whatever value it is of.
#pragma once

#include <string>
#include <string_view>

#include "core/text.hpp"

namespace atalaya::intake {

inline bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Whether `text` begins with that sign, which it loses.
inline bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

// With a blank for each sign that prints as one (U+00A0, U+2009, U+202F).
inline std::string with_plain_blanks(std::string_view text) {
    return replaced(replaced(replaced(std::string{text}, "\xC2\xA0", " "), "\xE2\x80\x89", " "),
                    "\xE2\x80\xAF", " ");
}

// "12.0" without its ".0"; what spreadsheets make of a whole number.
inline std::string_view without_zero_fraction(std::string_view text) {
    const auto point = text.find('.');
    if (point == std::string_view::npos || point == 0) return text;
    return text.find_first_not_of('0', point + 1) == std::string_view::npos ? text.substr(0, point) : text;
}

}  // namespace atalaya::intake

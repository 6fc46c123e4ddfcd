// Small things done to text everywhere. All of it is bytes or UTF-8; nothing
// depends on the process's locale.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace atalaya {

// Digits only, all of the text, at most 18 of them.
std::optional<std::int64_t> whole_number(std::string_view text);
// A decimal number written with a point, an optional sign and exponent; all of the text.
std::optional<double> decimal_number(std::string_view text);

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);
std::string replaced(std::string text, std::string_view from, std::string_view to);

// What makes "Núñez", "NUNEZ " and "nuñez" one name: lower case, without accents
// (ñ too), inner blanks single, outer blanks gone. Latin letters only; other
// characters pass through.
std::string folded(std::string_view utf8);

bool is_utf8(std::string_view bytes);
std::string utf8_from_latin1(std::string_view bytes);
// Number of code points.
std::size_t length_utf8(std::string_view utf8);

// Text inside an XML or HTML element or a double-quoted attribute. Control
// characters that XML forbids are dropped.
std::string xml_escaped(std::string_view text);

}  // namespace atalaya

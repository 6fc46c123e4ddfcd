// The letters of encodings of one byte a letter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "intake/descriptor.hpp"

namespace atalaya::intake {

// What stands for a byte that has no letter: a byte that is not UTF-8, so that whoever reads the text finds it.
inline constexpr char not_a_letter = '\xFF';

// The letter of a byte in Latin-1 (ISO 8859-1), Windows-1252, CP850 (what MS-DOS wrote in Spanish and Portuguese,
// and what Fox Pro and dBase tables still hold) or Mac OS Roman; 0 where it has none. Other encodings are no business of it.
char16_t letter_of(Encoding encoding, unsigned char byte);

// All of a text in one of the four. > 200 MB/s.
std::string utf8_from(Encoding encoding, std::string_view bytes);

// Puts a letter at the end of a text in UTF-8. `letter` at most U+10FFFF and no half of a pair.
void append_utf8(std::string& out, std::uint32_t letter);

}  // namespace atalaya::intake

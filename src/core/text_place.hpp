// Where in a text something stands, as an editor counts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace atalaya {

// Both from 1; a column is a letter (code point), and a byte where there is no letter.
struct TextPlace {
    std::int64_t line = 1, column = 1;
};

// The place of the byte at `at`; of the end when there are no more. Lines end with LF. O(at).
TextPlace place_in(std::string_view text, std::size_t at);

// Where the first bytes begin that are no UTF-8; the size when all are. O(n).
std::size_t utf8_until(std::string_view bytes);

}  // namespace atalaya

// Where a text stops being JSON (RFC 8259), for the messages of a reader that does not say.
#pragma once

#include <cstddef>
#include <string_view>

namespace atalaya::geo {

inline constexpr std::size_t deepest_json = 1024;  // as simdjson has it

// The byte where the first fault is: what may not stand there, a number beyond every double or whole number of
// 64 bits, the list or object that is one too deep, half a pair of surrogates; the size of the text when it ends too
// early, or has no fault. UTF-8 is not checked. O(n), no recursion.
std::size_t fault_in_json(std::string_view text);

}  // namespace atalaya::geo

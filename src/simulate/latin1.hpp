// The letters that every made-up text is written with: none is beyond U+00FF.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::simulate {

// Two bytes of UTF-8 become one of Latin-1. Requires letters up to U+00FF.
std::string latin1_from_utf8(std::string_view utf8);

}  // namespace atalaya::simulate

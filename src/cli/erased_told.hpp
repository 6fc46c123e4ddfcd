// What an erasure left in the place of a text, in words.
#pragma once

#include <string>

#include "cli/voice.hpp"

namespace atalaya::cli {

// A text, or the JSON of a detail, with "borrado el 2020-03-01" in the place of every mark of an erasure.
std::string erased_told(const Voice& voice, const std::string& text);

}  // namespace atalaya::cli

// A finding of mixed encodings in words: how many lines in which encodings, where the first is, and what to do.
#pragma once

#include <string>
#include <string_view>

#include "cli/voice.hpp"

namespace atalaya::cli {

// `detail` is what quality::tell_encoding wrote; "" for what is not that.
std::string encoding_told(const Voice& voice, std::string_view detail);

}  // namespace atalaya::cli

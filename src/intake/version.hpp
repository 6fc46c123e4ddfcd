// The version of reading. It is part of every source's recipe, so a file that an earlier one read is read again.
#pragma once

#include <string_view>

namespace atalaya::intake {

// What changes when the same bytes and descriptor would be read differently, or other findings be told of them.
extern const std::string_view intake_version;

}  // namespace atalaya::intake

// A number of a descriptor, and the least and the most that it may be.
#pragma once

#include "intake/toml.hpp"

namespace atalaya::intake {

// `otherwise` where the key is not there. Error{bad_input} with both bounds and what was found.
inline int number_between(TomlTable& table, std::string_view key, int otherwise, int least, int most) {
    const auto found = table.integer(key, otherwise);
    if (found >= least && found <= most) return static_cast<int>(found);
    table.refuse(key, message("\"{}\" should be between {} and {}; found {}.", key, least, most, found));
}

}  // namespace atalaya::intake

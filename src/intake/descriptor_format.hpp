// What source.toml says of the file itself: [format].
#pragma once

#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// Error{bad_input} as TomlTable gives it, and for keys that the type of file has not.
Format format_of(TomlTable table);

}  // namespace atalaya::intake

// What source.toml says of where things are: [place], [area.LAYER] and, of files of areas and of places, [shape], [places].
#pragma once

#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// Error{bad_input} as TomlTable gives it, for a system that PROJ does not know, and for half of a position.
void read_place(Source& source, TomlTable table);
void read_areas(Source& source, TomlTable& top);
void read_shape(Source& source, TomlTable table);
void read_places(Source& source, TomlTable table);

}  // namespace atalaya::intake

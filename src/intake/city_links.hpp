// [[links]] and [[comparisons]] of city.toml: two lists held against each other, record by record or by their numbers alone.
#pragma once

#include "intake/city.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

Link link_of(TomlTable table);
Comparison comparison_of(TomlTable table);

// Error{bad_input} where one names a source or a layer that the city does not have, a block is of nothing that a
// record has, or two have the same id.
void check_links(const City& city, const TomlTable& top);

}  // namespace atalaya::intake

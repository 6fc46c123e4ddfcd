// [[coverage]] of city.toml: what of a source was absent, or of which territories it tells every area.
#pragma once

#include <vector>

#include "intake/city.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// A gap, or with `reaches` one silent on no day for each territory that it names. Error{bad_input} at the line of what
// cannot be meant; whether the city has the source and the layers is for the reader of the city to say.
std::vector<Gap> coverage_of(TomlTable table);

}  // namespace atalaya::intake

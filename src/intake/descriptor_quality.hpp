// What source.toml says for the checks of quality/: [duplicates], [[rule]], [[total]].
#pragma once

#include "intake/descriptor.hpp"
#include "intake/toml.hpp"

namespace atalaya::intake {

// Those of the source's kind. Error{bad_input} as TomlTable gives it.
void read_quality(Source& source, TomlTable& top);
// Once codes.csv is read: Error{bad_input} when a rule of counts names a code that no label has, unless the source keeps
// labels that are not listed.
void check_rule_names(const Source& source);

}  // namespace atalaya::intake

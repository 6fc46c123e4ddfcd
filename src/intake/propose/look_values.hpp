// A look at separated values.
#pragma once

#include "intake/propose/look.hpp"

namespace atalaya::intake {

// `encoding` was told from all bytes; `member` of a zip, "" the only one. One pass. Throws Error{bad_input} where there
// are more columns than tables have.
Look look_at_values(const OpenFile& file, std::string_view member, Judged<Encoding> encoding,
                    Progress& progress);

// Refuses what has more columns than a table of facts.
void refuse_too_wide(std::size_t columns, const std::string& file);

}  // namespace atalaya::intake

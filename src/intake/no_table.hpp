// Files that somebody hands over as a table and are none.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::intake {

// Throws Error{bad_input} that names what was found and what to ask for, when the first bytes are those of a PDF,
// an old Excel workbook, Parquet or a web page. `file` is what messages call it.
void refuse_what_is_no_table(std::string_view beginning, const std::string& file);

}  // namespace atalaya::intake

// Files that somebody hands over as a table and are none.
#pragma once

#include <string>
#include <string_view>

#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// Throws Error{bad_input} that names what was found and what to ask for, when the first bytes are those of a PDF,
// an old Excel workbook, Parquet or a web page. `file` is what messages call it.
void refuse_what_is_no_table(std::string_view beginning, const std::string& file);

// The same where they hold NUL bytes in the first line, or eight and more: no text has those but UTF-16, which is for the
// caller to know.
void refuse_binary(std::string_view beginning, const std::string& file);

// Of a file of separated values as it lies, before all of it is read: both of the above by its first 4 KiB, and a first line
// longer than a row may be (csv.hpp). Nothing of one that is packed or UTF-16.
void refuse_at_first_sight(const Source& source, const OpenFile& file);

}  // namespace atalaya::intake

// The rows of what is kept of a delivery, of any format, in this process: of files that are read by pages those of their
// tables, as read_pages() tells them.
#pragma once

#include <string>
#include <string_view>

#include "intake/descriptor.hpp"
#include "intake/rows.hpp"

namespace atalaya::intake {

// `source` is how the bytes are read (as_twin() of redact.hpp where a twin is kept). Parquet is read in a child process,
// and a PDF by pdftotext. Throws what reading throws. O(bytes).
void read_kept_rows(const Source& source, std::string_view bytes, const std::string& name, RowConsumer& to);

// The same of a file in the process that may read it: Parquet with an engine of its own (rows.hpp), a PDF by its `words`.
void read_any_rows(const Source& source, const OpenFile& file, std::string_view words, RowConsumer& to);

}  // namespace atalaya::intake

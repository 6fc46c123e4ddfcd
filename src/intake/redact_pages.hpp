// The redacted twin of a workbook laid out as people lay them, or of a PDF: its pages (kept_pages.hpp) with cells emptied.
//
// In the tables' rows cells go as in any other file (redact.hpp); one that is merged or written once for several rows goes
// where it is written. Around the tables, what a text that was asked for stands in goes, and with a whole delivery
// everything but heads and the titles, groups and months that the source reads. What reading does not take from the file
// (other sheets, pictures, formulas, who wrote it) is in no twin.
#pragma once

#include <cstdint>
#include <span>

#include "intake/bytes.hpp"
#include "intake/redact.hpp"

namespace atalaya::intake {

// As redact(), of a source that is read by pages. `around`: rows of what no page has that hold a text and go
// (around_rows.hpp). No twin where the pages without the cells would be read to other rows or
// totals, or where a row would still say a text; and of a whole delivery that can no longer be read. O(cells).
Redacted redact_pages(const Source& source, std::span<const Source* const> readers, const OpenFile& file,
                      std::int64_t around, const ToRedact& what);

}  // namespace atalaya::intake

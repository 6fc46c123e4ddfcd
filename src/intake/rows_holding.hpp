// The rows of a delivery that is kept which hold a text, whatever became of them when they were read.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/progress.hpp"
#include "intake/descriptor.hpp"
#include "intake/held_text.hpp"

namespace atalaya::intake {

struct RowsHolding {
    std::vector<std::int64_t> lines;  // 1 = first data row, in order
    // It stands around the tables: in a title, a note, a sheet's name, a sheet that nobody reads.
    bool around = false;
};

// `source` is how the bytes are read (as_twin() where a twin is there). Areas, places and calendars too. Throws what
// reading throws. Parquet is read in a child process, and a PDF by pdftotext; else O(bytes) in this one. A file read by pages
// that its source can no longer read has no rows: what it says is around them.
RowsHolding rows_holding(const Source& source, std::string_view bytes, const std::string& name,
                         std::span<const HeldText> texts, Progress& progress);

}  // namespace atalaya::intake

// What a file says around its table, where no row of a reading has it: the lines above the head of separated values, the rows
// above the head of a workbook's sheet, and the sheets that the source does not read. A redacted twin has none of it.
#pragma once

#include <cstdint>
#include <span>

#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"
#include "intake/held_text.hpp"

namespace atalaya::intake {

// How many of those lines and rows hold a text; 0 for files of other formats, and for twins. Throws what reading throws.
// O(bytes of a workbook, bytes above the head of others).
std::int64_t rows_around(const Source& source, const OpenFile& file, std::span<const HeldText> texts);

}  // namespace atalaya::intake

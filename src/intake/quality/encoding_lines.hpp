// Where the lines of encoding_mixed() stand.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/incident.hpp"
#include "intake/bytes.hpp"
#include "intake/quality/encoding_mixed.hpp"

namespace atalaya::intake::quality {

inline constexpr std::size_t lines_shown = 5;

// The numbers of the first lines that fire, from 1, as a text editor counts them (a cell with a line end in it has several).
// `seen` is what EncodingWatch saw of the same bytes. Reads until the last one shown is found.
std::vector<std::int64_t> first_lines(ByteStream& stream, const EncodingSeen& seen, Encoding declared);

// Adds "lines":[...] to the detail of a finding encoding_mixed, if the last one is that; reads the file once more for it.
void tell_lines(const OpenFile& file, const EncodingSeen& seen, const Format& format,
                std::vector<Finding>& findings);

}  // namespace atalaya::intake::quality

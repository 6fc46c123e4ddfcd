// Rows that say next to nothing: a few bytes for each, and thousands of columns that one row named.
#pragma once

#include <cstdint>
#include <string>

#include "core/error.hpp"

namespace atalaya::intake {

// Throws Error{bad_input} when a table of so many unpacked bytes has more cells than 16 a byte, beyond 2^24 that any
// may have: to go through them would take minutes, and no table that somebody keeps is like that.
inline void refuse_nearly_blank(std::uint64_t cells, std::uint64_t bytes, const std::string& file) {
    constexpr std::uint64_t free = 1 << 24, a_byte = 16;
    if (cells <= free + a_byte * bytes) return;
    throw Error{
        Fault::bad_input,
        message("{}: expected a table; its {} cells are nearly all blank. Take out the columns that say "
                "nothing, or hand it over in parts.",
                file, cells)};
}

}  // namespace atalaya::intake

// How long a line of words may be where it is written.
#pragma once

#include <cstddef>

namespace atalaya::cli {

// Of a terminal its columns, from 40 to 100; 100 of a file or a pipe, and of a terminal that does not say.
std::size_t line_width(int descriptor);

}  // namespace atalaya::cli

// A Parquet file as separated values in UTF-8, cells as reading gives them (rows.hpp): what a redacted twin of it is made from.
#pragma once

#include <string>

#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

// Read in a child process (sandbox.hpp) that hands the text over in pieces, so that only this process holds all of it.
// Throws what reading throws. O(bytes unpacked).
std::string parquet_text(const Source& source, const OpenFile& file, char separator);

}  // namespace atalaya::intake

// A document as plain text, for the body of a mail or a terminal: UTF-8, lines of at most `width` characters but
// for a longer word, none ends with a blank. Pictures are told by their alternative text; numbers lead nowhere, and
// there is no appendix.
//
// A table whose columns fit stands in columns; one that does not is told row by row, "heading: value".
#pragma once

#include <cstddef>
#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// The same document gives the same bytes. O(size of the output).
std::string plain_text(const Document& document, std::size_t width = 76);

}  // namespace atalaya::render

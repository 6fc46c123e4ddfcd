// A document as Typst markup (version 0.14), complete in itself: pictures travel inside
// as SVG. What it becomes: A4, header with the title and the badges on each page, footer
// with page n/N, tables whose heads repeat, alternative texts for PDF/UA-1, and dotted
// links from each number to its row in the appendix.
//
// Only Public Sans is used. Signs that the typeface lacks (arrows, triangles, the signs
// for "about" and "at least") are drawn, with the sign itself as alternative text.
#pragma once

#include <string>
#include <string_view>

#include "render/document.hpp"

namespace atalaya::render {

// The same document gives the same bytes. O(size of the output).
std::string typst(const Document& document);

// How many pages the document may take: one for a ficha, four where the appendix is run-in text, 0 for as many as it
// needs. Set with the input "tight" from "1" to "3" it takes less room.
int pages_at_most(const Document& document);

// Text as a Typst string literal, quotes included.
std::string typst_quoted(std::string_view utf8);

}  // namespace atalaya::render

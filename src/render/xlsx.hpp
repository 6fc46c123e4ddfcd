// A document's tables as a workbook: a first sheet that says what it is, one sheet per
// table (and per picture that brings its values) named by its id, and the appendix with
// every figure.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// The bytes of the workbook; the same document gives the same bytes, and the only date
// inside is the document's. Numbers are numbers, shown as the document prints them, and those
// that stand with them (the ends of an interval) have columns of their own. A cell that shows
// a figure leads to its row in the appendix, and that row to the first cell that shows it. All
// else is text, never a formula: a text that begins with = + - @, a tab or a carriage return
// is a string in a cell formatted as text, so that it stays one when somebody edits the cell.
// Heads are frozen and can be filtered; the author is the city; no sheet is hidden.
//
// Throws Error{no_space} when the temporary file it passes through cannot be written.
std::string xlsx(const Document& document);

}  // namespace atalaya::render

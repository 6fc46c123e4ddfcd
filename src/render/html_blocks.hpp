// The blocks of a document as HTML.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// Escaped, with <strong>, and with a link to the appendix around each number that shows a figure.
std::string html_text(const Text& text);

// The blocks of one section, in order; headings start at h3, below the section's h2.
std::string html_blocks(const Document& document, const Section& section);

}  // namespace atalaya::render

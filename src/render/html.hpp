// A document as one HTML file that opens from a memory stick: style, pictures and
// typeface are inside, nothing is fetched and no script runs (its own content policy
// forbids both). Each number that shows a figure links to its row in the appendix.
//
// Made to be read with a keyboard and a screen reader (WCAG 2.2 AA), on paper (A4) and
// in the dark (the system's preference).
#pragma once

#include <filesystem>
#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// Public Sans, Latin subset, as WOFF2. An empty face is left out and the reader's own
// sans serif stands in.
struct HtmlAssets {
    std::string regular;   // 400
    std::string semibold;  // 600
    std::string bold;      // 700
};

// Reads public-sans-latin-{400,600,700}-normal.woff2 from `folder`. Throws
// Error{missing} that names the file.
HtmlAssets html_assets(const std::filesystem::path& folder);

// The same document and assets give the same bytes. Ids inside pictures get the
// picture's id as prefix, so that two pictures never share one. O(size of the output).
std::string html(const Document& document, const HtmlAssets& assets);

}  // namespace atalaya::render

// How a table fits between the margins of a page.
#pragma once

#include <vector>

#include "render/document.hpp"

namespace atalaya::render {

struct TypstFit {
    std::vector<double> shares;  // of the width, one per column
    double size_pt{};            // of the type
    double width_pt{};           // of the table: the page's, or less when little is said
};

// Every column gets what its widest cell wants while that fits, with type a little smaller
// if need be. When it does not, numbers part before "(" and texts between words, and room
// goes where it saves most lines: to definitions rather than to dates. Only then does the type
// shrink further, never below 6.4 pt. Widths are reckoned from classes of letters of Public
// Sans, wide enough to be safe. O(cells x columns x 100).
TypstFit typst_fit(const Sheet& sheet);

}  // namespace atalaya::render

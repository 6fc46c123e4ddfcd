// How a table fits between the margins of a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/document.hpp"

namespace atalaya::render {

struct TypstFit {
    std::vector<double> shares;  // of the width, one per column
    double size_pt{};            // of the type
    double width_pt{};           // of the table: the page's, or less when little is said
};

// A heading as it is set: blanks within parentheses do not part, so that "(IC 95 %)" stays whole.
std::string typst_heading(std::string_view heading);

// Every column gets what its widest cell wants while that fits, with type a little smaller
// if need be. When it does not, numbers part before "(" and texts between words, and room
// goes where it saves most lines: to definitions rather than to dates. Only then does the type
// shrink further, never below 6.4 pt. Widths are those of Public Sans with tabular figures,
// kerning apart. O(cells x columns x 100).
TypstFit typst_fit(const Sheet& sheet);

}  // namespace atalaya::render

// The appendix on paper: a line per figure, and what many figures have in common said once.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// A call of appendix() of typst_style. Figures of one indicator stand together, in the order
// of first appearance; figures with the same sources, deliveries, vintage and command (but
// for the figure's own id) share one numbered note above the table.
std::string typst_appendix(const Document& document);

}  // namespace atalaya::render

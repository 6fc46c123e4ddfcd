// The appendix on paper: a line or a short entry per figure, and what many figures have in common said once.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// A call of appendix-table() or appendix-run-in() of typst_style, as the document says. Figures stand under
// the section that shows them first and there under their indicator; sources are letters, told at the end
// with their deliveries; vintage and command are said once.
std::string typst_appendix(const Document& document);

}  // namespace atalaya::render

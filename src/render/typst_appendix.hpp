// The appendix on paper: a short entry per figure, and what many figures have in common said once.
#pragma once

#include <string>

#include "render/document.hpp"

namespace atalaya::render {

// A call of appendix() of typst_style. Figures of one indicator and the same sources stand
// together, in the order of first appearance, and within them those of the same measure and
// period; sources with their deliveries are numbered notes, vintage and command are said once.
std::string typst_appendix(const Document& document);

}  // namespace atalaya::render

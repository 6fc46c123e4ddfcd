// Stretches of text as Typst code.
#pragma once

#include <string>
#include <string_view>

#include "render/document.hpp"

namespace atalaya::render {

// How numbers that show a figure lead to its row in the appendix.
enum class Links { dotted, plain, none };

// One expression that is the text. Blanks and dashes that the typeface lacks become those
// that it has; signs that it lacks are drawn.
std::string typst_text(std::string_view utf8);
std::string typst_text(const Text& text, Links links);

// A picture's markup with the blanks, dashes and signs that the typeface lacks replaced.
std::string printable_svg(std::string_view svg);

}  // namespace atalaya::render

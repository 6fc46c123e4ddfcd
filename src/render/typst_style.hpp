// How a bulletin looks on paper: the definitions that the markup of typst.cpp calls.
#pragma once

#include <string_view>

namespace atalaya::render {

// Typst source that defines, for A4 and one typeface:
//
//   bulletin(title, kicker, main, head, badges, footer, page-word, language, region, date, body)
//   finding note gloss kpis picture pair sheet appendix   blocks
//   n m b sign mark                                       stretches of text
extern const std::string_view typst_style;

}  // namespace atalaya::render

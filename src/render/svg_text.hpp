// How wide a text is in Public Sans, so that labels can be placed before anything is
// drawn and without a font at hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace atalaya::render {

// In the unit of `size`. Never less than what is drawn, kerning apart: digits count
// as the widest one, characters that the font lacks as wide ones. `strong` is weight 600.
double text_width(std::string_view utf8, double size, bool strong = false);

// The text if it is no wider than `width`; else as much of its beginning as fits with
// "…"; "" when not even one letter does.
std::string shortened(std::string_view utf8, double width, double size, bool strong = false);

// The words in exactly `lines` lines whose widest is as narrow as can be; none when
// there are fewer words than lines.
std::vector<std::string> in_lines(std::string_view utf8, int lines, double size, bool strong = false);

double widest(const std::vector<std::string>& texts, double size, bool strong = false);

}  // namespace atalaya::render

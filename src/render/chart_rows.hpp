// Charts with one named row after another: the column of names to their left.
#pragma once

#include <string>
#include <vector>

#include "render/chart_canvas.hpp"

namespace atalaya::render {

// As wide as the widest name, up to two fifths of the picture.
double row_label_width(const std::vector<std::string>& labels, double picture_width);

// Ends at the right of `cell`, in the middle of its height; shortened to its width.
void draw_row_label(Canvas& canvas, const std::string& label, bool marked, const Rect& cell);

}  // namespace atalaya::render

#include "render/chart_rows.hpp"

#include <algorithm>

#include "render/svg_text.hpp"

namespace atalaya::render {

double row_label_width(const std::vector<std::string>& labels, double picture_width) {
    return std::min(widest(labels, theme::label, true), 0.4 * picture_width);
}

void draw_row_label(Canvas& canvas, const std::string& label, bool marked, const Rect& cell) {
    const TextStyle style{
        .size = theme::label, .strong = marked, .colour = marked ? theme::accent : theme::ink};
    canvas.write({cell.right, (cell.top + cell.bottom) / 2 + 4},
                 shortened(label, cell.width(), style.size, marked), Anchor::end, style);
}

}  // namespace atalaya::render

#include <algorithm>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_rows.hpp"
#include "render/chart_scale.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double row_height = 21, bar_height = 13, mark_height = 17;

std::vector<Key> keys_of(const BarChart& chart) {
    const bool any_before =
        std::ranges::any_of(chart.bars, [](const Bar& bar) { return bar.before.has_value(); });
    std::vector<Key> keys{{Key::Mark::swatch, theme::sequential[3], chart.value_label}};
    if (any_before) keys.push_back({Key::Mark::tick, theme::ink, chart.before_label});
    return keys;
}

double highest_drawn(const BarChart& chart) {
    double high = 0;
    for (const Bar& bar : chart.bars) high = std::max({high, bar.value.value_or(0), bar.before.value_or(0)});
    return high == 0 ? 1 : high;
}

double widest_value(const ChartFrame& frame, const BarChart& chart) {
    double wide = 0;
    for (const Bar& bar : chart.bars) {
        const std::string text = bar.value ? frame.number(*bar.value) : chart.missing_label;
        wide = std::max(wide, text_width(text, theme::label, true));
    }
    return wide;
}

// The number in its own column, then the bar with last year's mark over it: a number
// at the bar's end would stand beside the mark and seem to be its own.
void draw_bar(Canvas& canvas, const ChartFrame& frame, const BarChart& chart, const Bar& bar,
              const Scale& scale, double top) {
    const double middle = top + row_height / 2;
    const bool known = bar.value.has_value();
    canvas.write({scale(0) - 8, middle + 4}, known ? frame.number(*bar.value) : chart.missing_label,
                 Anchor::end,
                 {.size = theme::label, .strong = known, .colour = known ? theme::ink : theme::ink3});
    if (known) {
        canvas.rect({scale(0), middle - bar_height / 2, scale(*bar.value), middle + bar_height / 2},
                    bar.marked ? theme::sequential[4] : theme::sequential[3]);
    }
    if (bar.before) {
        const double x = scale(*bar.before);
        canvas.line({x, middle - mark_height / 2}, {x, middle + mark_height / 2}, {theme::surface, 4.5});
        canvas.line({x, middle - mark_height / 2}, {x, middle + mark_height / 2}, {theme::ink, 2});
    }
}

}  // namespace

Drawing bar_chart(const ChartFrame& frame, const BarChart& chart) {
    expects(!chart.bars.empty(), "bar_chart: at least one bar");
    const double width = width_of(frame);
    std::vector<std::string> labels;
    for (const Bar& bar : chart.bars) {
        expects(bar.value.value_or(0) >= 0 && bar.before.value_or(0) >= 0, "bar_chart: bars start at zero");
        labels.push_back(bar.label);
    }
    const double label_width = row_label_width(labels, width);
    const double strip = strip_height(width, chart.unit, keys_of(chart)) + 4;
    const double zero = label_width + 14 + widest_value(frame, chart) + 8;
    const Scale scale{highest_drawn(chart), zero, width - 4};

    Canvas canvas{frame, strip + row_height * static_cast<double>(chart.bars.size()) + 4};
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, keys_of(chart));
    double top = strip;
    for (const Bar& bar : chart.bars) {
        draw_row_label(canvas, bar.label, bar.marked, {0, top, label_width, top + row_height});
        draw_bar(canvas, frame, chart, bar, scale, top);
        top += row_height;
    }
    canvas.line({scale(0), strip}, {scale(0), top}, {theme::ink3, 1});
    return canvas.done();
}

}  // namespace atalaya::render

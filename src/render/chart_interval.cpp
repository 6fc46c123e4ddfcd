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

constexpr double row_height = 17, axis_height = 18;

std::string value_text(const ChartFrame& frame, const IntervalChart& chart, const IntervalRow& row) {
    return row.value ? frame.number(*row.value) : chart.missing_label;
}
std::string interval_text(const ChartFrame& frame, const IntervalRow& row) {
    return row.value ? frame.number(row.low) + "–" + frame.number(row.high) : "";
}

// The two columns of numbers right of the plot.
struct Numbers {
    double value = 0, interval = 0;  // widths
    double total() const { return value + interval + 14 + 8; }
};

Numbers numbers_of(const ChartFrame& frame, const IntervalChart& chart) {
    Numbers wide;
    for (const IntervalRow& row : chart.rows) {
        wide.value = std::max(wide.value, text_width(value_text(frame, chart, row), theme::small, true));
        wide.interval = std::max(wide.interval, text_width(interval_text(frame, row), theme::small));
    }
    return wide;
}

double highest_drawn(const IntervalChart& chart) {
    double high = chart.reference.value_or(0);
    for (const IntervalRow& row : chart.rows) {
        if (row.value) high = std::max(high, row.high);
    }
    return high;
}

void draw_ruler(Canvas& canvas, const Rect& plot, const Scale& scale, const std::vector<double>& ticks,
                const NumberText& number) {
    for (const double tick : ticks) {
        canvas.line({scale(tick), plot.top}, {scale(tick), plot.bottom},
                    {tick == 0 ? theme::ink3 : theme::line, 1});
        canvas.write_if_free({scale(tick), plot.bottom + 12}, number(tick), Anchor::middle, {});
    }
}

void draw_interval(Canvas& canvas, const IntervalRow& row, const Scale& scale, double middle) {
    if (!row.value) return;
    const std::string_view colour = row.marked ? theme::accent : theme::sequential[3];
    canvas.line({scale(row.low), middle}, {scale(row.high), middle}, {colour, row.marked ? 2.4 : 1.6});
    for (const double end : {row.low, row.high}) {
        canvas.line({scale(end), middle - 3}, {scale(end), middle + 3}, {colour, 1.2});
    }
    canvas.dot({scale(*row.value), middle}, row.marked ? 3.8 : 3.2, theme::accent);
}

// The city's line and its name above, over the line or where there is room beside it.
void draw_reference(Canvas& canvas, const IntervalChart& chart, const Rect& plot, const Scale& scale) {
    if (!chart.reference) return;
    const double x = scale(*chart.reference);
    canvas.line({x, plot.top - 3}, {x, plot.bottom}, {theme::ink, 1.2, theme::long_dash});
    const TextStyle style{.strong = true, .colour = theme::ink};
    const std::string text = shortened(chart.reference_label, canvas.area().width(), style.size, true);
    const double half = text_width(text, style.size, true) / 2;
    const double centre = std::clamp(x, half, canvas.area().width() - half);
    canvas.write({centre, plot.top - 6}, text, Anchor::middle, style);
}

}  // namespace

Drawing interval_chart(const ChartFrame& frame, const IntervalChart& chart) {
    expects(!chart.rows.empty(), "interval_chart: at least one row");
    const double width = width_of(frame);
    std::vector<std::string> labels;
    for (const IntervalRow& row : chart.rows) {
        expects(!row.value || (0 <= row.low && row.low <= row.high), "interval_chart: 0 <= low <= high");
        labels.push_back(row.label);
    }
    const Numbers numbers = numbers_of(frame, chart);
    const auto ticks = nice_ticks(highest_drawn(chart), 5, false);
    const double label_width = row_label_width(labels, width);
    const double strip = strip_height(width, chart.unit, {}) + 4;
    const double top = strip + (chart.reference ? 16 : 2);
    const Rect plot{label_width + 12, top, width - numbers.total() - 4,
                    top + row_height * static_cast<double>(chart.rows.size())};
    const Scale scale{ticks.back(), plot.left, plot.right};

    Canvas canvas{frame, plot.bottom + axis_height};
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, {});
    double y = plot.top;
    for (const IntervalRow& row : chart.rows) {
        if (row.marked) canvas.rect({0, y, width, y + row_height}, theme::accent_soft);
        y += row_height;
    }
    draw_ruler(canvas, plot, scale, ticks, frame.number);
    draw_reference(canvas, chart, plot, scale);
    y = plot.top;
    for (const IntervalRow& row : chart.rows) {
        const double middle = y + row_height / 2;
        draw_row_label(canvas, row.label, row.marked, {0, y, label_width, y + row_height});
        draw_interval(canvas, row, scale, middle);
        const bool known = row.value.has_value();
        canvas.write({width - numbers.interval - 14, middle + 3.6}, value_text(frame, chart, row),
                     Anchor::end, {.strong = known, .colour = known ? theme::ink : theme::ink3});
        canvas.write({width, middle + 3.6}, interval_text(frame, row), Anchor::end, {});
        y += row_height;
    }
    return canvas.done();
}

}  // namespace atalaya::render

#include "render/chart_values.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_marker.hpp"
#include "render/chart_rows.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double row_height = 19, axis_height = 16;

Axis axis_for(const ValueChart& chart) {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    const auto hold = [&](const std::optional<double>& value) {
        if (!value || (chart.axis.ratio && *value <= 0)) return;
        least = std::min(least, *value);
        greatest = std::max(greatest, *value);
    };
    for (const auto& row : chart.rows)
        for (const auto& value : {row.value, row.low, row.high, row.second}) hold(value);
    hold(chart.reference);
    if (chart.bars) hold(0.0);
    expects(least <= greatest, "value_chart: at least one value");
    return axis_of(chart.axis, least, greatest, 6);
}

struct Plot {
    const ChartFrame& frame;
    const ValueChart& chart;
    Rect area;
    Axis axis;

    // What has no place on an axis of ratios is at its end.
    double x(double value) const {
        return std::clamp(axis.ratio && value <= 0 ? area.left : axis(value), area.left, area.right);
    }
};

std::string value_text(const ChartFrame& frame, const ValueChart& chart, const ValueRow& row) {
    return row.value ? frame.number(*row.value) : chart.missing_label;
}

void draw_ruler(Canvas& canvas, const Plot& plot) {
    for (const double tick : plot.axis.ticks) {
        const double x = plot.axis(tick);
        canvas.line({x, plot.area.top}, {x, plot.area.bottom}, {tick == 0 ? theme::ink3 : theme::line, 1});
        canvas.write_if_free({x, plot.area.bottom + 12}, plot.frame.number(tick), Anchor::middle, {});
    }
}

void draw_reference(Canvas& canvas, const Plot& plot) {
    if (!plot.chart.reference) return;
    const double x = plot.x(*plot.chart.reference);
    canvas.line({x, plot.area.top - 3}, {x, plot.area.bottom}, {theme::ink, 1.2, theme::long_dash});
    const TextStyle style{.strong = true, .colour = theme::ink};
    const double half = text_width(plot.chart.reference_label, style.size, true) / 2;
    const double centre = std::clamp(x, half, std::max(half, canvas.area().width() - half));
    canvas.write({centre, plot.area.top - 6}, plot.chart.reference_label, Anchor::middle, style);
}

std::string_view colour_of(const ValueRow& row) {
    return row.marked ? theme::hot[2] : theme::accent;
}

void draw_row(Canvas& canvas, const Plot& plot, const ValueRow& row, double middle) {
    if (!row.value) return;
    const double x = plot.x(*row.value);
    if (plot.chart.bars) {
        const double zero = plot.x(0);
        canvas.rect({std::min(zero, x), middle - 5.5, std::max(zero, x), middle + 5.5},
                    row.marked ? theme::hot[1] : theme::sequential[2]);
    }
    if (row.low && row.high) {
        const std::string_view colour = row.marked ? theme::hot[1] : theme::sequential[3];
        const double low = plot.x(*row.low), high = plot.x(*row.high);
        canvas.line({low, middle}, {high, middle}, {colour, 1.6});
        for (const double end : {low, high}) canvas.line({end, middle - 3}, {end, middle + 3}, {colour, 1.2});
    }
    if (row.second) {
        const double to = plot.x(*row.second);
        if (!plot.chart.bars) canvas.line({x, middle}, {to, middle}, {theme::line2, 2});
        if (plot.chart.bars)
            canvas.line({to, middle - 7}, {to, middle + 7}, {theme::ink, 2});
        else
            draw_marker(canvas, {to, middle}, Marker::ring, 3.2, theme::ink2);
    }
    if (!plot.chart.bars)
        draw_marker(canvas, {x, middle}, row.marked ? Marker::triangle : Marker::circle, 3.4, colour_of(row));
}

std::vector<Key> keys_of(const ValueChart& chart) {
    const auto any = [&](auto has) { return std::ranges::any_of(chart.rows, has); };
    std::vector<Key> keys;
    const auto sign = [&](Marker marker, std::string_view colour, const std::string& text) {
        keys.push_back({Key::Mark::marker, colour, text, marker});
    };
    if (chart.bars)
        keys.push_back({Key::Mark::swatch, theme::sequential[2], chart.value_label});
    else
        sign(Marker::circle, theme::accent, chart.value_label);
    if (any([](const ValueRow& row) { return row.marked; })) {
        if (chart.bars)
            keys.push_back({Key::Mark::swatch, theme::hot[1], chart.marked_label});
        else
            sign(Marker::triangle, theme::hot[2], chart.marked_label);
    }
    if (any([](const ValueRow& row) { return row.low && row.high; }))
        keys.push_back({Key::Mark::line, theme::sequential[3], chart.interval_label});
    if (any([](const ValueRow& row) { return row.second.has_value(); })) {
        if (chart.bars)
            keys.push_back({Key::Mark::tick, theme::ink, chart.second_label});
        else
            sign(Marker::ring, theme::ink2, chart.second_label);
    }
    return keys;
}

}  // namespace

Drawing value_chart(const ChartFrame& frame, const ValueChart& chart) {
    const double width = width_of(frame);
    std::vector<std::string> labels, numbers;
    for (const auto& row : chart.rows) {
        labels.push_back(row.label);
        numbers.push_back(value_text(frame, chart, row));
    }
    Axis axis = axis_for(chart);
    const auto keys = keys_of(chart);
    const double label_width = row_label_width(labels, width);
    const double strip = strip_height(width, chart.axis.title, keys) + 6;
    const double top = strip + (chart.reference ? 16 : 2);
    const Rect area{label_width + 12, top, width - widest(numbers, theme::small, true) - 14,
                    top + row_height * static_cast<double>(chart.rows.size())};
    axis.at_low = area.left, axis.at_high = area.right;
    const Plot plot{frame, chart, area, axis};

    Canvas canvas{frame, area.bottom + axis_height};
    draw_strip(canvas, {0, 0, width, strip}, chart.axis.title, keys);
    draw_ruler(canvas, plot);
    draw_reference(canvas, plot);
    double y = area.top;
    for (const auto& row : chart.rows) {
        const double middle = y + row_height / 2;
        draw_row_label(canvas, row.label, false, {0, y, label_width, y + row_height});
        draw_row(canvas, plot, row, middle);
        canvas.write({width, middle + 3.6}, value_text(frame, chart, row), Anchor::end,
                     {.strong = row.value.has_value(), .colour = row.value ? theme::ink : theme::ink3});
        y += row_height;
    }
    return canvas.done();
}

}  // namespace atalaya::render

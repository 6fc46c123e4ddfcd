#include <algorithm>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_months.hpp"
#include "render/chart_scale.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double narrowest = 112, panel_gap = 12;
constexpr double title_height = 15, plot_height = 62, years_height = 16;
constexpr Stroke panel_stroke{theme::ink, 1.3};

int columns_for(int panels, double width) {
    const int at_most = std::clamp(static_cast<int>(width / narrowest), 1, 5);
    const int rows = (panels + at_most - 1) / at_most;
    return (panels + rows - 1) / rows;  // no fuller first row than is needed
}

double highest_drawn(const SmallMultiples& chart) {
    double high = 0;
    for (const SmallPanel& panel : chart.panels) {
        high = std::max(high, highest(panel.observed));
        for (const auto& expected : panel.expected) high = std::max(high, expected ? expected->high_95 : 0);
    }
    return high;
}

std::vector<Key> keys_of(const SmallMultiples& chart) {
    std::vector<Key> keys;
    const bool band =
        std::ranges::any_of(chart.panels, [](const SmallPanel& panel) { return !panel.expected.empty(); });
    if (band) keys.push_back({Key::Mark::band, theme::band_95, chart.expected_label});
    if (chart.provisional > 0) keys.push_back({Key::Mark::hatch, theme::ink3, chart.provisional_label});
    return keys;
}

struct PanelPlot {
    const ChartFrame& frame;
    const SmallMultiples& chart;
    const SmallPanel& panel;
    Rect area;  // of the plot, below the title
    Scale scale;
    TimeAxis axis;
};

// The name to the left, the last value to the right of it.
void draw_title(Canvas& canvas, const PanelPlot& plot, int last) {
    const TextStyle value_style{.strong = true, .colour = theme::ink};
    const TextStyle name_style{.strong = plot.panel.marked,
                               .colour = plot.panel.marked ? theme::accent : theme::ink2};
    const double baseline = plot.area.top - 5;
    double room = plot.area.width();
    if (last >= 0) {
        const std::string value = plot.frame.number(*plot.panel.observed[static_cast<std::size_t>(last)]);
        room -= text_width(value, value_style.size, true) + 5;
        canvas.write({plot.area.right, baseline}, value, Anchor::end, value_style);
    }
    canvas.write({plot.area.left, baseline},
                 shortened(plot.panel.title, room, name_style.size, name_style.strong), Anchor::start,
                 name_style);
}

void draw_band(Canvas& canvas, const PanelPlot& plot, const std::vector<double>& cuts) {
    const auto& expected = plot.panel.expected;
    const auto y = [&](double Expected::*part) {
        return [&, part](int i) { return plot.scale((*expected[static_cast<std::size_t>(i)]).*part); };
    };
    const auto parts = stretches(
        plot.axis, static_cast<int>(expected.size()),
        [&](int i) { return expected[static_cast<std::size_t>(i)].has_value(); }, cuts);
    for (const Stretch& part : parts) {
        draw_band(canvas, plot.axis, part, y(&Expected::low_95), y(&Expected::high_95), theme::band_95);
        draw_band(canvas, plot.axis, part, y(&Expected::low_50), y(&Expected::high_50), theme::band_50);
    }
}

void draw_panel(Canvas& canvas, const PanelPlot& plot, const std::vector<double>& ticks) {
    const Series& values = plot.panel.observed;
    const int last = last_known(values), first_provisional = std::max(0, last + 1 - plot.chart.provisional);
    std::vector<double> cuts;
    for (const Day day : plot.chart.breaks) cuts.push_back(plot.axis.at(day));

    draw_band(canvas, plot, cuts);
    for (const double tick : ticks) {
        const double y = plot.scale(tick);
        canvas.line({plot.area.left, y}, {plot.area.right, y}, {tick == 0 ? theme::ink3 : theme::line, 0.8});
    }
    if (first_provisional <= last) {
        canvas.hatch(
            {plot.axis.start(first_provisional), plot.area.top, plot.axis.start(last + 1), plot.area.bottom});
    }
    for (const double cut : cuts)
        canvas.line({cut, plot.area.top}, {cut, plot.area.bottom}, {theme::ink2, 1});
    const auto parts = stretches(
        plot.axis, static_cast<int>(values.size()),
        [&](int i) { return values[static_cast<std::size_t>(i)].has_value(); }, cuts);
    draw_series(canvas, plot.axis, parts, plot.scale, values, first_provisional, panel_stroke);
    if (last >= 0) {
        canvas.dot({plot.axis.middle(last), plot.scale(*values[static_cast<std::size_t>(last)])}, 2,
                   theme::ink);
    }
    draw_title(canvas, plot, last);
}

void require_panels(const SmallMultiples& chart) {
    expects(!chart.panels.empty() && chart.panels.size() <= 15, "small_multiples: 1 to 15 panels");
    for (const SmallPanel& panel : chart.panels) {
        expects(!panel.observed.empty() && panel.observed.size() == chart.panels.front().observed.size(),
                "small_multiples: all panels have the same months");
        expects(panel.expected.empty() || panel.expected.size() == panel.observed.size(),
                "small_multiples: expected is empty or as long as observed");
    }
}

}  // namespace

Drawing small_multiples(const ChartFrame& frame, const SmallMultiples& chart) {
    require_panels(chart);
    const double width = width_of(frame);
    const bool whole =
        std::ranges::all_of(chart.panels, [](const SmallPanel& panel) { return all_whole(panel.observed); });
    const auto ticks = nice_ticks(highest_drawn(chart), 3, whole);
    const double left = widest_number(ticks, frame.number) + 8;
    const double strip = strip_height(width, chart.unit, keys_of(chart)) + 4;

    const int panels = static_cast<int>(chart.panels.size());
    const int columns = columns_for(panels, width - left), rows = (panels + columns - 1) / columns;
    const double row_height = title_height + plot_height + years_height;
    const double panel_width = (width - left - (columns - 1) * panel_gap) / columns;

    Canvas canvas{frame, strip + rows * row_height};
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, keys_of(chart));
    for (int i = 0; i < panels; ++i) {
        const double x = left + (i % columns) * (panel_width + panel_gap);
        const double y = strip + (i / columns) * row_height + title_height;
        const Rect area{x, y, x + panel_width, y + plot_height};
        const SmallPanel& panel = chart.panels[static_cast<std::size_t>(i)];
        const TimeAxis axis{chart.first, static_cast<int>(panel.observed.size()), area.left, area.right};
        const Scale scale{ticks.back(), area.bottom, area.top};
        draw_panel(canvas, {frame, chart, panel, area, scale, axis}, ticks);
        axis.draw_years(canvas, area.bottom + 11);
        if (i % columns > 0) continue;
        for (const double tick : ticks) {
            canvas.write({left - 6, scale(tick) + 3.6}, frame.number(tick), Anchor::end, {});
        }
    }
    return canvas.done();
}

}  // namespace atalaya::render

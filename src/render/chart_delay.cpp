#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_months.hpp"
#include "render/chart_scale.hpp"
#include "render/chart_strip.hpp"

namespace atalaya::render {

namespace {

struct DayPlot {
    const DelayChart& chart;
    Rect area;
    Scale scale;

    int last() const { return static_cast<int>(chart.percent.size()) - 1; }
    double x(double day) const { return area.left + std::log1p(day) / std::log1p(last()) * area.width(); }
    double y(int day) const { return scale(chart.percent[static_cast<std::size_t>(day)]); }
};

// What is registered on a day is there from that day on: steps, not slopes.
std::vector<Planar> steps_of(const DayPlot& plot) {
    std::vector<Planar> steps{{plot.x(0), plot.scale(0)}};
    for (int day = 0; day <= plot.last(); ++day) {
        if (day > 0) steps.push_back({plot.x(day), plot.y(day - 1)});
        steps.push_back({plot.x(day), plot.y(day)});
    }
    return steps;
}

void draw_surface(Canvas& canvas, const DayPlot& plot) {
    auto edge = steps_of(plot);
    edge.push_back({plot.x(plot.last()), plot.scale(0)});
    canvas.polygon(edge, theme::band_95);
}

void draw_marks(Canvas& canvas, const DayPlot& plot) {
    const TextStyle style{.size = theme::label, .strong = true, .colour = theme::ink, .halo = theme::surface};
    for (const auto& mark : plot.chart.marks) {
        const Planar point{plot.x(mark.day), plot.y(mark.day)};
        canvas.line({point.x, plot.area.bottom}, point, {theme::ink3, 1, theme::dotted});
        canvas.dot(point, 3, theme::ink);
        if (canvas.write_if_free({point.x + 7, point.y + 16}, mark.label, Anchor::start, style)) continue;
        canvas.write_if_free({point.x - 7, point.y + 16}, mark.label, Anchor::end, style);
    }
}

// The days that fit, each under its place; the axis says what they are at its end.
void draw_days(Canvas& canvas, const DayPlot& plot, const NumberText& number) {
    const TextStyle style{};
    const double baseline = plot.area.bottom + 14;
    for (const int day : {0, 1, 2, 3, 7, 14, 30, 60, 90, 180, 365}) {
        if (day > plot.last()) break;
        canvas.line({plot.x(day), plot.area.bottom}, {plot.x(day), plot.area.bottom + 4},
                    {theme::line2, 1, ""});
        canvas.write_if_free({plot.x(day), baseline}, number(day), Anchor::middle, style);
    }
    canvas.write({plot.area.right, baseline + 14}, plot.chart.day_label, Anchor::end, style);
}

}  // namespace

Drawing delay_chart(const ChartFrame& frame, const DelayChart& chart) {
    expects(chart.percent.size() >= 2, "delay_chart: at least the first two days");
    expects(
        std::ranges::is_sorted(chart.percent) && chart.percent.front() >= 0 && chart.percent.back() <= 100,
        "delay_chart: percentages rise from 0 to 100");
    const auto on_the_curve = [&](const DelayMark& mark) {
        return mark.day >= 0 && mark.day < static_cast<int>(chart.percent.size());
    };
    expects(std::ranges::all_of(chart.marks, on_the_curve), "delay_chart: marks are days of the curve");
    Canvas canvas{frame, units(chart.height_mm)};
    const double width = canvas.area().width();
    const auto ticks = nice_ticks(100, 4, true);
    const double strip = strip_height(width, chart.unit, {});
    const Rect area{widest_number(ticks, frame.number) + 8, strip + 8, width - 10, canvas.area().bottom - 32};
    const DayPlot plot{chart, area, {ticks.back(), area.bottom, area.top}};
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, {});
    draw_surface(canvas, plot);
    draw_value_axis(canvas, area, plot.scale, ticks, frame.number);
    canvas.polyline(steps_of(plot), {theme::ink, 2, ""});
    draw_marks(canvas, plot);
    draw_days(canvas, plot, frame.number);
    return canvas.done();
}

}  // namespace atalaya::render

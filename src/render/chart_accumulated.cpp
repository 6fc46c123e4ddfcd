#include <algorithm>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_months.hpp"
#include "render/chart_scale.hpp"
#include "render/chart_strip.hpp"

namespace atalaya::render {

namespace {

constexpr int year_months = 12;
constexpr Stroke year_stroke{theme::ink, 2};

std::vector<Key> keys_of(const AccumulatedChart& chart) {
    std::vector<Key> keys;
    if (!chart.most.empty()) keys.push_back({Key::Mark::swatch, theme::band_50, chart.band_label});
    if (chart.provisional > 0) keys.push_back({Key::Mark::hatch, theme::ink3, chart.provisional_label});
    return keys;
}

void draw_earlier_years(Canvas& canvas, const AccumulatedChart& chart, const MonthAxis& axis, const Scale& scale) {
    const auto known = [&](int i) {
        return chart.least[static_cast<std::size_t>(i)].has_value() && chart.most[static_cast<std::size_t>(i)].has_value();
    };
    const auto edge = [&scale](const Series& values) {
        return [&](int i) { return scale(*values[static_cast<std::size_t>(i)]); };
    };
    for (const Stretch& part : stretches(axis, static_cast<int>(chart.least.size()), known, {})) {
        draw_band(canvas, axis, part, edge(chart.least), edge(chart.most), theme::band_50);
    }
}

}  // namespace

Drawing accumulated_chart(const ChartFrame& frame, const AccumulatedChart& chart) {
    expects(chart.accumulated.size() <= year_months, "accumulated_chart: at most the twelve months of a year");
    expects(chart.least.size() == chart.most.size() && chart.least.size() <= year_months,
            "accumulated_chart: least and most have the same months");
    Canvas canvas{frame, units(chart.height_mm)};
    const double width = canvas.area().width();

    const double high = std::max(highest(chart.accumulated), highest(chart.most));
    const auto ticks = nice_ticks(high, 4, all_whole(chart.accumulated) && all_whole(chart.most));
    const int last = last_known(chart.accumulated);
    const std::string end = last < 0 ? "" : chart.year_label + ": " + frame.number(*chart.accumulated[static_cast<std::size_t>(last)]);
    const TextStyle end_style{.size = theme::label, .strong = true, .colour = theme::ink, .halo = true};

    const double left = widest_number(ticks, frame.number) + 8, right = width - 6;
    const double strip = strip_height(width, chart.unit, keys_of(chart));
    const Rect area{left, strip + 8, right, canvas.area().bottom - MonthAxis::height + 11};
    // Any year will do: the axis names months only.
    const MonthAxis axis{std::chrono::year{2001} / std::chrono::January, year_months, left, right};
    const Scale scale{ticks.back(), area.bottom, area.top};

    draw_strip(canvas, {0, 0, width, strip}, chart.unit, keys_of(chart));
    draw_earlier_years(canvas, chart, axis, scale);
    draw_value_axis(canvas, area, scale, ticks, frame.number);
    const int first_provisional = std::max(0, last + 1 - chart.provisional);
    if (first_provisional <= last) canvas.hatch({axis.start(first_provisional), area.top, axis.start(last + 1), area.bottom});
    const auto parts = stretches(axis, static_cast<int>(chart.accumulated.size()),
                                 [&](int i) { return chart.accumulated[static_cast<std::size_t>(i)].has_value(); }, {});
    draw_series(canvas, axis, parts, scale, chart.accumulated, first_provisional, year_stroke);
    axis.draw_months(canvas, frame.months, area.bottom);

    if (last < 0) return canvas.done();
    const Planar point{axis.middle(last), scale(*chart.accumulated[static_cast<std::size_t>(last)])};
    canvas.dot(point, 3, theme::ink);
    if (canvas.write_if_free({point.x + 8, point.y + 4}, end, Anchor::start, end_style)) return canvas.done();
    if (canvas.write_if_free({point.x, point.y - 9}, end, Anchor::end, end_style)) return canvas.done();
    canvas.write_if_free({point.x, point.y + 18}, end, Anchor::end, end_style);
    return canvas.done();
}

}  // namespace atalaya::render

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

// One earlier year has no band: its least is its most, and it is a line.
bool is_one_year(const AccumulatedChart& chart) {
    return !chart.most.empty() && chart.least == chart.most;
}

std::vector<Key> keys_of(const AccumulatedChart& chart) {
    std::vector<Key> keys;
    if (!chart.most.empty())
        keys.push_back(is_one_year(chart) ? Key{Key::Mark::line, theme::accent, chart.band_label}
                                          : Key{Key::Mark::swatch, theme::band_50, chart.band_label});
    if (chart.provisional > 0) keys.push_back({Key::Mark::hatch, theme::ink3, chart.provisional_label});
    return keys;
}

struct YearPlot {
    const AccumulatedChart& chart;
    Rect area;
    TimeAxis axis;
    Scale scale;

    // What a month has added up to stands at its end; the year starts from nothing.
    Planar at(int month, double value) const { return {axis.start(month + 1), scale(value)}; }
    Planar origin() const { return {axis.start(0), scale(0)}; }
};

void draw_earlier_years(Canvas& canvas, const YearPlot& plot) {
    const Series &least = plot.chart.least, &most = plot.chart.most;
    std::vector<Planar> edge{plot.origin()};
    for (std::size_t i = 0; i < most.size(); ++i) edge.push_back(plot.at(static_cast<int>(i), *most[i]));
    for (std::size_t i = least.size(); i > 0; --i)
        edge.push_back(plot.at(static_cast<int>(i) - 1, *least[i - 1]));
    if (is_one_year(plot.chart)) {
        edge.resize(most.size() + 1);
        canvas.polyline(edge, {theme::accent, 1.5, ""});
        return;
    }
    if (edge.size() > 1) canvas.polygon(edge, theme::band_50);
}

// Firm up to the last month that may no longer change, dashed after it. A missing month is a gap.
void draw_year(Canvas& canvas, const YearPlot& plot, int first_provisional) {
    const Series& values = plot.chart.accumulated;
    std::optional<Planar> before = plot.origin();
    for (std::size_t i = 0; i < values.size(); ++i) {
        const int month = static_cast<int>(i);
        const auto now = values[i] ? std::optional{plot.at(month, *values[i])} : std::nullopt;
        if (now && before) {
            canvas.polyline({*before, *now}, {theme::ink, 2, month < first_provisional ? "" : theme::dashed});
        } else if (now) {
            canvas.dot(*now, 2, theme::ink);
        }
        before = now;
    }
}

void label_end(Canvas& canvas, Planar point, const std::string& text) {
    const TextStyle style{.size = theme::label, .strong = true, .colour = theme::ink, .halo = theme::surface};
    canvas.dot(point, 3, theme::ink);
    if (canvas.write_if_free({point.x + 8, point.y + 4}, text, Anchor::start, style)) return;
    if (canvas.write_if_free({point.x - 4, point.y - 9}, text, Anchor::end, style)) return;
    canvas.write_if_free({point.x, point.y + 18}, text, Anchor::end, style);
}

void require_lengths(const AccumulatedChart& chart) {
    expects(chart.accumulated.size() <= year_months,
            "accumulated_chart: at most the twelve months of a year");
    expects(
        chart.least.size() == chart.most.size() && (chart.least.empty() || chart.least.size() == year_months),
        "accumulated_chart: least and most are empty or have twelve months");
    const auto known = [](const auto& value) { return value.has_value(); };
    expects(std::ranges::all_of(chart.least, known) && std::ranges::all_of(chart.most, known),
            "accumulated_chart: earlier years are whole");
    expects(chart.provisional >= 0, "accumulated_chart: provisional >= 0");
}

}  // namespace

Drawing accumulated_chart(const ChartFrame& frame, const AccumulatedChart& chart) {
    require_lengths(chart);
    Canvas canvas{frame, units(chart.height_mm)};
    const double width = canvas.area().width();

    const double high = std::max(highest(chart.accumulated), highest(chart.most));
    const auto ticks = nice_ticks(high, 4, all_whole(chart.accumulated) && all_whole(chart.most));
    const double left = widest_number(ticks, frame.number) + 8, right = width - 6;
    const double strip = strip_height(width, chart.unit, keys_of(chart));
    const Rect area{left, strip + 8, right, canvas.area().bottom - 17};
    // Any year will do: the axis names months only.
    const TimeAxis axis{std::chrono::year{2001} / std::chrono::January, year_months, left, right};
    const YearPlot plot{chart, area, axis, {ticks.back(), area.bottom, area.top}};
    const int last = last_known(chart.accumulated),
              first_provisional = std::max(0, last + 1 - chart.provisional);

    draw_strip(canvas, {0, 0, width, strip}, chart.unit, keys_of(chart));
    draw_earlier_years(canvas, plot);
    draw_value_axis(canvas, area, plot.scale, ticks, frame.number);
    if (first_provisional <= last)
        canvas.hatch({axis.start(first_provisional), area.top, axis.start(last + 1), area.bottom});
    draw_year(canvas, plot, first_provisional);
    axis.draw_months(canvas, frame.months, area.bottom);
    if (last >= 0) {
        const double total = *chart.accumulated[static_cast<std::size_t>(last)];
        label_end(canvas, plot.at(last, total), chart.year_label + ": " + frame.number(total));
    }
    return canvas.done();
}

}  // namespace atalaya::render

#include <algorithm>

#include "core/error.hpp"
#include "render/chart.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_months.hpp"
#include "render/chart_notes.hpp"
#include "render/chart_scale.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double top_gap = 6, right_gap = 6;
constexpr Stroke observed_stroke{theme::ink, 1.7}, comparison_stroke{theme::ink3, 0.9},
    carried_stroke{theme::ink2, 1.3, theme::dashed};

int columns_drawn(const LineChart& chart) {
    return static_cast<int>(std::max(chart.observed.size(), chart.expected.size()));
}

double highest_drawn(const LineChart& chart) {
    double high = std::max(highest(chart.observed), highest(chart.comparison));
    for (const auto& expected : chart.expected) {
        if (expected) high = std::max(high, expected->high_95);
    }
    for (const auto& carried : chart.carried) {
        if (carried) high = std::max(high, carried->high);
    }
    return high;
}

double last_value_width(const ChartFrame& frame, const LineChart& chart, int last) {
    if (last < 0) return 0;
    return text_width(frame.number(*chart.observed[static_cast<std::size_t>(last)]), theme::label, true) + 2;
}

// Everything that the steps below draw on.
struct LinePlot {
    const ChartFrame& frame;
    const LineChart& chart;
    Rect area;
    TimeAxis axis;
    Scale scale;
    Notes notes;
    int last;  // the last month observed, -1 for none
    int first_provisional;

    std::vector<Stretch> parts(const Series& values) const {
        return stretches(
            axis, static_cast<int>(values.size()),
            [&](int i) { return values[static_cast<std::size_t>(i)].has_value(); }, notes.cuts());
    }
    Planar at(const Series& values, int i) const {
        return {axis.middle(i), scale(*values[static_cast<std::size_t>(i)])};
    }
};

void draw_expected(Canvas& canvas, const LinePlot& plot) {
    const auto& expected = plot.chart.expected;
    const auto month = [&](int i) -> const Expected& { return *expected[static_cast<std::size_t>(i)]; };
    const auto y = [&](double Expected::*part) {
        return [&, part](int i) { return plot.scale(month(i).*part); };
    };
    const auto parts = stretches(
        plot.axis, static_cast<int>(expected.size()),
        [&](int i) { return expected[static_cast<std::size_t>(i)].has_value(); }, plot.notes.cuts());
    for (const Stretch& part : parts) {
        draw_band(canvas, plot.axis, part, y(&Expected::low_95), y(&Expected::high_95), theme::band_95);
        draw_band(canvas, plot.axis, part, y(&Expected::low_50), y(&Expected::high_50), theme::band_50);
    }
}

// The band of what is carried, and a dashed line in it.
void draw_carried(Canvas& canvas, const LinePlot& plot) {
    const auto& carried = plot.chart.carried;
    const auto y = [&](double Carried::*part) {
        return [&, part](int i) { return plot.scale((*carried[static_cast<std::size_t>(i)]).*part); };
    };
    const auto parts = stretches(
        plot.axis, static_cast<int>(carried.size()),
        [&](int i) { return carried[static_cast<std::size_t>(i)].has_value(); }, plot.notes.cuts());
    for (const Stretch& part : parts) {
        draw_band(canvas, plot.axis, part, y(&Carried::low), y(&Carried::high), theme::line2);
        std::vector<Planar> line;
        for (int i = part.first; i <= part.last; ++i)
            line.push_back({plot.axis.middle(i), y(&Carried::value)(i)});
        canvas.polyline(line, carried_stroke);
    }
}

void draw_provisional(Canvas& canvas, const LinePlot& plot) {
    if (plot.first_provisional > plot.last) return;
    canvas.hatch({plot.axis.start(plot.first_provisional), plot.area.top, plot.axis.start(plot.last + 1),
                  plot.area.bottom});
}

// The last value, beside its point; over a rule where there is no other place.
void label_last_value(Canvas& canvas, const LinePlot& plot) {
    if (plot.last < 0) return;
    const Planar point = plot.at(plot.chart.observed, plot.last);
    canvas.dot(point, 2.6, theme::ink);
    const std::string text = plot.frame.number(*plot.chart.observed[static_cast<std::size_t>(plot.last)]);
    const TextStyle style{.size = theme::label, .strong = true, .colour = theme::ink, .halo = theme::surface};
    const std::pair<Planar, Anchor> places[] = {{{point.x + 7, point.y + 4}, Anchor::start},
                                                {{point.x, point.y - 8}, Anchor::middle},
                                                {{point.x - 6, point.y + 16}, Anchor::end},
                                                {{point.x, point.y + 17}, Anchor::middle}};
    for (const auto& [at, anchor] : places) {
        if (canvas.write_if_free(at, text, anchor, style)) return;
    }
    for (const auto& [at, anchor] : places) {
        if (canvas.is_off_texts(Canvas::box_of(at, text, anchor, style)))
            return canvas.write(at, text, anchor, style);
    }
}

// Beside its own line where nothing else is; false when there is no such place.
bool label_series(Canvas& canvas, const LinePlot& plot, const Series& values, const std::string& text,
                  TextStyle style) {
    for (int i = 1; i + 1 < static_cast<int>(values.size()); ++i) {
        if (!values[static_cast<std::size_t>(i)]) continue;
        const Planar point = plot.at(values, i);
        for (const double off : {-6.0, 13.5}) {
            const Planar baseline{point.x, point.y + off};
            const Rect box = Canvas::box_of(baseline, text, Anchor::middle, style).grown(1.5);
            if (plot.area.holds(box) && canvas.is_free(box)) {
                canvas.write(baseline, text, Anchor::middle, style);
                return true;
            }
        }
    }
    return false;
}

// On the band's upper rim or under its lower one, where that is nearly level.
bool label_band(Canvas& canvas, const LinePlot& plot, const std::string& text) {
    const TextStyle style{.colour = theme::accent, .halo = theme::surface};
    const double wide = text_width(text, style.size);
    const auto& expected = plot.chart.expected;
    const int span = static_cast<int>(wide / plot.axis.step()) + 2;
    for (int i = 0; i + span <= static_cast<int>(expected.size()); ++i) {
        double top = plot.area.bottom, bottom = plot.area.top;
        bool whole = true;
        for (int k = i; k < i + span; ++k) {
            const auto& month = expected[static_cast<std::size_t>(k)];
            whole = whole && month.has_value();
            if (!month) break;
            top = std::min(top, plot.scale(month->high_95));
            bottom = std::max(bottom, plot.scale(month->low_95));
        }
        if (!whole) continue;
        for (const double y : {top - 4, bottom + 11}) {
            const Planar baseline{(plot.axis.start(i) + plot.axis.start(i + span)) / 2, y};
            const Rect box = Canvas::box_of(baseline, text, Anchor::middle, style).grown(1.5);
            if (!plot.area.holds(box) || !canvas.is_free(box)) continue;
            canvas.write(baseline, text, Anchor::middle, style);
            return true;
        }
    }
    return false;
}

// At the top of the hatched months.
bool label_provisional(Canvas& canvas, const LinePlot& plot) {
    if (plot.first_provisional > plot.last) return true;
    return canvas.write_if_free({plot.axis.start(plot.last + 1) - 2, plot.area.top + 10},
                                plot.chart.provisional_label, Anchor::end,
                                {.colour = theme::ink2, .halo = theme::surface});
}

std::vector<Key> all_keys(const LineChart& chart) {
    std::vector<Key> keys{{Key::Mark::line, theme::ink, chart.observed_label}};
    if (!chart.expected.empty()) keys.push_back({Key::Mark::band, theme::band_95, chart.expected_label});
    if (!chart.comparison.empty())
        keys.push_back({Key::Mark::thin_line, theme::ink3, chart.comparison_label});
    if (!chart.carried.empty()) keys.push_back({Key::Mark::swatch, theme::line2, chart.carried_label});
    if (chart.provisional > 0) keys.push_back({Key::Mark::hatch, theme::ink3, chart.provisional_label});
    return keys;
}

// Writes what can stand beside its mark and returns the keys of the rest.
std::vector<Key> keys_left(Canvas& canvas, const LinePlot& plot) {
    const LineChart& chart = plot.chart;
    std::vector<Key> left;
    for (const Key& key : all_keys(chart)) {
        bool beside = false;
        switch (key.mark) {
            case Key::Mark::line:
                beside = label_series(canvas, plot, chart.observed, key.text,
                                      {.strong = true, .colour = theme::ink, .halo = theme::surface});
                break;
            case Key::Mark::thin_line:
                beside = label_series(canvas, plot, chart.comparison, key.text,
                                      {.colour = theme::ink3, .halo = theme::surface});
                break;
            case Key::Mark::band: beside = label_band(canvas, plot, key.text); break;
            case Key::Mark::swatch: break;  // its key stands above
            default: beside = label_provisional(canvas, plot);
        }
        if (!beside) left.push_back(key);
    }
    return left;
}

// Bottom to top: grounds, bands, rules, lines, texts.
void draw_plot(Canvas& canvas, const LinePlot& plot, const std::vector<double>& ticks) {
    plot.notes.draw_spans(canvas, plot.area);
    draw_expected(canvas, plot);
    draw_carried(canvas, plot);
    draw_value_axis(canvas, plot.area, plot.scale, ticks, plot.frame.number);
    draw_provisional(canvas, plot);
    plot.notes.draw(canvas, plot.area);
    const int columns = plot.axis.columns();
    draw_series(canvas, plot.axis, plot.parts(plot.chart.comparison), plot.scale, plot.chart.comparison,
                columns, comparison_stroke);
    draw_series(canvas, plot.axis, plot.parts(plot.chart.observed), plot.scale, plot.chart.observed,
                plot.first_provisional, observed_stroke);
    plot.axis.draw(canvas, plot.frame.months, plot.area.bottom);
}

void require_lengths(const LineChart& chart) {
    expects(!chart.observed.empty(), "line_chart: at least one month");
    expects(chart.expected.empty() || chart.expected.size() >= chart.observed.size(),
            "line_chart: expected is empty or as long as observed");
    expects(chart.comparison.empty() || chart.comparison.size() == chart.observed.size(),
            "line_chart: comparison is empty or as long as observed");
    expects(chart.carried.empty() || chart.carried.size() == chart.observed.size(),
            "line_chart: carried is empty or as long as observed");
    expects(chart.provisional >= 0, "line_chart: provisional >= 0");
}

}  // namespace

Drawing line_chart(const ChartFrame& frame, const LineChart& chart) {
    require_lengths(chart);
    Canvas canvas{frame, units(chart.height_mm)};
    const double width = canvas.area().width();

    const bool whole = all_whole(chart.observed) && all_whole(chart.comparison);
    const auto ticks = nice_ticks(highest_drawn(chart), 4, whole);
    const int last = last_known(chart.observed);
    const double left = widest_number(ticks, frame.number) + 8;
    const double right =
        width - right_gap - (last + 1 == columns_drawn(chart) ? last_value_width(frame, chart, last) : 0);

    const int columns = columns_drawn(chart);
    const TimeAxis axis = chart.first_week ? TimeAxis::of_weeks(*chart.first_week, columns, left, right)
                                           : TimeAxis{chart.first, columns, left, right};
    const Notes notes{chart.events, chart.breaks, axis, left, right};
    const double strip = strip_height(width, chart.unit, all_keys(chart));
    const Rect area{left, strip + top_gap + notes.height(), right, canvas.area().bottom - TimeAxis::height};
    const LinePlot plot{frame,
                        chart,
                        area,
                        axis,
                        {ticks.back(), area.bottom, area.top},
                        notes,
                        last,
                        std::max(0, last + 1 - chart.provisional)};

    draw_plot(canvas, plot, ticks);
    label_last_value(canvas, plot);
    const bool one_row =
        strip_height(width, chart.unit, all_keys(chart)) <= strip_height(width, chart.unit, {});
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, one_row ? keys_left(canvas, plot) : all_keys(chart));
    return canvas.done();
}

}  // namespace atalaya::render

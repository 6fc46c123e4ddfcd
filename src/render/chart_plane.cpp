#include "render/chart_plane.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_marker.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

using Look = PlaneLayer::Look;

constexpr double foot = 16, title_height = 14;
constexpr std::size_t most_points = 600, most_dots = 900;

struct Reach {
    double least = std::numeric_limits<double>::infinity(), greatest = -least;
    void hold(double value) {
        if (std::isnan(value)) return;
        least = std::min(least, value);
        greatest = std::max(greatest, value);
    }
};

Reach reach_of(const PlaneChart& chart, bool upright) {
    Reach reach;
    for (const auto& layer : chart.layers) {
        for (const auto& at : layer.at) reach.hold(upright ? at.y : at.x);
        if (upright) std::ranges::for_each(layer.low, [&](double low) { reach.hold(low); });
        if (upright && layer.look == Look::bars) reach.hold(0);
    }
    for (const auto& rule : chart.rules)
        if (rule.upright != upright)
            for (const double at : {rule.at, rule.low, rule.high}) reach.hold(at);
    expects(reach.least <= reach.greatest, "plane_chart: at least one value");
    return reach;
}

// The least distance between two bars.
double bar_step(const PlaneLayer& layer) {
    double step = std::numeric_limits<double>::infinity();
    for (std::size_t i = 1; i < layer.at.size(); ++i) {
        const double apart = layer.at[i].x - layer.at[i - 1].x;
        if (apart > 0) step = std::min(step, apart);
    }
    return std::isfinite(step) ? step : 1;
}

// Bars at the ends need half their width.
void make_room_for_bars(const PlaneChart& chart, Reach& reach) {
    const Reach before = reach;
    for (const auto& layer : chart.layers) {
        if (layer.look != Look::bars) continue;
        reach.least = std::min(reach.least, before.least - bar_step(layer) / 2);
        reach.greatest = std::max(reach.greatest, before.greatest + bar_step(layer) / 2);
    }
}

std::string tick_text(const ChartFrame& frame, const AxisWish& wish, double tick) {
    for (const auto& [value, name] : wish.names)
        if (value == tick) return name;
    return frame.number(tick);
}

struct Plot {
    const ChartFrame& frame;
    const PlaneChart& chart;
    Rect area;
    Axis x, y;

    Planar at(Planar value) const { return {x(value.x), y(value.y)}; }
};

// Stretches of points without a gap.
std::vector<std::vector<Planar>> stretches(const Plot& plot, const PlaneLayer& layer) {
    std::vector<std::vector<Planar>> all(1);
    for (const auto& at : layer.at) {
        if (!std::isnan(at.y))
            all.back().push_back(plot.at(at));
        else if (!all.back().empty())
            all.emplace_back();
    }
    return all;
}

// The least and the greatest of each of so many stretches, in their order.
std::vector<Planar> thinned(const std::vector<Planar>& line) {
    if (line.size() <= most_points) return line;
    const std::size_t stretch = 2 * line.size() / most_points + 1;
    std::vector<Planar> out;
    for (std::size_t i = 0; i < line.size(); i += stretch) {
        const auto end = line.begin() + static_cast<std::ptrdiff_t>(std::min(i + stretch, line.size()));
        auto [low, high] = std::minmax_element(line.begin() + static_cast<std::ptrdiff_t>(i), end,
                                               [](Planar a, Planar b) { return a.y < b.y; });
        if (high < low) std::swap(low, high);
        out.push_back(*low);
        if (high != low) out.push_back(*high);
    }
    return out;
}

Stroke stroke_of(Look look) {
    switch (look) {
        case Look::steady: return {theme::accent, 1.7};
        case Look::faint: return {theme::ink3, 0.9};
        case Look::limit: return {theme::hot[2], 1.4, theme::dashed};
        default: return {theme::ink, 1.6};
    }
}

void draw_line(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    for (const auto& line : stretches(plot, layer)) {
        if (line.size() == 1) canvas.dot(line.front(), 2, stroke_of(layer.look).colour);
        canvas.polyline(thinned(line), stroke_of(layer.look));
    }
}

void draw_steps(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    for (const auto& line : stretches(plot, layer)) {
        std::vector<Planar> corners;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (i > 0) corners.push_back({line[i].x, line[i - 1].y});
            corners.push_back(line[i]);
        }
        canvas.polyline(thinned(corners), stroke_of(layer.look));
    }
}

void draw_band(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    std::vector<Planar> high, low;
    const auto draw = [&] {
        if (high.empty()) return;
        auto rim = thinned(high);
        const auto back = thinned(low);
        rim.insert(rim.end(), back.rbegin(), back.rend());
        canvas.polygon(rim, theme::band_50);
        high.clear();
        low.clear();
    };
    for (std::size_t i = 0; i < layer.at.size(); ++i) {
        const auto& at = layer.at[i];
        if (std::isnan(at.y) || std::isnan(layer.low[i])) {
            draw();
            continue;
        }
        high.push_back(plot.at(at));
        low.push_back(plot.at({at.x, layer.low[i]}));
    }
    draw();
}

void draw_bars(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    const double half = 0.41 * std::abs(plot.x(bar_step(layer)) - plot.x(0));
    for (const auto& at : layer.at) {
        if (std::isnan(at.y)) continue;
        const Planar top = plot.at(at);
        const double zero = plot.y(0);
        canvas.rect({top.x - half, std::min(zero, top.y), top.x + half, std::max(zero, top.y)},
                    theme::sequential[2]);
    }
}

void draw_whiskers(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    for (std::size_t i = 0; i < layer.at.size(); ++i) {
        if (std::isnan(layer.at[i].y) || std::isnan(layer.low[i])) continue;
        const Planar high = plot.at(layer.at[i]), low = plot.at({layer.at[i].x, layer.low[i]});
        canvas.line(high, low, {theme::sequential[3], 1.4});
        for (const auto& end : {high, low})
            canvas.line({end.x - 2.5, end.y}, {end.x + 2.5, end.y}, {theme::sequential[3], 1.2});
    }
}

struct Sign {
    Marker marker;
    double radius;
    std::string_view colour;
};
Sign sign_of(Look look) {
    switch (look) {
        case Look::rings: return {Marker::ring, 3, theme::ink2};
        case Look::alarms: return {Marker::triangle, 4.4, theme::hot[2]};
        default: return {Marker::circle, 2.9, theme::accent};
    }
}

void draw_signs(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    const Sign sign = sign_of(layer.look);
    const std::size_t every = layer.at.size() / most_dots + 1;
    for (std::size_t i = 0; i < layer.at.size(); i += every) {
        if (std::isnan(layer.at[i].y)) continue;
        const Planar at = plot.at(layer.at[i]);
        draw_marker(canvas, at, sign.marker, sign.radius, sign.colour);
        canvas.avoid({at.x - sign.radius, at.y - sign.radius, at.x + sign.radius, at.y + sign.radius});
    }
}

void draw_layer(Canvas& canvas, const Plot& plot, const PlaneLayer& layer) {
    switch (layer.look) {
        case Look::band: return draw_band(canvas, plot, layer);
        case Look::bars: return draw_bars(canvas, plot, layer);
        case Look::whiskers: return draw_whiskers(canvas, plot, layer);
        case Look::steps: return draw_steps(canvas, plot, layer);
        case Look::dots:
        case Look::rings:
        case Look::alarms: return draw_signs(canvas, plot, layer);
        default: return draw_line(canvas, plot, layer);
    }
}

Key key_of(const PlaneLayer& layer) {
    switch (layer.look) {
        case Look::band: return {Key::Mark::swatch, theme::band_50, layer.label};
        case Look::bars: return {Key::Mark::swatch, theme::sequential[2], layer.label};
        case Look::whiskers: return {Key::Mark::line, theme::sequential[3], layer.label};
        case Look::faint: return {Key::Mark::thin_line, theme::ink3, layer.label};
        case Look::limit: return {Key::Mark::dashed, theme::hot[2], layer.label};
        case Look::dots:
        case Look::rings:
        case Look::alarms: {
            const Sign sign = sign_of(layer.look);
            return {Key::Mark::marker, sign.colour, layer.label, sign.marker};
        }
        default: return {Key::Mark::line, stroke_of(layer.look).colour, layer.label};
    }
}

std::vector<Key> keys_of(const PlaneChart& chart) {
    std::vector<Key> keys;
    for (const auto& layer : chart.layers) {
        const bool any = std::ranges::any_of(layer.at, [](Planar at) { return !std::isnan(at.y); });
        if (any) keys.push_back(key_of(layer));
    }
    return keys;
}

void draw_axes(Canvas& canvas, const Plot& plot) {
    const auto& [area, x, y] = std::tie(plot.area, plot.x, plot.y);
    for (const double tick : y.ticks) {
        canvas.line({area.left, y(tick)}, {area.right, y(tick)}, {tick == 0 ? theme::ink3 : theme::line, 1});
        canvas.write({area.left - 5, y(tick) + 3.6}, tick_text(plot.frame, plot.chart.y, tick), Anchor::end,
                     {});
    }
    canvas.line({area.left, area.bottom}, {area.right, area.bottom}, {theme::ink3, 1});
    for (const double tick : x.ticks) {
        canvas.line({x(tick), area.bottom}, {x(tick), area.bottom + 3}, {theme::ink3, 1});
        const auto text = tick_text(plot.frame, plot.chart.x, tick);
        const double half = text_width(text, theme::small) / 2;
        const double centre = std::clamp(x(tick), half, std::max(half, canvas.area().right - half));
        const Rect box = Canvas::box_of({centre, area.bottom + 13}, text, Anchor::middle, {}).grown(2);
        if (canvas.is_off_texts({box.left + 2, box.top + 2, box.right - 2, box.bottom - 2}))
            canvas.write({centre, area.bottom + 13}, text, Anchor::middle, {});
        canvas.avoid(Rect{box.left - 2, box.top, box.right + 2, box.bottom});
    }
    canvas.write({(area.left + area.right) / 2, area.bottom + foot + 11},
                 shortened(plot.chart.x.title, canvas.area().width(), theme::small), Anchor::middle, {});
}

void draw_span(Canvas& canvas, const Plot& plot, const PlaneRule& rule) {
    if (!rule.upright || std::isnan(rule.low) || std::isnan(rule.high)) return;
    const double left = plot.x(rule.low), right = plot.x(rule.high);
    canvas.rect({left - 1, plot.area.top, right + 1, plot.area.bottom}, theme::band_50);
}

// Its name where nothing else is: over a level line, beside an upright one.
void draw_rule(Canvas& canvas, const Plot& plot, const PlaneRule& rule) {
    const auto& area = plot.area;
    const TextStyle style{.strong = true, .colour = theme::ink, .halo = theme::surface};
    if (rule.upright) {
        const double x = plot.x(rule.at);
        canvas.line({x, area.top}, {x, area.bottom}, {theme::ink2, 1.2, theme::long_dash});
        for (const double y : {area.top + 10, area.top + 24, area.bottom - 6})
            for (const auto anchor : {Anchor::start, Anchor::end})
                if (canvas.write_if_free({x + (anchor == Anchor::start ? 4 : -4), y}, rule.label, anchor,
                                         style))
                    return;
        return;
    }
    const double y = plot.y(rule.at);
    canvas.line({area.left, y}, {area.right, y}, {theme::ink2, 1.2, theme::long_dash});
    for (const double off : {-4.0, 12.0})
        for (const auto anchor : {Anchor::end, Anchor::start})
            if (canvas.write_if_free({anchor == Anchor::end ? area.right - 2 : area.left + 3, y + off},
                                     rule.label, anchor, style))
                return;
}

double widest_tick(const ChartFrame& frame, const AxisWish& wish, const Axis& axis) {
    double width = 0;
    for (const double tick : axis.ticks)
        width = std::max(width, text_width(tick_text(frame, wish, tick), theme::small));
    return width;
}

}  // namespace

Drawing plane_chart(const ChartFrame& frame, const PlaneChart& chart) {
    for (const auto& layer : chart.layers)
        expects(layer.low.empty() || layer.low.size() == layer.at.size(), "plane_chart: a low a point");
    const double width = width_of(frame);
    const auto keys = keys_of(chart);
    const double strip = strip_height(width, chart.y.title, keys) + 8;
    Reach across = reach_of(chart, false);
    const Reach up = reach_of(chart, true);
    make_room_for_bars(chart, across);
    AxisWish tight = chart.x;
    tight.tight = true;
    Axis x = axis_of(tight, across.least, across.greatest, 8);
    Axis y = axis_of(chart.y, up.least, up.greatest, 5);
    const Rect area{widest_tick(frame, chart.y, y) + 8, strip, width - 8,
                    units(chart.height_mm) - foot - (chart.x.title.empty() ? 0 : title_height)};
    x.at_low = area.left + 2, x.at_high = area.right;
    y.at_low = area.bottom, y.at_high = area.top;
    const Plot plot{frame, chart, area, x, y};

    Canvas canvas{frame, units(chart.height_mm)};
    draw_strip(canvas, {0, 0, width, strip}, chart.y.title, keys);
    for (const auto& rule : chart.rules) draw_span(canvas, plot, rule);
    draw_axes(canvas, plot);
    for (const auto& layer : chart.layers) draw_layer(canvas, plot, layer);
    for (const auto& rule : chart.rules) draw_rule(canvas, plot, rule);
    return canvas.done();
}

}  // namespace atalaya::render

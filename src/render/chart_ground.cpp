#include "render/chart_ground.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "core/error.hpp"
#include "render/chart_canvas.hpp"
#include "render/chart_classes.hpp"
#include "render/chart_strip.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double scale_height = 22, rim = 8;
constexpr std::size_t most_dots = 500, most_keys = 8;

// Apart for eyes that see no red or no green, and by lightness; the signs repeat it.
constexpr std::array<std::string_view, 6> colours{theme::accent, theme::hot[0],        theme::ink,
                                                  theme::hot[2], theme::sequential[2], theme::ink3};
constexpr std::array<Marker, 5> markers{Marker::circle, Marker::triangle, Marker::square, Marker::diamond,
                                        Marker::ring};

// From dark to light. The two also differ in lightness at each step, for those who see no red.
constexpr std::array<std::string_view, 8> hot_shades{"#6c2b0a", "#8f3d0e", "#b15213", "#cf6a1c",
                                                     "#e58430", "#ef9f52", "#f4b87c", "#f9d2a8"};
constexpr std::array<std::string_view, 8> cold_shades{"#10334f", "#1b4b75", "#2a6593", "#3e7fae",
                                                      "#5d9ac4", "#84b5d5", "#aacde3", "#cfe3ef"};

struct Look {
    std::string_view colour;
    Marker marker;
};
// As many colours times as many signs before one comes again.
Look look_of(const GroundChart& chart, std::size_t kind) {
    if (chart.kinds[kind].quiet) return {theme::line2, Marker::cross};
    std::size_t at = 0;
    for (std::size_t i = 0; i < kind; ++i) at += chart.kinds[i].quiet ? 0 : 1;
    const auto warmth = chart.kinds[kind].warmth;
    if (warmth != GroundKind::Warmth::none) {
        std::size_t rank = 0, alike = 0;
        for (std::size_t i = 0; i < chart.kinds.size(); ++i) {
            if (chart.kinds[i].warmth != warmth) continue;
            rank += i < kind;
            ++alike;
        }
        const auto& shades = warmth == GroundKind::Warmth::hot ? hot_shades : cold_shades;
        const std::size_t shade = alike <= 4 ? 1 + 2 * rank : std::min(rank, shades.size() - 1);
        const Marker marker = warmth == GroundKind::Warmth::hot ? Marker::triangle : Marker::square;
        return {shades[shade], marker};
    }
    return {colours[at % colours.size()], markers[(at + at / colours.size()) % markers.size()]};
}

struct Extent {
    double left = std::numeric_limits<double>::infinity(), right = -left, bottom = left, top = -left;
    void hold(Planar at) {
        left = std::min(left, at.x), right = std::max(right, at.x);
        bottom = std::min(bottom, at.y), top = std::max(top, at.y);
    }
};

Extent extent_of(const GroundChart& chart) {
    Extent extent;
    for (const auto& part : chart.parts)
        for (const auto& ring : part.rings)
            for (const auto& at : ring) extent.hold(at);
    for (const auto& dot : chart.dots) extent.hold(dot.at);
    for (const auto& circle : chart.circles) {
        extent.hold({circle.centre.x - circle.radius, circle.centre.y - circle.radius});
        extent.hold({circle.centre.x + circle.radius, circle.centre.y + circle.radius});
    }
    expects(extent.left <= extent.right, "ground_chart: something to draw");
    return extent;
}

// From the plane to the picture: as large as the frame allows, in the middle of its width.
struct Ground {
    double per_unit{};  // of the plane, units of the picture
    Planar origin{};    // where 0, 0 would be
    double height{};

    Planar operator()(Planar at) const { return {origin.x + at.x * per_unit, origin.y - at.y * per_unit}; }
};

Ground ground_of(const GroundChart& chart, double width, double most_height, double top) {
    const Extent extent = extent_of(chart);
    const double wide = extent.right - extent.left, high = extent.top - extent.bottom;
    expects(wide > 0 || high > 0, "ground_chart: some width or height");
    const double per_unit =
        std::min(wide > 0 ? (width - 2 * rim) / wide : std::numeric_limits<double>::infinity(),
                 high > 0 ? (most_height - 2 * rim) / high : std::numeric_limits<double>::infinity());
    Ground ground{.per_unit = per_unit, .height = high * per_unit + 2 * rim};
    ground.origin = {width / 2 - (extent.left + extent.right) / 2 * per_unit,
                     top + rim + extent.top * per_unit};
    return ground;
}

std::string path_of(const GroundPart& part, const Ground& ground) {
    SvgPath path;
    for (const auto& ring : part.rings) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Planar at = ground(ring[i]);
            if (i == 0)
                path.move(at.x, at.y);
            else
                path.line(at.x, at.y);
        }
        if (!part.line) path.close();
    }
    return path.str();
}

std::string fill_of(Canvas& canvas, const GroundChart& chart, const GroundPart& part) {
    if (part.kind) return std::string{look_of(chart, *part.kind).colour};
    if (!part.value) return canvas.hatch_fill();
    return std::string{
        class_colour(class_of(*part.value, chart.limits), static_cast<int>(chart.limits.size()) + 1)};
}

void draw_lines(Canvas& canvas, const GroundChart& chart, const Ground& ground) {
    std::vector<const GroundPart*> lines;
    for (const auto& part : chart.parts)
        if (part.line) lines.push_back(&part);
    const auto height = [&](const GroundPart& part) {
        return part.value ? class_of(*part.value, chart.limits) : -1;
    };
    std::ranges::stable_sort(lines, {}, [&](const GroundPart* part) { return height(*part); });
    constexpr double narrow = 1.1, wider = 0.45;
    for (const auto* part : lines) {
        const bool known = part->kind || part->value;
        canvas.svg().element("path",
                             {{"d", path_of(*part, ground)},
                              {"fill", "none"},
                              {"stroke", known ? fill_of(canvas, chart, *part) : std::string{theme::line2}},
                              {"stroke-linecap", "round"},
                              {"stroke-width", narrow + wider * std::max(0, height(*part))}});
    }
}

void draw_parts(Canvas& canvas, const GroundChart& chart, const Ground& ground) {
    // Between many small parts white lines would be most of what is seen.
    const bool fine = chart.parts.size() > 150;
    draw_lines(canvas, chart, ground);
    for (const auto& part : chart.parts) {
        if (part.line) continue;
        const auto fill = fill_of(canvas, chart, part);
        const bool known = part.kind || part.value;
        const auto rim = !known ? theme::line2 : fine ? std::string_view{fill} : theme::surface;
        canvas.svg().element("path", {{"d", path_of(part, ground)},
                                      {"fill", fill},
                                      {"fill-rule", part.rings.size() > 1 ? "evenodd" : ""},
                                      {"stroke", rim},
                                      {"stroke-width", fine ? 0.3 : 0.8}});
    }
}

// The middle of the box of a part; its label there when it has room in it.
void label_parts(Canvas& canvas, const GroundChart& chart, const Ground& ground) {
    for (const auto& part : chart.parts) {
        if (part.label.empty() || part.rings.empty()) continue;
        Extent extent;
        for (const auto& at : part.rings.front()) extent.hold(ground(at));
        const TextStyle style{.colour = theme::ink, .halo = theme::surface};
        const Planar at{(extent.left + extent.right) / 2, (extent.bottom + extent.top) / 2 + 3.6};
        if (text_width(part.label, style.size) + 4 < extent.right - extent.left)
            canvas.write_if_free(at, part.label, Anchor::middle, style);
    }
}

void draw_dots(Canvas& canvas, const GroundChart& chart, const Ground& ground) {
    const std::size_t every = chart.dots.size() / most_dots + 1;
    const double radius = chart.dots.size() <= 200 ? 3.4 : chart.parts.empty() ? 2.2 : 1.4;
    for (std::size_t i = 0; i < chart.dots.size(); i += every) {
        const auto& dot = chart.dots[i];
        const Look look = dot.kind ? look_of(chart, *dot.kind)
                                   : Look{theme::ink, chart.parts.empty() ? Marker::circle : Marker::ring};
        draw_marker(canvas, ground(dot.at), look.marker, dot.kind ? radius : radius * 0.8, look.colour);
    }
}

void draw_circles(Canvas& canvas, const GroundChart& chart, const Ground& ground) {
    for (const auto& circle : chart.circles) {
        const Planar at = ground(circle.centre);
        const double radius = circle.radius * ground.per_unit + 6;
        canvas.svg().element("circle", {{"cx", at.x},
                                        {"cy", at.y},
                                        {"r", radius},
                                        {"fill", "none"},
                                        {"stroke", theme::hot[2]},
                                        {"stroke-width", 1.8}});
        const TextStyle style{.strong = true, .colour = theme::hot[2], .halo = theme::surface};
        const double corner = radius * 0.74;
        for (const Planar off :
             {Planar{corner, -corner}, {-corner, -corner}, {corner, corner}, {-corner, corner}}) {
            const auto anchor = off.x > 0 ? Anchor::start : Anchor::end;
            if (canvas.write_if_free({at.x + off.x, at.y + off.y}, circle.label, anchor, style)) break;
        }
    }
}

// 1, 2 or 5 times a power of ten, no longer than a quarter of the picture.
void draw_scale(Canvas& canvas, const ChartFrame& frame, const GroundChart& chart, const Ground& ground,
                double top) {
    if (chart.metre.empty()) return;
    const double most = canvas.area().width() / 4 / ground.per_unit;
    const double ten = std::pow(10, std::floor(std::log10(most)));
    const double length = most >= 5 * ten ? 5 * ten : most >= 2 * ten ? 2 * ten : ten;
    const double y = top + 8, right = 1 + length * ground.per_unit;
    canvas.line({1, y}, {right, y}, {theme::ink2, 1.6});
    for (const double x : {1.0, right}) canvas.line({x, y - 3}, {x, y + 3}, {theme::ink2, 1.2});
    const bool is_long = length >= 1000;
    canvas.write(
        {right + 6, y + 3.6},
        frame.number(is_long ? length / 1000 : length) + "\u00a0" + (is_long ? chart.kilometre : chart.metre),
        Anchor::start, {});
}

std::vector<Key> keys_of(const ChartFrame& frame, const GroundChart& chart) {
    std::vector<Key> keys;
    const bool by_kind =
        std::ranges::any_of(chart.parts, [](const auto& part) { return part.kind.has_value(); });
    std::set<std::size_t> met;
    for (const auto& part : chart.parts)
        if (part.kind) met.insert(*part.kind);
    for (const auto& dot : chart.dots)
        if (dot.kind) met.insert(*dot.kind);
    if (!by_kind && !chart.parts.empty()) keys = class_keys(chart.limits, frame.number);
    for (const auto kind : met) {
        if (keys.size() == most_keys) break;
        const Look look = look_of(chart, kind);
        keys.push_back({by_kind ? Key::Mark::swatch : Key::Mark::marker, look.colour, chart.kinds[kind].name,
                        look.marker});
    }
    if (std::ranges::any_of(chart.parts, [](const auto& part) { return !part.kind && !part.value; }))
        keys.push_back({Key::Mark::hatch, theme::ink3, chart.missing_label});
    if (std::ranges::any_of(chart.dots, [](const auto& dot) { return !dot.kind; }))
        keys.push_back({Key::Mark::marker, theme::ink, chart.dot_label,
                        chart.parts.empty() ? Marker::circle : Marker::ring});
    if (!chart.circles.empty()) keys.push_back({Key::Mark::line, theme::hot[2], chart.circle_label});
    return keys;
}

}  // namespace

Drawing ground_chart(const ChartFrame& frame, const GroundChart& chart) {
    expects(chart.limits.size() <= 4, "ground_chart: at most five classes");
    const double width = width_of(frame);
    const auto keys = keys_of(frame, chart);
    const double strip = strip_height(width, chart.unit, keys) + 6;
    const double foot = chart.metre.empty() ? 2 : scale_height;
    const Ground ground = ground_of(chart, width, units(chart.height_mm) - strip - foot, strip);

    Canvas canvas{frame, strip + ground.height + foot};
    draw_strip(canvas, {0, 0, width, strip}, chart.unit, keys);
    draw_parts(canvas, chart, ground);
    draw_dots(canvas, chart, ground);
    draw_circles(canvas, chart, ground);
    label_parts(canvas, chart, ground);
    draw_scale(canvas, frame, chart, ground, strip + ground.height);
    return canvas.done();
}

}  // namespace atalaya::render

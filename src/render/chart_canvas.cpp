#include "render/chart_canvas.hpp"

#include <algorithm>

#include "core/error.hpp"
#include "render/svg_text.hpp"

namespace atalaya::render {

namespace {

constexpr double sheet_margin = 14, heading_size = 13, heading_line = 17;

SvgSize size_of(double width, double height) {
    return {width, height, width / theme::units_per_mm, height / theme::units_per_mm};
}

std::string_view word(Anchor anchor) {
    switch (anchor) {
        case Anchor::start: return "";  // what SVG takes for granted
        case Anchor::middle: return "middle";
        case Anchor::end: return "end";
    }
    return "";
}

}  // namespace

double width_of(const ChartFrame& frame) {
    expects(frame.width_mm > 0, "chart: some width");
    expects(static_cast<bool>(frame.number), "chart: a function that writes numbers");
    return units(frame.width_mm);
}

// Liang and Barsky 1984: the part of the segment that is between both pairs of sides.
bool meets(const Rect& rect, Planar a, Planar b) {
    double first = 0, last = 1;
    const auto clip = [&](double direction, double to_low, double to_high) {
        if (direction == 0) return to_low < 0 && to_high > 0;
        const double t = to_low / direction, u = to_high / direction;
        first = std::max(first, std::min(t, u));
        last = std::min(last, std::max(t, u));
        return first < last;
    };
    return clip(b.x - a.x, rect.left - a.x, rect.right - a.x) &&
           clip(b.y - a.y, rect.top - a.y, rect.bottom - a.y);
}

Canvas::Sheet Canvas::sheet_of(const ChartFrame& frame) {
    if (frame.heading.empty()) return {};
    const double width = width_of(frame);
    std::vector<std::string> lines{frame.heading};
    for (int n = 2; n <= 6 && widest(lines, heading_size, true) > width; ++n) {
        auto more = in_lines(frame.heading, n, heading_size, true);
        if (more.empty()) break;
        lines = std::move(more);
    }
    for (auto& line : lines) line = shortened(line, width, heading_size, true);
    const double above = sheet_margin + heading_line * static_cast<double>(lines.size()) + 4;
    return {std::move(lines), sheet_margin, above};
}

Canvas::Canvas(const ChartFrame& frame, double height)
    : sheet_{sheet_of(frame)},
      size_{size_of(width_of(frame) + 2 * sheet_.margin, height + sheet_.above + sheet_.margin)},
      area_{0, 0, width_of(frame), height},
      svg_{size_, frame.prefix, frame.title, frame.description} {
    expects(height > 0, "chart: a picture with some height");
    if (!sheet_.heading.empty()) draw_sheet();
}

void Canvas::draw_sheet() {
    svg_.element("rect", {{"width", size_.width}, {"height", size_.height}, {"fill", theme::surface}});
    double y = sheet_.margin;
    for (const auto& line : sheet_.heading) {
        y += heading_line;
        svg_.text(line, {{"x", sheet_.margin},
                         {"y", y - 4},
                         {"textLength", text_width(line, heading_size, true)},
                         {"lengthAdjust", "spacingAndGlyphs"},
                         {"font-size", heading_size},
                         {"font-weight", "600"},
                         {"fill", theme::ink}});
    }
    svg_.open("g", {{"transform",
                     "translate(" + svg_number(sheet_.margin) + " " + svg_number(sheet_.above) + ")"}});
}

Drawing Canvas::done() const {
    Svg whole = svg_;
    if (!sheet_.heading.empty()) whole.close();
    return {whole.str(), size_.width_mm, size_.height_mm};
}

Rect Canvas::box_of(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style) {
    const double width = text_width(text, style.size, style.strong);
    const double left = anchor == Anchor::start ? baseline.x
                        : anchor == Anchor::end ? baseline.x - width
                                                : baseline.x - width / 2;
    return {left, baseline.y - 0.78 * style.size, left + width, baseline.y + 0.22 * style.size};
}

void Canvas::write(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style) {
    if (text.empty()) return;
    avoid(box_of(baseline, text, anchor, style));
    const bool any_font = !sheet_.heading.empty();
    svg_.text(text, {{"x", baseline.x},
                     {"y", baseline.y},
                     {"text-anchor", word(anchor)},
                     {"textLength", any_font ? svg_number(text_width(text, style.size, style.strong)) : ""},
                     {"lengthAdjust", any_font ? "spacingAndGlyphs" : ""},
                     {"font-size", style.size},
                     {"font-weight", style.strong ? "600" : ""},
                     {"fill", style.colour},
                     {"stroke", style.halo},
                     {"stroke-width", style.halo.empty() ? "" : "2.4"},
                     {"stroke-linejoin", style.halo.empty() ? "" : "round"},
                     {"paint-order", style.halo.empty() ? "" : "stroke"}});
}

bool Canvas::write_if_free(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style) {
    if (!is_free(box_of(baseline, text, anchor, style))) return false;
    write(baseline, text, anchor, style);
    return true;
}

bool Canvas::is_off_texts(const Rect& box) const {
    return area_.holds(box) &&
           std::ranges::none_of(taken_, [&](const Rect& other) { return other.meets(box); });
}

bool Canvas::is_off_lines(const Rect& box) const {
    return std::ranges::none_of(lines_,
                                [&](const auto& line) { return meets(box, line.first, line.second); });
}

void Canvas::line(Planar a, Planar b, const Stroke& stroke) {
    svg_.element("line", {{"x1", a.x},
                          {"y1", a.y},
                          {"x2", b.x},
                          {"y2", b.y},
                          {"stroke", stroke.colour},
                          {"stroke-width", stroke.width},
                          {"stroke-dasharray", stroke.dash}});
}

void Canvas::polyline(const std::vector<Planar>& points, const Stroke& stroke) {
    if (points.size() < 2) return;
    SvgPath path;
    path.move(points.front().x, points.front().y);
    for (std::size_t i = 1; i < points.size(); ++i) {
        path.line(points[i].x, points[i].y);
        avoid(points[i - 1], points[i]);
    }
    svg_.element("path", {{"d", path.str()},
                          {"fill", "none"},
                          {"stroke", stroke.colour},
                          {"stroke-width", stroke.width},
                          {"stroke-linejoin", "round"},
                          {"stroke-dasharray", stroke.dash}});
}

void Canvas::polygon(const std::vector<Planar>& points, std::string_view fill) {
    SvgPath path;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i == 0)
            path.move(points[i].x, points[i].y);
        else
            path.line(points[i].x, points[i].y);
    }
    svg_.element("path", {{"d", path.close().str()}, {"fill", fill}});
}

void Canvas::rect(const Rect& rect, std::string_view fill) {
    svg_.element("rect", {{"x", rect.left},
                          {"y", rect.top},
                          {"width", rect.width()},
                          {"height", rect.height()},
                          {"fill", fill}});
}

void Canvas::cross(const Rect& cell) {
    constexpr double arm = 2.5;
    const double x = (cell.left + cell.right) / 2, y = (cell.top + cell.bottom) / 2;
    rect(cell, theme::sunk);
    line({x - arm, y - arm}, {x + arm, y + arm}, {theme::ink3, 1});
    line({x - arm, y + arm}, {x + arm, y - arm}, {theme::ink3, 1});
}

void Canvas::dot(Planar at, double radius, std::string_view fill) {
    svg_.element("circle", {{"cx", at.x}, {"cy", at.y}, {"r", radius}, {"fill", fill}});
}

void Canvas::hatch(const Rect& area) {
    rect(area, hatch_fill());
}

std::string Canvas::hatch_fill() {
    if (!hatch_defined_) {
        hatch_defined_ = true;
        svg_.open("defs", {});
        svg_.open(
            "pattern",
            {{"id", svg_.id("hatch")}, {"width", 5}, {"height", 5}, {"patternUnits", "userSpaceOnUse"}});
        svg_.element("path",
                     {{"d", "M-1 1L1 -1M0 5L5 0M4 6L6 4"}, {"stroke", "#9aa5ac"}, {"stroke-width", 0.7}});
        svg_.close();
        svg_.close();
    }
    return svg_.url("hatch");
}

}  // namespace atalaya::render

// The sheet a chart draws on. It remembers where texts and lines are, so that a label
// can be put where nothing else is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "render/chart.hpp"
#include "render/chart_theme.hpp"
#include "render/svg.hpp"

namespace atalaya::render {

// Millimetres on paper, in units.
inline double units(double mm) {
    return mm * theme::units_per_mm;
}

// In units. Promise: some width, and a way to write numbers.
double width_of(const ChartFrame& frame);

struct Rect {
    double left, top, right, bottom;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    bool meets(const Rect& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    bool holds(const Rect& other) const {
        return left <= other.left && other.right <= right && top <= other.top && other.bottom <= bottom;
    }
    Rect grown(double by) const { return {left - by, top - by, right + by, bottom + by}; }
};

// Does any of the segment from a to b lie inside?
bool meets(const Rect& rect, Planar a, Planar b);

struct TextStyle {
    double size = theme::small;
    bool strong = false;
    std::string_view colour = theme::ink2;
    std::string_view halo = "";  // the colour of a rim, for text on what is not plain
};

enum class Anchor { start, middle, end };

struct Stroke {
    std::string_view colour = theme::line;
    double width = 1;
    std::string_view dash = "";
};

class Canvas {
  public:
    // As wide as the frame says, and its margin; `height` in units, of what is below the frame's heading.
    Canvas(const ChartFrame& frame, double height);

    const Rect& area() const { return area_; }

    // Where the text would be: from its ascenders to its descenders.
    static Rect box_of(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style);
    void write(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style);
    // Only where it is inside the picture and on no text or line that was told of.
    bool write_if_free(Planar baseline, std::string_view text, Anchor anchor, const TextStyle& style);
    bool is_free(const Rect& box) const { return is_off_texts(box) && is_off_lines(box); }
    bool is_off_texts(const Rect& box) const;  // and inside the picture
    bool is_off_lines(const Rect& box) const;
    void avoid(const Rect& box) { taken_.push_back(box); }
    void avoid(Planar a, Planar b) { lines_.emplace_back(a, b); }

    void line(Planar a, Planar b, const Stroke& stroke);
    void polyline(const std::vector<Planar>& points, const Stroke& stroke);
    void polygon(const std::vector<Planar>& points, std::string_view fill);
    void rect(const Rect& rect, std::string_view fill);
    void cross(const Rect& cell);  // no datum
    void dot(Planar at, double radius, std::string_view fill);
    // Slanted grey lines, as a pattern: what is provisional or not there.
    void hatch(const Rect& rect);
    std::string hatch_fill();

    Svg& svg() { return svg_; }
    Drawing done() const;

  private:
    struct Sheet {  // what is around the picture in a file of its own
        std::vector<std::string> heading;
        double margin{}, above{};
    };
    static Sheet sheet_of(const ChartFrame& frame);
    void draw_sheet();

    Sheet sheet_;
    SvgSize size_;
    Rect area_;
    Svg svg_;
    bool hatch_defined_ = false;
    std::vector<Rect> taken_;
    std::vector<std::pair<Planar, Planar>> lines_;
};

}  // namespace atalaya::render

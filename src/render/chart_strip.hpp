// The strip above a picture: what it measures, then the keys to its marks. All in one
// row, or the title in a row of its own and the keys in as many as they take.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "render/chart_canvas.hpp"
#include "render/chart_marker.hpp"

namespace atalaya::render {

struct Key {
    enum class Mark { swatch, hatch, missing, line, thin_line, dashed, band, tick, marker };
    Mark mark;
    std::string_view colour;
    std::string text;
    Marker marker = Marker::circle;  // of Mark::marker
};

// Height of the strip, in units. The keys without text are left out.
double strip_height(double width, const std::string& title, const std::vector<Key>& keys);

// From the top left corner of `area` on; what is wider than the area is shortened.
void draw_strip(Canvas& canvas, const Rect& area, const std::string& title, const std::vector<Key>& keys);

// The keys of the classes between limits, lowest first.
std::vector<Key> class_keys(const std::vector<double>& limits, const NumberText& number,
                            bool whole_counts = false);

// The colour of class `index` of `classes`: all five are spread over fewer.
std::string_view class_colour(int index, int classes);

}  // namespace atalaya::render

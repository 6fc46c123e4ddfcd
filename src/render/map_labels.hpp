// Names of areas inside their outlines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "render/chart_canvas.hpp"

namespace atalaya::render {

// An area as it is drawn: rings in the picture's units, and where its name would best be.
struct Outline {
    std::vector<std::vector<Planar>> rings;
    Planar centre;

    bool holds(Planar point) const;
};

struct LabelWish {
    const Outline* outline;
    std::string text;
    std::string_view ground;  // the colour of the area
    bool strong;
};

// Writes what fits, in the order given: first every name that fits wholly inside its area in
// one line, or in two or three; then those that would stick out by a quarter at
// most. Returns for each wish whether it was written. O(wishes * places tried * vertices).
std::vector<bool> write_labels(Canvas& canvas, const std::vector<LabelWish>& wishes);

}  // namespace atalaya::render

// Names of areas inside their outlines.
#pragma once

#include <span>
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

// Writes the name, in one line or in two or three, at the first place where at least `least_inside` of
// it (0 to 1) is inside its area and nothing of it on a text or on what is to be kept off. Returns
// whether there was one. O(places tried * (vertices + what is kept off)).
bool write_label(Canvas& canvas, const LabelWish& wish, double least_inside,
                 std::span<const Rect> keep_off = {});

// Writes what fits, in the order given: first every name that fits wholly inside its area; then those
// that would stick out by a quarter at most. Returns for each wish whether it was written.
std::vector<bool> write_labels(Canvas& canvas, const std::vector<LabelWish>& wishes,
                               std::span<const Rect> keep_off = {});

}  // namespace atalaya::render

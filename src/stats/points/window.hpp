// Where points may lie: a rectangle, and what its edges hide.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/place.hpp"

namespace atalaya::stats {

struct Window {
    Planar low, high;  // high > low in both

    double width() const { return high.x - low.x; }
    double height() const { return high.y - low.y; }
    double area() const { return width() * height(); }
    bool holds(Planar p) const { return p.x >= low.x && p.x <= high.x && p.y >= low.y && p.y <= high.y; }
    // From a point inside to the nearest side.
    double to_border(Planar p) const {
        return std::min(std::min(p.x - low.x, high.x - p.x), std::min(p.y - low.y, high.y - p.y));
    }
    // The part of the circle of this radius about a point inside that lies inside, 0..1: each side hides the directions
    // in which it is nearer than the radius, up to its corners.
    double circle_inside(Planar p, double radius) const {
        const double left = p.x - low.x, right = high.x - p.x, below = p.y - low.y, above = high.y - p.y;
        const auto half = [radius](double side, double corner) {
            return side < radius ? std::min(std::acos(side / radius), std::atan2(corner, side)) : 0;
        };
        const double hidden = half(left, below) + half(left, above) + half(right, below) +
                              half(right, above) + half(below, left) + half(below, right) +
                              half(above, left) + half(above, right);
        return std::max(0.0, 1 - hidden / (2 * std::numbers::pi));
    }
    // The area that the window and itself moved by this much have in common.
    double overlap(double dx, double dy) const {
        return std::max(0.0, width() - std::abs(dx)) * std::max(0.0, height() - std::abs(dy));
    }
};

}  // namespace atalaya::stats

// How much of one area lies in another, on the plane.
#pragma once

#include <span>
#include <vector>

#include "core/place.hpp"

namespace atalaya::geo {

// A shape in metres of a plane. Of each polygon the first ring is its border, the rest are holes; rings may be closed
// or not, and may turn either way.
using PlanarPolygon = std::vector<std::vector<Planar>>;
using PlanarShape = std::vector<PlanarPolygon>;

// Square metres; holes are taken off. 0 for an empty shape. O(n).
double area(const PlanarShape& shape);

// Square metres that both cover. With the baseline y0 below both, a shape is the signed sum of the trapezoids between its
// edges and the baseline, and
//
//     area(A n B) = sum over edges a, b of  s_a s_b  integral of min(y_a(x), y_b(x)) - y0 over the x they share
//
// so that shared borders, touching corners and edges on top of each other need no case of their own. Requires polygons
// of one shape not to overlap, and borders not to cross themselves. Error by rounding about 1e-12 of
// width x height of the common box. O(n m), O(n + m) where the boxes do not meet.
double overlap(const PlanarShape& a, const PlanarShape& b);

// A source area, a target area, and how much of the source lies in the target.
struct Overlap {
    std::size_t source{}, target{};
    double area{};
};
// Those that are more than 1e-9 of the smaller of the two: less is a sliver between two drawings of one border.
// Sources in order, then targets.
std::vector<Overlap> overlaps(std::span<const PlanarShape> sources, std::span<const PlanarShape> targets);

}  // namespace atalaya::geo

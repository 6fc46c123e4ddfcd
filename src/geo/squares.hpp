// A lattice of equal squares on a city's plane, sides north and east. The same origin and width give the same cells
// for ever. Hexagons (hexagons.hpp) have all their neighbours at one distance; squares are what other programs have.
#pragma once

#include <compare>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "geo/area.hpp"
#include "geo/plane.hpp"

namespace atalaya::geo {

// q counts eastwards, r northwards; {0, 0} has the origin in its south-western corner.
struct Square {
    int q{}, r{};
    friend auto operator<=>(const Square&, const Square&) = default;
};

class SquareLattice {
  public:
    // `width` in metres, > 0.
    SquareLattice(LonLat origin, double width);

    double width() const { return width_; }
    // Of a point on a border, the square to the north or east of it.
    Square at(LonLat place) const { return at(plane_.to(place)); }
    LonLat centre(Square square) const;
    Ring outline(Square square) const;  // closed, counter-clockwise

    // The squares that have ground of the shapes in them, by r, then q. A corner of ground less than a twentieth of
    // the width across may be missed. O(length of the borders / width + cells of the box).
    std::vector<Square> touching(std::span<const MultiPolygon> shapes) const;

  private:
    Square at(Planar point) const;

    LocalPlane plane_;
    double width_;
};

}  // namespace atalaya::geo

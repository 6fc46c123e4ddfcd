// A lattice of equal hexagons on a city's plane: cells to count points in, each with six
// neighbours at one distance. The same origin and width give the same cells for ever, so that
// two months can be compared cell by cell.
#pragma once

#include <array>
#include <compare>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "geo/area.hpp"
#include "geo/plane.hpp"

namespace atalaya::geo {

// Axial coordinates: q counts eastwards along a row, r rows northwards; the centre of a row is
// half a width east of the one below it.
struct Hex {
    int q{}, r{};
    friend auto operator<=>(const Hex&, const Hex&) = default;
};

// East first, then counter-clockwise.
std::array<Hex, 6> around(Hex hex);

class HexLattice {
  public:
    // Hex {0, 0} is centred on the origin; `width` is in metres between opposite sides, which is
    // also the distance between the centres of neighbours. width > 0.
    HexLattice(LonLat origin, double width);

    double width() const { return width_; }
    // Of a point on a border, one of the hexagons that share it.
    Hex at(LonLat place) const;
    LonLat centre(Hex hex) const;
    Ring outline(Hex hex) const;  // closed, counter-clockwise

    // The hexagons that have ground of the shapes in them, by r, then q. A corner of ground less
    // than a twentieth of the width across may be missed. O(length of the borders / width + cells
    // of the box).
    std::vector<Hex> touching(std::span<const MultiPolygon> shapes) const;

  private:
    Hex at(Planar point) const;
    Planar planar(Hex hex) const;

    LocalPlane plane_;
    double width_;
};

// The origin of a city's lattices: the middle of its box to a tenth of a degree, so that a
// corrected border does not move it.
LonLat lattice_origin(std::span<const MultiPolygon> shapes);

}  // namespace atalaya::geo

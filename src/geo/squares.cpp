#include "geo/squares.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/error.hpp"
#include "geo/border_walk.hpp"

namespace atalaya::geo {

SquareLattice::SquareLattice(LonLat origin, double width) : plane_{origin}, width_{width} {
    expects(width > 0, "SquareLattice: a width above 0");
}

Square SquareLattice::at(Planar point) const {
    return {static_cast<int>(std::floor(point.x / width_)), static_cast<int>(std::floor(point.y / width_))};
}

LonLat SquareLattice::centre(Square square) const {
    return plane_.back({width_ * (square.q + 0.5), width_ * (square.r + 0.5)});
}

Ring SquareLattice::outline(Square square) const {
    Ring ring;
    for (const auto& [east, north] : {std::pair{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}})
        ring.push_back(plane_.back({width_ * (square.q + east), width_ * (square.r + north)}));
    return ring;
}

std::vector<Square> SquareLattice::touching(std::span<const MultiPolygon> shapes) const {
    std::set<Square> found;
    walk_borders(shapes, plane_, width_ / 20, [&](Planar point) { found.insert(at(point)); });
    MultiPolygon all;
    for (const auto& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    expects(!all.empty(), "squares: at least one area with a shape");
    const Box box = box_of(all);
    const AreaIndex index{shapes};
    const Square low = at(LonLat{box.west, box.south}), high = at(LonLat{box.east, box.north});
    for (int r = low.r; r <= high.r; ++r) {
        for (int q = low.q; q <= high.q; ++q)
            if (index.locate(centre({q, r})) != AreaIndex::outside) found.insert({q, r});
    }
    std::vector<Square> cells{found.begin(), found.end()};
    std::sort(cells.begin(), cells.end(),
              [](Square a, Square b) { return a.r != b.r ? a.r < b.r : a.q < b.q; });
    return cells;
}

}  // namespace atalaya::geo

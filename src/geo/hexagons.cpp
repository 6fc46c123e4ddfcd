#include "geo/hexagons.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

#include "core/error.hpp"
#include "geo/border_walk.hpp"

namespace atalaya::geo {

namespace {

const double row_height = std::numbers::sqrt3 / 2;  // of a width of 1

// The nearest centre: in cube coordinates q + r + s = 0 the one rounded farthest gives way.
Hex rounded(double q, double r) {
    const double s = -q - r;
    double whole_q = std::round(q), whole_r = std::round(r);
    const double whole_s = std::round(s);
    const double off_q = std::abs(whole_q - q), off_r = std::abs(whole_r - r), off_s = std::abs(whole_s - s);
    if (off_q > off_r && off_q > off_s) {
        whole_q = -whole_r - whole_s;
    } else if (off_r > off_s) {
        whole_r = -whole_q - whole_s;
    }
    return {static_cast<int>(whole_q), static_cast<int>(whole_r)};
}

bool by_row(const Hex& a, const Hex& b) {
    return a.r != b.r ? a.r < b.r : a.q < b.q;
}

Box box_of_all(std::span<const MultiPolygon> shapes) {
    MultiPolygon all;
    for (const auto& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    expects(!all.empty(), "hexagons: at least one area with a shape");
    return box_of(all);
}

}  // namespace

std::array<Hex, 6> around(Hex hex) {
    const auto [q, r] = hex;
    return {{{q + 1, r}, {q, r + 1}, {q - 1, r + 1}, {q - 1, r}, {q, r - 1}, {q + 1, r - 1}}};
}

HexLattice::HexLattice(LonLat origin, double width) : plane_{origin}, width_{width} {
    expects(width > 0, "HexLattice: a width above 0");
}

Planar HexLattice::planar(Hex hex) const {
    return {width_ * (hex.q + hex.r / 2.0), width_ * row_height * hex.r};
}

Hex HexLattice::at(Planar point) const {
    const double r = point.y / (width_ * row_height);
    return rounded(point.x / width_ - r / 2, r);
}

Hex HexLattice::at(LonLat place) const {
    return at(plane_.to(place));
}

LonLat HexLattice::centre(Hex hex) const {
    return plane_.back(planar(hex));
}

Ring HexLattice::outline(Hex hex) const {
    const Planar middle = planar(hex);
    const double half = width_ / 2, side = width_ / std::numbers::sqrt3;
    const Planar corners[] = {{half, side / 2},   {0, side},  {-half, side / 2},
                              {-half, -side / 2}, {0, -side}, {half, -side / 2}};
    Ring ring;
    for (const auto& [x, y] : corners) ring.push_back(plane_.back({middle.x + x, middle.y + y}));
    ring.push_back(ring.front());
    return ring;
}

std::vector<Hex> HexLattice::touching(std::span<const MultiPolygon> shapes) const {
    std::set<Hex> found;
    walk_borders(shapes, plane_, width_ / 20, [&](Planar point) { found.insert(at(point)); });
    const Box box = box_of_all(shapes);
    const AreaIndex index{shapes};
    const Planar low = plane_.to({box.west, box.south}), high = plane_.to({box.east, box.north});
    for (int r = at(low).r; r <= at(high).r; ++r) {
        const double y = width_ * row_height * r;
        const int last = at(Planar{high.x, y}).q;
        for (int q = at(Planar{low.x, y}).q; q <= last; ++q) {
            if (index.locate(centre({q, r})) != AreaIndex::outside) found.insert({q, r});
        }
    }
    std::vector<Hex> cells{found.begin(), found.end()};
    std::sort(cells.begin(), cells.end(), by_row);
    return cells;
}

LonLat lattice_origin(std::span<const MultiPolygon> shapes) {
    const Box box = box_of_all(shapes);
    const auto tenth = [](double degrees) { return std::round(degrees * 10) / 10; };
    return {tenth((box.west + box.east) / 2), tenth((box.south + box.north) / 2)};
}

}  // namespace atalaya::geo

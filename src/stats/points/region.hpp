// Where events were watched: a rectangle, or what borders leave of one, laid in rows. Of each row lies inside what does so at its
// middle: areas are exact where the border is straight across the rows, and off by the square of their height elsewhere.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/place.hpp"
#include "stats/points/window.hpp"

namespace atalaya::stats {

class Region {
  public:
    struct Row {
        double low{}, high{};
        std::vector<std::pair<double, double>> inside;  // stretches of x, ascending and apart
    };
    using Ring = std::vector<Planar>;   // first == last
    using Polygon = std::vector<Ring>;  // the outer one, and holes

    Region(const Window& window);  // NOLINT: every window is a region
    // What lies in any of the polygons, in rows of this height or, where they would be more than 5,000, higher ones. Some ring
    // spans a rectangle. O(edges x rows that they cross).
    Region(std::span<const Polygon> polygons, double height);

    const Window& box() const { return box_; }
    const std::vector<Row>& rows() const { return rows_; }
    double area() const { return area_; }
    bool holds(Planar p) const;  // of a row: its middle, as the area
    // The part of a Gaussian about a place that lies inside; or of one that is cut at |x|, |y| = reach and made whole again.
    // O(rows within reach).
    double part_inside(Planar at, double sd) const;
    double part_inside(Planar at, double sd, double reach) const;

  private:
    std::span<const Row> rows_near(double y, double reach) const;
    bool holds_all(Planar at, double reach) const;

    Window box_;
    std::vector<Row> rows_;
    double area_{};
};

}  // namespace atalaya::stats

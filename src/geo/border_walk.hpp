// Borders walked in small steps on a plane, for lattices to see which cells they cross.
#pragma once

#include <cmath>
#include <span>

#include "geo/area.hpp"
#include "geo/plane.hpp"

namespace atalaya::geo {

// Calls visit(Planar) at each vertex and at points no more than `step` metres apart between two.
template <class Visit>
void walk_borders(std::span<const MultiPolygon> shapes, const LocalPlane& plane, double step, Visit visit) {
    for (const auto& shape : shapes) {
        for (const auto& polygon : shape) {
            for (const auto& ring : polygon) {
                for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
                    const Planar a = plane.to(ring[i]), b = plane.to(ring[i + 1]);
                    const auto steps = static_cast<int>(std::ceil(std::hypot(b.x - a.x, b.y - a.y) / step));
                    for (int k = 0; k < steps; ++k) {
                        const double along = static_cast<double>(k) / steps;
                        visit(Planar{a.x + along * (b.x - a.x), a.y + along * (b.y - a.y)});
                    }
                }
            }
        }
    }
}

}  // namespace atalaya::geo

// Points in a rectangle: the one that the settings say, or the box of the points.
#pragma once

#include <vector>

#include "core/place.hpp"
#include "methods/method.hpp"
#include "stats/points/window.hpp"
#include "stats/prospective.hpp"

namespace atalaya::methods {

TableSpec points_table();
// "left", "right", "bottom", "top" in metres, as x and y are; all 0 stand for the box of the points.
std::vector<Setting> window_settings();
// Throws Error{usage} where the sides are not in order, Error{bad_input} where all points lie on one line of the box.
stats::Window window_of(const Asked& asked, const std::vector<Planar>& points);
// The same, of points that all have to lie in it: throws Error{bad_input} with how many do not.
stats::Window window_about(const Asked& asked, const std::vector<Planar>& points);
// Squares of this side, metres, that cover a window, from its lower left corner; none lies wholly beyond it. Throws
// Error{usage} above `most`.
stats::Cells cells_over(const stats::Window& window, double size, double most);

}  // namespace atalaya::methods

// Distances at which points are looked at, and what is done about those that the edges of the window hide.
#pragma once

#include <string_view>
#include <vector>

#include "methods/method.hpp"
#include "stats/points/ripley.hpp"

namespace atalaya::methods {

// "longest" (0 stands for a quarter of the shorter side), "steps", and "edge" with the first of `edges` as standard:
// of isotropic, translation, border, none.
std::vector<Setting> distance_settings(std::vector<std::string> edges);

// `steps` equal distances up to the longest. Throws Error{usage} where that is longer than the shorter side.
std::vector<double> distances_of(const Asked& asked, const stats::Window& window);
stats::EdgeWeight edge_of(const Asked& asked);

// Seconds of one core to weigh each pair of points within the longest distance, as points at random have them, so many times. Of a
// method with window_settings() (methods/point_window.hpp).
double seconds_of_pairs(const Asked& asked, std::string_view table, double times);

}  // namespace atalaya::methods

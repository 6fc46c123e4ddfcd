// Limits of colour classes. Computed once per indicator and year and then kept by
// the caller, so that the maps of two months compare.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "render/chart.hpp"

namespace atalaya::render {

// `classes` - 1 limits: quantiles (type 7, Hyndman and Fan 1996) at the nearest multiple of the greatest of 1, 2, 5 times
// 10^k that fits six times between the outer two (between the extremes where those are equal or there is one limit). One less
// than an eighth of that spread above the former is left out. Strictly increasing and no class without a value, so there
// can be fewer limits than asked; none when all values are equal or there are none. NaN is not a value.
// classes >= 1. O(n log n).
std::vector<double> quantile_limits(std::span<const double> values, int classes = 5);

// The class of a value: 0 for value < limits[0] ... limits.size() for value >= limits.back(). O(limits).
int class_of(double value, std::span<const double> limits);

// "< 51", "51–66", ..., "130+" (each class from its lower limit to just below the next;
// the font has no sign for "at least"). Of whole counts each class names its own: "0", "1–2", "3+". None
// when there are no limits.
std::vector<std::string> class_labels(std::span<const double> limits, const NumberText& number,
                                      bool whole_counts = false);

}  // namespace atalaya::render

// The standard deviational ellipse: where a cloud of points lies, how far it spreads and which way it is drawn out.
//
//     centre          the mean of x and of y
//     half-axes       sqrt(2 l / (n - 2)),  l the larger and smaller eigenvalue of [sum dx^2, sum dx dy; sum dx dy, sum dy^2]
//     bearing         of the long axis, degrees from north by east, 0 <= bearing < 180; 0 where the cloud is round
//
// The factor and n - 2 are those of CrimeStat, which later programs share; points on one line have a short axis of 0.
// Fails: too_few_values below 3 points, not_a_number. O(n).
//
// Sources: Lefever 1926, American Journal of Sociology 32, 88-94; Levine 2015, CrimeStat IV, chapter 4.
#pragma once

#include <span>

#include "core/place.hpp"
#include "stats/why.hpp"

namespace atalaya::stats {

struct Ellipse {
    Planar centre;
    double major{}, minor{};  // half-axes, as the points are measured
    double bearing{};

    double area() const;
};

Maybe<Ellipse> deviational_ellipse(std::span<const Planar> points);

}  // namespace atalaya::stats

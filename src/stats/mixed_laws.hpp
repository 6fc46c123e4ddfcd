// What is foreseen when the numbers of a model are not known but weighed: Student's laws of one quantity, one for each of many
// places in the unit cube of those numbers, mixed by how likely each place is.
//
// The mixture is a sum over 1,024 points of Halton's sequence in a box that holds all places of which the weight is more
// than e^-7 of the top, found by two passes of 256: no random numbers.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "stats/forecasts.hpp"

namespace atalaya::stats {

struct WeighedPoint {
    std::vector<double> cube;  // 0..1 along each side
    double log_weight{};
};
// Those to sum over; up to four sides. O(1,536 weights).
std::vector<WeighedPoint> likely_points(std::size_t sides,
                                        const std::function<double(std::span<const double>)>& log_weight);
double top_of(const std::vector<WeighedPoint>& points);
// How far below the top, a logarithm, a point counts for nothing.
inline constexpr double negligible_weight = 12;

// Of one step ahead by one point: location + scale times Student's t.
struct StudentLaw {
    double weight{}, location{}, scale{}, freedom{};
};
// The forecast of these means with sd (about them) and limits of the mixtures, one a step; at least one law a step,
// freedom above 2, scale above 0.
Forecast mixed_forecast(const std::vector<double>& mean, const std::vector<std::vector<StudentLaw>>& laws,
                        double confidence);

}  // namespace atalaya::stats

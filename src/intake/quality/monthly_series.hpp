// Counts of a delivery as monthly series, and how likely months of zero are in one.
#pragma once

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/day.hpp"
#include "core/incident.hpp"

namespace atalaya::intake::quality {

// (category, area) -> the count of every month from the delivery's first to its last; 0 where there is no row.
struct MonthlySeries {
    Month first{};
    std::map<std::pair<std::string, std::string>, std::vector<double>> of;
};

// Channels are added up. Nothing of counts of more than a month: what is in a month of them is not known. An area is the codes of its slots with "/" between, "" where none is known.
MonthlySeries monthly_series(const Tallies& tallies);
// The same with all areas added up.
MonthlySeries whole_city(const MonthlySeries& by_area);

// The probability that a month is 0 where months are as `known`: exp(-m) for a Poisson, phi^(-m / (phi - 1)) for the
// negative binomial of variance phi m, where phi is above 1. phi = sum (x - m)^2 / (m q), q the 5 % point of a chi-square
// with n - 1 degrees: the upper limit of a dispersion that a few months tell badly. Season and trend are in it too, so the
// answer is too high rather than too low. `known` is not empty.
double chance_of_zero(std::span<const double> known);

double sum_of(std::span<const double> counts);
// How much more than a Poisson's the counts vary, by how far each is from the middle of its neighbours m: the median of
// (x_t - m)^2 / (x_t + m / 2) over that of a chi-square with one degree, at least 1. A trend does not move it, and neither
// does one change of level.
double dispersion_by_neighbours(std::span<const double> counts);

}  // namespace atalaya::intake::quality

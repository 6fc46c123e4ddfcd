// An axis from values to places that need not begin at zero: of what can be negative, and of ratios, which are as
// far from 1 on either side (logarithms).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace atalaya::render {

// How an axis is asked for.
struct AxisWish {
    std::string title;   // what it measures, with its unit
    bool zero = false;   // holds zero
    bool ratio = false;  // logarithms; values are above 0
    bool whole = false;  // ticks at whole numbers only
    bool tight = false;  // ends at the values themselves, a little apart, rather than at ticks
    std::vector<std::pair<double, std::string>> names{};  // instead of ticks: days, weekdays
};

struct Axis {
    double low{}, high{};        // values at its ends
    double at_low{}, at_high{};  // in units of the picture
    bool ratio = false;
    std::vector<double> ticks;  // in order, all between low and high

    double operator()(double value) const;
};

// Widened from the least and the greatest value (which may be equal) to nice ticks, about as many as `about`; the
// ends of an axis of a ratio or of names are as of a tight one. Promise: least <= greatest, finite,
// above 0 for a ratio.
Axis axis_of(const AxisWish& wish, double least, double greatest, int about);

}  // namespace atalaya::render

// Lines, bands, bars and dots over two axes: whatever a table of numbers shows when one column is laid against
// others. A chart one more: see chart.hpp for what holds for all of them; here axes need not begin at zero.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "render/chart.hpp"
#include "render/chart_axis.hpp"

namespace atalaya::render {

struct PlaneLayer {
    enum class Look {
        observed,  // ink line
        steady,    // petrol line
        faint,     // thin grey line
        limit,     // dashed line
        steps,     // ink line that stays level until the next value
        bars,      // from zero, centred on x
        band,      // from low to y
        whiskers,  // an upright from low to y at each x
        dots,
        rings,
        alarms,  // triangles
    };
    Look look = Look::observed;
    std::vector<Planar> at;   // by x; a y that is NaN is a gap
    std::vector<double> low;  // of a band and of whiskers: one a point; NaN is a gap
    std::string label;        // "": no key
};

// A straight line across the whole plot, and about an upright one the ground from low to high, where both are numbers.
struct PlaneRule {
    double at{};
    bool upright = false;
    std::string label;
    double low = std::numeric_limits<double>::quiet_NaN(), high = low;
};

struct PlaneChart {
    AxisWish x, y;
    std::vector<PlaneLayer> layers;  // drawn in this order; at least one value
    std::vector<PlaneRule> rules;
    double height_mm = 78;
};

// Lines of more points than can be told apart are thinned to the least and the greatest of each stretch, dots to
// every n-th.
Drawing plane_chart(const ChartFrame& frame, const PlaneChart& chart);

}  // namespace atalaya::render

// Named rows with a value, its interval and perhaps a second value, on an axis that may be of ratios or of what can be
// negative. (interval_chart() is the bulletin's, of rates alone.)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/chart.hpp"
#include "render/chart_axis.hpp"

namespace atalaya::render {

struct ValueRow {
    std::string label;
    std::optional<double> value;  // nullopt: no datum
    std::optional<double> low, high;
    std::optional<double> second;
    bool marked = false;
};

struct ValueChart {
    std::vector<ValueRow> rows;  // in the order to draw; at least one with a value
    AxisWish axis;
    bool bars = false;  // from zero, instead of dots
    std::optional<double> reference;
    std::string reference_label;
    std::string value_label, second_label, interval_label, marked_label;  // of the keys; "": none
    std::string missing_label;
};

// The numbers of the first value stand at the right.
Drawing value_chart(const ChartFrame& frame, const ValueChart& chart);

}  // namespace atalaya::render

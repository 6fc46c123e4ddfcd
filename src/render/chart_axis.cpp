#include "render/chart_axis.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "render/chart_scale.hpp"

namespace atalaya::render {

namespace {

// 0.1, 0.2, 0.5, 1, 2, 5, 10 ...; powers of ten alone where the axis is long.
std::vector<double> ratio_ticks(double low, double high) {
    const bool is_long = high / low > 3000;
    std::vector<double> ticks;
    for (int power = static_cast<int>(std::floor(std::log10(low))); power <= std::log10(high); ++power) {
        const double ten = std::pow(10, power);
        for (const double digit : {1.0, 2.0, 5.0}) {
            const double tick = digit * ten;
            if (tick >= low && tick <= high && (digit == 1 || !is_long)) ticks.push_back(tick);
        }
    }
    return ticks;
}

Axis ratio_axis(double least, double greatest) {
    expects(least > 0, "an axis of ratios: values above 0");
    const double room = std::max(1.12, std::pow(greatest / least, 0.05));
    Axis axis{.low = least / room, .high = greatest * room, .ratio = true};
    axis.ticks = ratio_ticks(axis.low, axis.high);
    return axis;
}

}  // namespace

double Axis::operator()(double value) const {
    const double part = ratio ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    return at_low + part * (at_high - at_low);
}

Axis axis_of(const AxisWish& wish, double least, double greatest, int about) {
    expects(std::isfinite(least) && std::isfinite(greatest) && least <= greatest,
            "an axis: least <= greatest");
    if (wish.ratio) return ratio_axis(least, greatest);
    if (wish.zero) least = std::min(least, 0.0), greatest = std::max(greatest, 0.0);
    if (!wish.names.empty()) {
        const double room = std::max(greatest - least, 1.0) * 0.02;
        Axis axis{.low = least - room, .high = greatest + room};
        for (const auto& [value, name] : wish.names)
            if (value >= axis.low && value <= axis.high) axis.ticks.push_back(value);
        return axis;
    }
    if (least == greatest) {
        const double room = wish.whole ? 1 : std::max(std::abs(least) * 0.1, 1e-9);
        least -= wish.zero ? 0 : room;
        greatest += room;
    }
    const double step = nice_ticks(greatest - least, about, wish.whole)[1];
    Axis axis;
    const auto first = static_cast<long long>(std::floor(least / step + 1e-9));
    const auto last = static_cast<long long>(std::ceil(greatest / step - 1e-9));
    // A tick is the decimal number that is written: 3 * 0.1 is 0.3.
    for (auto i = first; i <= last; ++i)
        axis.ticks.push_back(step >= 1 ? static_cast<double>(i) * step
                                       : static_cast<double>(i) / std::round(1 / step));
    axis.low = axis.ticks.front();
    axis.high = axis.ticks.back();
    if (!wish.tight) return axis;
    const double room = (greatest - least) * 0.02;
    axis.low = wish.zero && least == 0 ? 0 : least - room;
    axis.high = greatest + room;
    std::erase_if(axis.ticks, [&](double tick) { return tick < axis.low || tick > axis.high; });
    return axis;
}

}  // namespace atalaya::render

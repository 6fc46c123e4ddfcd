#include "stats/prospective.hpp"

#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace atalaya::stats {

Maybe<std::vector<double>> prospective_risk(std::span<const double> x, std::span<const double> y,
                                            std::span<const std::int32_t> days, std::int32_t today,
                                            const Cells& cells, const ProspectiveModel& model) {
    expects(x.size() == y.size() && x.size() == days.size(), "prospective_risk: a place and a day per event");
    expects(cells.size > 0 && model.reach >= 0 && model.memory >= 1,
            "prospective_risk: cells with a size, a reach from 0 and a day or more of memory");
    std::vector<double> risk(cells.columns * cells.rows);
    // Cells whose centres may be within reach of a coordinate.
    const auto range = [&](double at, double from, std::size_t count) {
        const double low = std::ceil((at - model.reach - from) / cells.size - 0.5 - 1e-9);
        const double high = std::floor((at + model.reach - from) / cells.size - 0.5 + 1e-9);
        const auto n = static_cast<double>(count);
        return std::pair{static_cast<std::size_t>(std::clamp(low, 0.0, n)),
                         static_cast<std::size_t>(std::clamp(high + 1, 0.0, n))};
    };
    bool any = false;
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) return std::unexpected{Why::not_a_count};
        const std::int64_t age = std::int64_t{today} - days[i];
        if (age < 0 || age >= model.memory) continue;
        any = true;
        const double weeks = model.smooth ? static_cast<double>(age) / 7 : static_cast<double>(age / 7);
        const auto [left, right] = range(x[i], cells.left, cells.columns);
        const auto [low, high] = range(y[i], cells.bottom, cells.rows);
        for (std::size_t r = low; r < high; ++r) {
            const double dy = cells.bottom + (static_cast<double>(r) + 0.5) * cells.size - y[i];
            for (std::size_t c = left; c < right; ++c) {
                const double dx = cells.left + (static_cast<double>(c) + 0.5) * cells.size - x[i];
                const double distance = std::sqrt(dx * dx + dy * dy);
                if (distance > model.reach) continue;
                const double halves = distance / (cells.size / 2);
                risk[r * cells.columns + c] +=
                    1 / ((1 + (model.smooth ? halves : std::floor(halves))) * (1 + weeks));
            }
        }
    }
    if (!any) return std::unexpected{Why::no_events};
    return risk;
}

}  // namespace atalaya::stats

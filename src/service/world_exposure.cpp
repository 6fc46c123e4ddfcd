// What rates divide by.
#include <cstdlib>

#include "service/world.hpp"

namespace atalaya::service {

namespace {

struct Known {
    std::int64_t value{};
    std::string source;
    std::int64_t areas{};
};
// By year and month, 0 of the year.
using ByTime = std::map<std::pair<int, int>, Known>;

}  // namespace

std::optional<Exposure> World::exposure(const TerritoryInfo& territory, std::string_view kind,
                                        Period period) const {
    const std::chrono::year_month_day middle{period.first + std::chrono::days{period.days() / 2}};
    const int year_asked = static_cast<int>(middle.year());
    const int month_asked = static_cast<int>(static_cast<unsigned>(middle.month()));
    // The city's own figure, or, of the same time, the sum over a layer that covers it.
    ByTime known;
    for (const auto& row : exposures_) {
        if (row.kind == kind && row.territory == territory.territory)
            known[{row.year, row.month}] = {row.value, row.source, 1};
    }
    if (known.empty() && territory.slot == 0) {
        for (const auto& layer : catalogue_->city.layers) {
            ByTime sums;
            for (const auto& row : exposures_) {
                if (row.kind != kind || row.territory.layer != layer.id) continue;
                auto& sum = sums[{row.year, row.month}];
                sum.value += row.value;
                sum.source = row.source;
                ++sum.areas;
            }
            const auto areas = static_cast<std::int64_t>(this->layer(layer.id).size());
            for (const auto& [time, sum] : sums) {
                if (sum.areas == areas) known.emplace(time, sum);
            }
        }
    }
    const auto distance = [&](int year, int month) {
        return std::pair{std::abs(year - year_asked), month == 0 ? 0 : std::abs(month - month_asked)};
    };
    std::optional<Exposure> best;
    for (const auto& [time, of] : known) {
        const auto [year, month] = time;
        if (of.value > 0 && (!best || distance(year, month) < distance(best->year, best->month)))
            best = Exposure{of.value, year, month, distance(year, month).first > 5, of.source};
    }
    return best;
}

}  // namespace atalaya::service

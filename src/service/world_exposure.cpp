// What rates divide by.
#include <cstdlib>

#include "service/world.hpp"

namespace atalaya::service {

std::optional<Exposure> World::exposure(const TerritoryInfo& territory, std::string_view kind,
                                        Period period) const {
    const int middle = static_cast<int>(
        std::chrono::year_month_day{period.first + std::chrono::days{period.days() / 2}}.year());
    // The city's own figure, or, of the same year, the sum over a layer that covers it.
    struct Known {
        std::int64_t value{};
        std::string source;
    };
    std::map<int, Known> by_year;
    for (const auto& row : exposures_) {
        if (row.kind == kind && row.territory == territory.territory)
            by_year[row.year] = {row.value, row.source};
    }
    if (by_year.empty() && territory.slot == 0) {
        for (const auto& layer : catalogue_->city.layers) {
            std::map<int, Known> sums;
            std::map<int, std::int64_t> counts;
            for (const auto& row : exposures_) {
                if (row.kind == kind && row.territory.layer == layer.id) {
                    sums[row.year].value += row.value;
                    sums[row.year].source = row.source;
                    ++counts[row.year];
                }
            }
            const auto areas = static_cast<std::int64_t>(this->layer(layer.id).size());
            for (const auto& [year, sum] : sums) {
                if (counts[year] == areas) by_year.emplace(year, sum);
            }
        }
    }
    std::optional<Exposure> best;
    for (const auto& [year, known] : by_year) {
        const int distance = std::abs(year - middle);
        if (known.value > 0 && (!best || distance < std::abs(best->year - middle)))
            best = Exposure{known.value, year, distance > 5, known.source};
    }
    return best;
}

}  // namespace atalaya::service

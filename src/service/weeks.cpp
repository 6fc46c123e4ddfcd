#include "service/weeks.hpp"

#include "core/error.hpp"
#include "intake/descriptor_time.hpp"

namespace atalaya::service {

Weeks::Weeks(store::Store& store, const World& world) : store_{store}, world_{world} {}

const store::WeekCounts& Weeks::counts() {
    if (!counts_)
        counts_ = store::week_counts(store_.analytics(), {world_.catalogue().city.id, world_.vintage_no()},
                                     store::all_time);
    return *counts_;
}

std::vector<Day> Weeks::known(std::string_view indicator) const {
    std::vector<Day> mondays;
    const auto span = world_.known_months(indicator);
    if (!span) return mondays;
    for (const auto source : world_.sources_of(indicator)) {
        if (!intake::knows_days(world_.catalogue().source(world_.sources()[source]))) return {};
    }
    Day monday = week_of(span->first);
    if (monday < span->first) monday += std::chrono::days{7};
    for (; monday + std::chrono::days{7} <= span->past_end; monday += std::chrono::days{7})
        mondays.push_back(monday);
    return mondays;
}

std::int64_t Weeks::count(std::string_view indicator, const TerritoryInfo& territory, Day monday,
                          bool units) {
    const std::string key =
        std::string{indicator} + " " + territory.territory.text() + (units ? " units" : "");
    auto known = series_.find(key);
    if (known == series_.end()) {
        Series series;
        const auto& all = counts();
        std::vector<bool> wanted;
        for (const auto& offence : all.offence.words)
            wanted.push_back(world_.catalogue().counts_in(offence, indicator));
        const Coded* area = territory.slot == 2   ? &all.area_2
                            : territory.slot == 3 ? &all.area_3
                            : territory.slot == 4 ? &all.area_4
                                                  : nullptr;
        expects(area || territory.slot == 0, "Weeks::count: the city, or a territory of slots 2 to 4");
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (!wanted[all.offence.codes[i]] || (area && !territory.extent.holds((*area)[i]))) continue;
            series[day_at(all.week.since_epoch[i])] += units ? all.units[i] : all.rows[i];
        }
        known = series_.emplace(key, std::move(series)).first;
    }
    const auto found = known->second.find(monday);
    return found == known->second.end() ? 0 : found->second;
}

}  // namespace atalaya::service

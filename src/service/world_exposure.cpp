// What rates divide by.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "service/world.hpp"

namespace atalaya::service {

namespace {

struct Known {
    std::int64_t value{};
    std::string source;
    std::int64_t areas{};
    bool interpolated = false;
};
// By year and month, 0 of the year.
using ByTime = std::map<std::pair<int, int>, Known>;

// The middle of a year, the first day of a month.
Day day_of(int year, int month) {
    return first_day(std::chrono::year{year} / (month == 0 ? 7 : month));
}

// Of each time, what each area of the land had.
using ByArea = std::map<std::string, Known>;

// The sum over the areas that the land had then, where all are known; else of no time. The own code of a territory
// that is of no map, or another that its land had.
std::optional<Known> sum_of(const ByArea& areas, const TerritoryInfo& territory, Day day) {
    if (!territory.extent.as_of_a_map) {
        const auto own = areas.find(territory.territory.code);
        return own == areas.end() ? areas.begin()->second : own->second;
    }
    Known sum;
    for (const auto& code : territory.extent.codes_on(day)) {
        const auto of = areas.find(code);
        if (of == areas.end()) return {};
        sum.value += of->second.value;
        sum.source = of->second.source;
        sum.interpolated = sum.interpolated || of->second.interpolated;
    }
    sum.areas = 1;
    return sum;
}

using Changes = std::vector<const intake::AreaChange*>;

// Whether the code has one land on one day and another on the other.
bool other_land(const TerritoryInfo& territory, const Changes& changes, Day a, Day b) {
    if (territory.extent.as_of_a_map) return false;
    return std::any_of(changes.begin(), changes.end(), [&](const auto* change) {
        const auto redrawn = change->redrawn();
        return std::min(a, b) < change->day && change->day <= std::max(a, b) &&
               std::any_of(redrawn.begin(), redrawn.end(),
                           [&](const auto& code) { return territory.extent.holds(code); });
    });
}

// The last split that gave a code of the territory its land, with its share of what the old area had; where the
// city declares none, nothing.
struct Part {
    const intake::AreaChange* split{};
    double share{};
};
std::optional<Part> part_of_old(const TerritoryInfo& territory, const Changes& changes, Day day) {
    std::optional<Part> part;
    if (territory.extent.as_of_a_map) return part;
    for (const auto* change : changes) {
        if (day < change->day || change->same_land()) continue;
        for (std::size_t i = 0; i < change->to.size(); ++i) {
            if (!territory.extent.holds(change->to[i])) continue;
            part.reset();
            if (!change->shares.empty()) part = Part{change, change->shares[i]};
        }
    }
    return part;
}

// What nobody published of the new area of a merge: what those that became it had, counted and not estimated.
std::optional<Exposure> by_merge(const World& world, const TerritoryInfo& territory, std::string_view kind,
                                 Period period, const Changes& changes) {
    if (territory.extent.as_of_a_map) return {};
    const intake::AreaChange* last = nullptr;
    for (const auto* change : changes) {
        const bool gives = std::any_of(change->to.begin(), change->to.end(),
                                       [&](const auto& code) { return territory.extent.holds(code); });
        if (gives && change->day < period.past_end && !change->same_land()) last = change;
    }
    if (!last || last->kind != intake::AreaChange::Kind::merge) return {};
    const Territory land{territory.territory.layer, last->to.front() + "@" + iso(last->day)};
    return world.exposure(world.territory(land), kind, period);
}

// What nobody published of the new areas of a split, from what the old one had before it.
std::optional<Exposure> by_share(const World& world, const TerritoryInfo& territory, std::string_view kind,
                                 Period period, const Changes& changes) {
    const auto part = part_of_old(territory, changes, period.first);
    if (!part) return {};
    const std::string before = "@" + iso(part->split->day - std::chrono::days{1});
    const Territory old{territory.territory.layer, part->split->from.front() + before};
    auto whole = world.exposure(world.territory(old), kind, period);
    if (!whole) return {};
    whole->value = std::llround(part->share * static_cast<double>(whole->value));
    whole->interpolated = true;
    return whole;
}

}  // namespace

std::optional<Exposure> World::exposure(const TerritoryInfo& territory, std::string_view kind,
                                        Period period) const {
    const std::chrono::year_month_day middle{period.first + std::chrono::days{period.days() / 2}};
    const int year_asked = static_cast<int>(middle.year());
    const int month_asked = static_cast<int>(static_cast<unsigned>(middle.month()));
    // The city's own figure, or, of the same time, the sum over a layer that covers it.
    std::map<std::pair<int, int>, ByArea> by_area;
    for (const auto& row : exposures_) {
        if (row.kind == kind && row.territory.layer == territory.territory.layer &&
            territory.extent.holds(row.territory.code))
            by_area[{row.year, row.month}][row.territory.code] = {row.value, row.source, 1, row.interpolated};
    }
    const auto changes = area_changes(territory.territory.layer);
    const Day last = period.past_end - std::chrono::days{1};  // no period with a change in it has one land
    ByTime known;
    for (const auto& [time, areas] : by_area) {
        const Day day = day_of(time.first, time.second);
        if (other_land(territory, changes, day, last)) continue;
        // Of a day on which whole areas do not cover the land of the map, its code says another one's.
        const bool covered = territory.extent.covers({day, day + std::chrono::days{1}});
        if (territory.extent.as_of_a_map && !covered) continue;
        if (const auto sum = sum_of(areas, territory, day)) known.emplace(time, *sum);
    }
    if (known.empty() && territory.slot == 0) {
        for (const auto& layer : catalogue_->city.layers) {
            ByTime sums;
            for (const auto& row : exposures_) {
                if (row.kind != kind || row.interpolated || row.territory.layer != layer.id) continue;
                auto& sum = sums[{row.year, row.month}];
                sum.value += row.value;
                sum.source = row.source;
                ++sum.areas;
            }
            for (const auto& [time, sum] : sums) {
                const Day day = day_of(time.first, time.second);
                const auto areas =
                    std::count_if(territories_.begin(), territories_.end(), [&](const auto& one) {
                        return one.territory.layer == layer.id && !one.extent.replaced &&
                               one.extent.covers({day, day + std::chrono::days{1}});
                    });
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
            best =
                Exposure{of.value, year, month, distance(year, month).first > 5, of.source, of.interpolated};
    }
    if (!best) best = by_merge(*this, territory, kind, period, changes);
    return best ? best : by_share(*this, territory, kind, period, changes);
}

}  // namespace atalaya::service

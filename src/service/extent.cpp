#include "service/extent.hpp"

#include <algorithm>
#include <set>

namespace atalaya::service {

namespace {

using intake::AreaChange;
using Codes = std::set<std::string, std::less<>>;

void follow_back(std::span<const AreaChange* const> changes, std::string code, Extent& extent) {
    for (auto at = changes.rbegin(); at != changes.rend(); ++at) {
        const auto& change = **at;
        if (!change.gives(code)) continue;
        if (change.same_land()) {
            code = change.from.front();
            extent.codes.push_back(code);
        } else if (!change.takes(code)) {
            extent.began = &change;
            extent.first = change.day;
            return;
        }
    }
}

void follow_on(std::span<const AreaChange* const> changes, std::string code, Extent& extent) {
    for (const auto* change : changes) {
        if (!change->takes(code)) continue;
        if (change->same_land()) {
            if (code != change->to.front()) extent.replaced = change;
            code = change->to.front();
            extent.codes.push_back(code);
        } else if (!change->gives(code)) {
            extent.ended = change;
            extent.past_end = change->day;
            return;
        }
    }
}

enum class Step { untouched, replaced, unknown };

// Puts `given` in the place of `taken` where all that was taken is of this land.
Step replace(Codes& land, const std::vector<std::string>& taken, const std::vector<std::string>& given) {
    const auto here = [&](const std::string& code) { return land.contains(code); };
    if (std::none_of(taken.begin(), taken.end(), here)) return Step::untouched;
    if (!std::all_of(taken.begin(), taken.end(), here)) return Step::unknown;
    for (const auto& code : taken) land.erase(code);
    land.insert(given.begin(), given.end());
    return Step::replaced;
}

void sort_codes(std::vector<std::string>& codes) {
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

using Changes = std::span<const AreaChange* const>;

std::vector<std::string> listed(const Codes& land) {
    return {land.begin(), land.end()};
}

// Towards today: the maps after the one that is asked of.
void walk_on(Changes later, Codes land, Extent& extent) {
    for (const auto* change : later) {
        const Step step = replace(land, change->from, change->to);
        if (step == Step::unknown) {
            extent.ended = change;
            extent.past_end = change->day;
            return;
        }
        if (step == Step::replaced) extent.maps.push_back({change->day, listed(land)});
    }
}

// And back; the first of the maps has no first day unless nothing is known of what was before it.
void walk_back(Changes earlier, Codes land, Extent& extent) {
    for (auto at = earlier.rbegin(); at != earlier.rend(); ++at) {
        const auto* change = *at;
        const Step step = replace(land, change->to, change->from);
        if (step == Step::unknown) {
            extent.began = change;
            extent.first = change->day;
            return;
        }
        if (step == Step::replaced) {
            extent.maps.front().first = change->day;
            extent.maps.insert(extent.maps.begin(), Extent::Map{{}, listed(land)});
        }
    }
}

Extent on_all_maps(Changes earlier, Changes later, const std::string& code) {
    Extent extent;
    extent.as_of_a_map = true;
    extent.maps.push_back({{}, {code}});
    walk_on(later, {code}, extent);
    walk_back(earlier, {code}, extent);
    for (const auto& map : extent.maps)
        extent.codes.insert(extent.codes.end(), map.codes.begin(), map.codes.end());
    sort_codes(extent.codes);
    return extent;
}

}  // namespace

bool Extent::covers(Period period) const {
    return (!first || *first <= period.first) && (!past_end || period.past_end <= *past_end);
}

bool Extent::touches(Period period) const {
    return (!first || *first < period.past_end) && (!past_end || period.first < *past_end);
}

bool Extent::holds(std::string_view code) const {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

const std::vector<std::string>& Extent::codes_on(Day day) const {
    const auto* found = &maps.front();
    for (const auto& map : maps) {
        if (!map.first || *map.first <= day) found = &map;
    }
    return found->codes;
}

Extent extent_of(std::span<const AreaChange* const> changes, std::string_view code) {
    Extent extent;
    extent.codes.emplace_back(code);
    follow_back(changes, std::string{code}, extent);
    follow_on(changes, std::string{code}, extent);
    sort_codes(extent.codes);
    return extent;
}

std::optional<Extent> extent_on(std::span<const AreaChange* const> changes, std::string_view code, Day map) {
    const Extent life = extent_of(changes, code);
    const auto under_this_code = [&](const AreaChange* change) {
        if (!change->same_land() || change->from == change->to) return true;
        return change->day <= map ? !change->takes(code) : !change->gives(code);
    };
    if ((life.first && map < *life.first) || (life.past_end && *life.past_end <= map) ||
        !std::all_of(changes.begin(), changes.end(), under_this_code))
        return {};

    const auto on = std::partition_point(changes.begin(), changes.end(),
                                         [&](const auto* change) { return change->day <= map; });
    return on_all_maps({changes.begin(), on}, {on, changes.end()}, std::string{code});
}

}  // namespace atalaya::service

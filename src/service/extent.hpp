// What land the figures of a territory are of, and since when: areas are split, merged and redrawn, and a number is
// of one map or of another, never of both without saying so. Pure: declared changes in, codes and days out.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/day.hpp"
#include "intake/area_change.hpp"

namespace atalaya::service {

struct Extent {
    // Whose rows are its own, whenever they are: an area has one life and is in one map of this land at a time, so
    // that adding them up counts none twice.
    std::vector<std::string> codes;
    std::optional<Day> first, past_end;  // the days of which its land is known; none: since ever, until today
    const intake::AreaChange *began{}, *ended{};  // what `first` and `past_end` come from
    const intake::AreaChange* replaced{};         // by which its code gave way to another for the same land
    bool as_of_a_map = false;                     // of one map: no change breaks it
    struct Map {
        std::optional<Day> first;  // none: since ever
        std::vector<std::string> codes;
    };
    std::vector<Map> maps;  // of as_of_a_map: what covered the land, by day

    bool covers(Period period) const;   // all of it
    bool touches(Period period) const;  // some of it
    bool holds(std::string_view code) const;
    // The areas that cover the land on a day; of as_of_a_map alone.
    const std::vector<std::string>& codes_on(Day day) const;
};

// A code as the source writes it, from when it was first to when it was last; a rename or a change of code is no
// end, and the rows of both codes are its own. `changes` of one layer, by day.
Extent extent_of(std::span<const intake::AreaChange* const> changes, std::string_view code);

// The land that a code had on a day, on every map that can tell it. Forward and backward from that day, a change that
// takes only areas of this land puts what it gives in their place; one that takes or gives also others ends what is
// known, for no count says which part was whose. None when the code had no land on that day. O(changes x areas).
std::optional<Extent> extent_on(std::span<const intake::AreaChange* const> changes, std::string_view code,
                                Day map);

}  // namespace atalaya::service

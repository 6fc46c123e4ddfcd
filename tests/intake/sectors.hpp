// A city of fifteen sectors, and what a delivery of counts says of them.
#pragma once

#include <map>
#include <string>
#include <tuple>

#include "support.hpp"

namespace atalaya::intake {

inline std::string old_sector(std::size_t sector) {
    return "Sector " + std::to_string(sector + 1);
}

inline City sector_city() {
    City city;
    city.id = "pueblo";
    city.layers = {Layer{.slot = 2, .id = "sector", .name = {}, .plural = {}, .parent = ""}};
    return city;
}

inline Gazetteer sectors() {
    Areas areas;
    for (std::size_t s = 0; s < 15; ++s) {
        areas.layer.push("sector");
        areas.code.push(std::to_string(s + 1));
        areas.name.push(old_sector(s));
        areas.parent_layer.push("");
        areas.parent.push("");
        areas.valid_from.since_epoch.push_back(nothing<std::int32_t>);
        const auto x = static_cast<double>(s);
        areas.geometry.push(square(x, 0, x + 1, 1));
    }
    return {sector_city(), std::span{&areas, 1}};
}

// Offence, area and month of each count.
using Series = std::map<std::tuple<std::string, std::string, std::string>, std::int64_t>;

inline Series series_of(const Batch& batch) {
    Series series;
    for (std::size_t i = 0; i < batch.tallies.size(); ++i) {
        if (batch.tallies.count[i] == nothing<std::int64_t>) continue;
        const auto month = iso(month_of(day_at(batch.tallies.month.since_epoch[i])));
        series[{batch.tallies.category[i], batch.tallies.area[1][i], month}] = batch.tallies.count[i];
    }
    return series;
}

}  // namespace atalaya::intake

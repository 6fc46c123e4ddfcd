// Villa Marejada with four monthly deliveries, of which the police left out the last two.
#pragma once

#include "service/expected.hpp"
#include "support.hpp"

namespace atalaya::service {

inline Town& late_police() {
    auto& town = towns()["late police"];
    if (!town) {
        town = std::make_unique<Town>("villa-marejada");
        const auto made =
            simulate::simulate({.city = "villa-marejada", .years = 2, .deliveries = 4}, town->files);
        for (std::size_t i = 0; i < made.deliveries.size(); ++i) {
            town->deliveries.emplace_back();
            for (const auto& file : made.deliveries[i]) {
                if (i + 2 < made.deliveries.size() || !file.starts_with("policia/"))
                    town->deliveries.back().push_back(town->files / file);
            }
        }
        town->publish_all();
        for (auto& expected : town->catalogue.city.expected) {
            if (expected.source == "marejada-911") continue;  // it begins later
            expected.from.reset();                            // from what came first
            expected.due_days = 4;  // so that the bulletin, which closes on the fifth, can say who is late
        }
    }
    return *town;
}

// What is expected of a source of the town on a day, with what was known then.
inline SourceState state_on(Town& town, const std::string& source, const char* day) {
    const auto on = *parse_day(day);
    const std::string vintage = vintage_on(*town.store, on);
    for (const auto& state :
         expected_deliveries(town.catalogue, vintage.empty() ? nullptr : &town.worlds->at(vintage), on)) {
        if (state.source->id == source) return state;
    }
    throw std::logic_error{"the city expects nothing of " + source};
}

}  // namespace atalaya::service

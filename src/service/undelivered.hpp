// Which months of a figure without data its sources have not told of: what looks empty has not come, or is of before the first
// delivery.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "service/figure.hpp"
#include "service/world.hpp"

namespace atalaya::service {

struct Undelivered {
    std::string source;
    std::optional<Period> told;  // the months that its deliveries tell of; none: nothing came
};

// Of a figure that says no_data, those of its sources whose months do not hold all of its periods, where no source of it tells
// of them; none where the months are told and say nothing, which is another reason. O(sources).
std::vector<Undelivered> undelivered(const World& world, const Figure& figure);

// "undelivered":[{"source":…,"first":"2019-01","last":"2020-09"}], without the months where nothing came.
void put(JsonWriter& json, const std::vector<Undelivered>& undelivered);

}  // namespace atalaya::service

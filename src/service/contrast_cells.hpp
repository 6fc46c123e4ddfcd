// The cells that ways of counting sum up, by place: of a city of thousands of areas they are asked for by thousands of
// readings.
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "service/world.hpp"

namespace atalaya::service {

class CellsByPlace {
  public:
    // Those of `cells` that lie in the territory, of each month, source and label added up: their areas are 0. `cells` are of `world`;
    // they and the territory outlive this. The first time of a list and a layer O(cells x log cells), of a territory of it
    // O(its cells x log of them), then O(log of what was asked).
    const std::vector<MonthCell>& in(const World& world, const std::vector<MonthCell>& cells,
                                     const TerritoryInfo& territory);

  private:
    struct Sorted {
        std::vector<std::uint32_t> order;  // of the cells, by area
        std::vector<std::uint32_t> first;  // of each area in `order`, and where the last ends
    };
    const Sorted& sorted(const World& world, const std::vector<MonthCell>& cells, int slot);

    std::map<std::pair<const void*, int>, Sorted> sorted_;
    std::map<std::pair<const void*, const TerritoryInfo*>, std::vector<MonthCell>> in_;
};

}  // namespace atalaya::service

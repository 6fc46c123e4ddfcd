#include "service/contrast_cells.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace atalaya::service {

namespace {

auto what_of(const MonthCell& cell) {
    return std::tuple{cell.month, cell.months, cell.source, cell.offence};
}

std::vector<MonthCell> added_up(std::vector<MonthCell> cells) {
    std::ranges::sort(cells, {}, what_of);
    std::vector<MonthCell> out;
    for (auto& cell : cells) {
        cell.area = {};
        if (!out.empty() && what_of(out.back()) == what_of(cell)) {
            out.back().rows += cell.rows;
            out.back().units += cell.units;
        } else {
            out.push_back(cell);
        }
    }
    return out;
}

}  // namespace

const std::vector<MonthCell>& CellsByPlace::in(const World& world, const std::vector<MonthCell>& cells,
                                               const TerritoryInfo& territory) {
    const auto [place, fresh] = in_.try_emplace({&cells, &territory});
    if (!fresh) return place->second;
    if (territory.slot == 0) return place->second = added_up(cells);
    const auto& [order, first] = sorted(world, cells, territory.slot);
    const auto& codes = world.area_codes(territory.slot);
    std::vector<MonthCell> here;
    for (const auto& code : territory.extent.codes) {
        const auto found = std::ranges::find(codes, code);
        if (found == codes.end()) continue;
        const auto area = static_cast<std::size_t>(found - codes.begin());
        for (auto i = first[area]; i < first[area + 1]; ++i) here.push_back(cells[order[i]]);
    }
    return place->second = added_up(std::move(here));
}

const CellsByPlace::Sorted& CellsByPlace::sorted(const World& world, const std::vector<MonthCell>& cells,
                                                 int slot) {
    const auto [place, fresh] = sorted_.try_emplace({&cells, slot});
    auto& [order, first] = place->second;
    if (!fresh) return place->second;
    const auto area_of = [&](const MonthCell& cell) { return cell.area[static_cast<std::size_t>(slot)]; };
    first.assign(world.area_codes(slot).size() + 1, 0);
    for (const auto& cell : cells) ++first[area_of(cell) + 1U];
    std::partial_sum(first.begin(), first.end(), first.begin());
    order.resize(cells.size());
    auto next = first;
    for (std::uint32_t i = 0; i < order.size(); ++i) order[next[area_of(cells[i])]++] = i;
    return place->second;
}

}  // namespace atalaya::service

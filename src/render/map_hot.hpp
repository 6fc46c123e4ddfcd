// M3: hexagons where events pile up beyond chance, over the outlines of areas.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "render/map.hpp"

namespace atalaya::render {

struct HotCell {
    geo::Ring outline;  // closed
    int level{};        // 0, 1, 2: of confidence, the least first
};

struct HotMap {
    std::vector<MapArea> areas;  // at least one with a shape; their values are not drawn
    std::vector<HotCell> cells;
    std::vector<std::size_t> loaded;    // areas that hexagons are in, the most loaded first
    std::string loaded_title;           // over their names: "barrios más cargados"
    std::string unit;                   // before the keys: "hexágonos de 250 m, confianza"
    std::array<std::string, 3> levels;  // "90 %", "95 %", "99 %"
    std::string kilometre = "km";
    double height_mm = 120;  // at most; a wide city takes less
};

// Drawn as choropleth() draws. Names of areas go where no hexagon is. Where one of the loaded areas has no room
// for its name, all of them have numbers instead, over the hexagons if need be, and their names beside the map
// as far down as it goes. The names of the other areas are for finding one's way: where fewer than a third of them fit
// there are none. Without cells the map is of outlines alone.
Drawing hot_map(const ChartFrame& frame, const HotMap& map);

}  // namespace atalaya::render

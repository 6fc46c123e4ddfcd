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
    std::string unit;                   // before the keys: "hexágonos de 250 m, confianza"
    std::array<std::string, 3> levels;  // "90 %", "95 %", "99 %"
    std::string kilometre = "km";
    double height_mm = 120;  // at most; a wide city takes less
};

// Drawn as choropleth() draws. Names of areas go where no hexagon is; one that fits nowhere is left to the
// table beside. Without cells the map is of outlines alone.
Drawing hot_map(const ChartFrame& frame, const HotMap& map);

}  // namespace atalaya::render

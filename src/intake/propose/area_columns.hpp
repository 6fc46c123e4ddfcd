// Which columns say the area of a row: one for each layer of a city.
#pragma once

#include "intake/propose/choosing.hpp"

namespace atalaya::intake {

struct AreaColumn {
    const Facts* column;
    std::string layer;
    bool named;    // its name says the layer; else what it holds looks like areas
    double score;  // higher for finer layers, less for codes and for blank cells
    int rank;      // of the layer that its name says (hints.hpp); 0 none
};

// Of the free columns whose names hint at a layer or whose cells look like areas, the best of each layer, four at most, the finest first. What
// is larger than a city (a region, a province) is left out beside what is within one.
std::vector<AreaColumn> area_columns(const Choosing& choosing);

// [area.LAYER].
void take_areas(Choosing& choosing);

}  // namespace atalaya::intake

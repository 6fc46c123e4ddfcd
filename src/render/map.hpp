// M1: areas coloured by a rate or a share. A map is one chart more: values in, one
// <svg> out, see chart.hpp for what holds for all of them.
#pragma once

#include <string>
#include <vector>

#include "geo/area.hpp"
#include "render/chart.hpp"

namespace atalaya::render {

struct MapArea {
    geo::MultiPolygon shape;  // as it is in the store; it is simplified here for its size on paper
    std::string label;
    std::optional<double> value;  // nullopt: grey hatch
    bool dagger = false;          // population by day far from its residents
    bool marked = false;          // heavy outline: the territory that the bulletin is about
};

struct Choropleth {
    std::vector<MapArea> areas;  // at least one with a shape; one layer, not overlapping
    std::vector<double> limits;  // strictly increasing, at most 4: classes < l0, l0 - l1, ... , >= last
    std::string unit;            // before the classes: "robos cada 100.000 hab."
    std::string missing_label;   // "sin dato"
    std::string dagger_label;    // "† mucha población de paso"; "" to leave it to the notes
    std::string kilometre = "km";
    double height_mm = 120;  // at most; a wide city takes less
};

// Equirectangular about the middle of the box (parallel at its centre true to scale): under 0.1 % off
// across 30 km. Labels go inside their area where they fit, larger areas and
// higher values first; none overlaps another. Up to twelve that fit nowhere are numbered, and named beside the map;
// of more the names are left to the table.
Drawing choropleth(const ChartFrame& frame, const Choropleth& map);

}  // namespace atalaya::render

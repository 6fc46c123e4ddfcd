// Shapes as arcs: the pieces of border between junctions, each kept once however
// many shapes it bounds. What is done to an arc is done to both its sides.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/place.hpp"
#include "geo/area.hpp"

namespace atalaya::geo {

using Vertex = std::uint32_t;

struct ArcUse {
    std::uint32_t arc;
    bool reversed;
};

struct Topology {
    std::vector<LonLat> places;             // of the vertices, as they were written
    std::vector<Planar> points;             // the same on a plane, metres
    std::vector<std::vector<Vertex>> arcs;  // a closed arc begins and ends with the same vertex
    using RingArcs = std::vector<ArcUse>;
    std::vector<std::vector<std::vector<RingArcs>>> shapes;  // shape, polygon, ring
};

// Vertices within `weld` metres of each other become one (the first in order), and a
// border gets the vertices of other rings that lie within `weld` of it. Rings that
// this leaves with fewer than three vertices disappear. weld > 0.
Topology topology_of(std::span<const MultiPolygon> shapes, double weld);

std::vector<MultiPolygon> shapes_of(const Topology& topology);

}  // namespace atalaya::geo

// A town that does not exist: blocks on a bent lattice, streets between them, and
// areas that are sets of blocks, so that neighbours share every corner and tile the
// land exactly. It lies in the open sea, where no one lives, and is the same for every seed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "geo/area.hpp"

namespace atalaya::simulate {

struct Barrio {
    std::string name;
    int delegation = -1;  // into Town::delegations; -1 in a town that has none
    int residents{};      // at the census
    int vehicles{};       // registered
    double street{};      // how much happens in its streets, 1 = ordinary
    double home{};        // how often its homes are broken into, 1 = ordinary
    double night{};       // how much its nights are lived, 1 = ordinary

    int dwellings() const { return residents * 10 / 29; }
};

// A street between two corners.
struct Segment {
    int first{}, last{};        // corners
    int left = -1, right = -1;  // blocks beside it; -1 is water or open country
    bool corridor = false;      // one of the two corridors with lamps and patrols
    bool ring = false;          // within 300 m of a corridor
};

// Where something happened: on a street, in front of a block.
struct Spot {
    int segment{};
    int block{};
    Planar at{};
};

struct Town {
    std::string name;
    std::vector<Barrio> barrios;
    std::vector<std::string> delegations;
    int sections{};  // police sections 1..sections
    LonLat origin;   // of the plane: its south-west corner

    int columns{}, rows{};        // of the lattice of blocks
    std::vector<Planar> corners;  // (columns + 1) x (rows + 1), row by row from the north
    std::vector<int> barrio_of;   // of each block; -1 outside
    std::vector<int> section_of;  // 1..sections; 0 outside
    std::vector<Segment> segments;

    int residents() const;
    Planar middle(const Segment& segment) const;
    Planar centre(int block) const;
    // A point `along` (0..1) the segment, 6 m into the block: inside that block and nearer
    // to this street than to any other for along in 0.1..0.9.
    Spot spot(int segment, int block, double along) const;
    LonLat lonlat(Planar at) const;
    Planar planar(LonLat at) const;
};

Town villa_marejada();  // 186,000 residents, 26 barrios, 4 delegations, 9 sections, 1,900 segments
Town puerto_calmo();    // 20,000 residents, 5 barrios, 2 sections

// "C0412": how the police call a street segment, counted from 1.
std::string segment_code(int segment);
// "Altos de Pizarra" -> "altos-de-pizarra".
std::string area_code(std::string_view name);

// The blocks for which `wanted` holds as polygons with their corners, outer rings
// counter-clockwise, holes after them. Polygons may touch in a corner, never cross.
geo::MultiPolygon outline(const Town& town, const std::vector<bool>& wanted);
// What lies nearer to a street than to the others around its blocks: two triangles, from
// the centres of the blocks to its ends. Those of all streets tile the town.
geo::MultiPolygon frontage(const Town& town, const Segment& segment);

}  // namespace atalaya::simulate

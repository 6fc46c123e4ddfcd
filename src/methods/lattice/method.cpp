#include <map>

#include "geo/hexagons.hpp"
#include "geo/squares.hpp"
#include "methods/all.hpp"
#include "methods/rows.hpp"

namespace atalaya::methods {

namespace {

constexpr double most_cells = 2'000'000;

using Positions = std::vector<LonLat>;
using Shapes = std::vector<geo::MultiPolygon>;

geo::MultiPolygon box_around(const Positions& places) {
    LonLat low = places.front(), high = low;
    for (const auto& [lon, lat] : places) {
        low = {std::min(low.lon, lon), std::min(low.lat, lat)};
        high = {std::max(high.lon, lon), std::max(high.lat, lat)};
    }
    return {{{low, {high.lon, low.lat}, high, {low.lon, high.lat}, low}}};
}

// Metres of a degree of latitude, at least: enough to tell a lattice that would not fit in memory.
bool too_many(const Shapes& shapes, double width) {
    geo::MultiPolygon all;
    for (const auto& shape : shapes) all.insert(all.end(), shape.begin(), shape.end());
    const auto box = geo::box_of(all);
    const double metres = 110'000 / width;
    return (box.east - box.west) * metres * (box.north - box.south) * metres > most_cells;
}

std::string name_of(int q, int r) {
    return std::to_string(q) + ":" + std::to_string(r);
}

template <class Lattice>
Result counted(const Lattice& lattice, const Positions& places, const Shapes* ground) {
    using Cell = decltype(lattice.at(LonLat{}));
    std::map<std::pair<int, int>, std::int64_t> cells;  // by r, then q
    if (ground)
        for (const Cell cell : lattice.touching(*ground)) cells[{cell.r, cell.q}] = 0;
    std::int64_t outside = 0;
    Rows points{{}};
    Texts of;
    for (const LonLat place : places) {
        const Cell cell = lattice.at(place);
        const bool there = !ground || cells.contains({cell.r, cell.q});
        of.push_back(there ? name_of(cell.q, cell.r) : "");
        points.add({}, there ? "" : "outside_the_ground");
        if (there)
            ++cells[{cell.r, cell.q}];
        else
            ++outside;
    }
    Rows rows{{"q", "r", "lon", "lat", "events"}};
    Texts ids;
    Shapes outlines;
    for (const auto& [at, events] : cells) {
        const Cell cell{at.second, at.first};
        const auto centre = lattice.centre(cell);
        rows.add({static_cast<double>(cell.q), static_cast<double>(cell.r), centre.lon, centre.lat,
                  static_cast<double>(events)});
        ids.push_back(name_of(cell.q, cell.r));
        outlines.push_back({{lattice.outline(cell)}});
    }
    Frame frame = std::move(rows).frame();
    frame.add("id", std::move(ids));
    frame.shapes = std::move(outlines);
    Result result;
    Frame point_frame = std::move(points).frame();
    point_frame.add("cell", std::move(of));
    result.tables.emplace("cells", std::move(frame));
    result.tables.emplace("points", std::move(point_frame));
    if (outside > 0) result.excluded.push_back({"points", "outside_the_ground", outside});
    if (!ground) result.notes.push_back({"only_cells_with_events", {}});
    return result;
}

Result run_lattice(const Asked& asked) {
    const auto &lon = asked.table("points").numbers("lon"), &lat = asked.table("points").numbers("lat");
    Positions places;
    for (std::size_t i = 0; i < lon.size(); ++i) {
        if (std::abs(lon[i]) > 180 || std::abs(lat[i]) > 85) return refusal("not_degrees");
        places.push_back({lon[i], lat[i]});
    }
    const Shapes* ground = asked.has("ground") ? &asked.table("ground").shapes : nullptr;
    const Shapes extent = ground ? *ground : Shapes{box_around(places)};
    const double width = asked.number("width");
    if (too_many(extent, width)) return refusal("too_many_cells");
    const auto origin = geo::lattice_origin(extent);
    if (asked.choice("cells") == "hexagons") return counted(geo::HexLattice{origin, width}, places, ground);
    return counted(geo::SquareLattice{origin, width}, places, ground);
}

}  // namespace

Method lattice() {
    auto columns = named({"q", "r", "lon", "lat", "events"});
    columns.push_back({.name = "id", .holds = Holds::text});
    return {
        .name = "lattice",
        .version = "1",
        .family = "space",
        .tables = {{.name = "points",
                    .columns = {{.name = "lon", .unit = "degree"}, {.name = "lat", .unit = "degree"}}},
                   {.name = "ground",
                    .columns = {{.name = "id", .holds = Holds::text, .optional = true}},
                    .optional = true,
                    .shapes = true}},
        .settings = {choice("cells", {"hexagons", "squares"}), number("width", 250, 10, 100'000, "m")},
        .answers = {{.name = "cells", .columns = std::move(columns)},
                    {.name = "points",
                     .columns = {{.name = "cell", .holds = Holds::text}},
                     .rows = "points"}},
        .run = run_lattice,
    };
}

}  // namespace atalaya::methods

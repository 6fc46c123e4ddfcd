// A geometry that a table has in one cell, as databases write it: WKB in hexadecimal (OGC 06-103r4, ISO 13249-3; EWKB of
// PostGIS, with its SRID) or WKT ("POLYGON ((...))", "SRID=4326;POINT (...)").
//
//     const auto read = geometry_in("0101000020E6100000...");
//     if (!read) refuse(read.error());          // what was expected, what was found, and at which byte or letter
//
// Points and (multi)polygons are read; heights and measures are dropped. Rings are closed and have four positions at least,
// coordinates are finite. Counts are held against the bytes that are left before anything is taken for them, and a
// multipolygon holds polygons only, so memory and time are O(cell).
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "core/message.hpp"
#include "geo/area.hpp"

namespace atalaya::intake {

struct CellGeometry {
    std::optional<LonLat> point;  // none of "POINT EMPTY"; x and y where the system is no one of degrees
    geo::MultiPolygon shape;      // empty of a point and of "POLYGON EMPTY"
    std::uint32_t srid = 0;       // EPSG code that the cell says; 0 none
};

std::expected<CellGeometry, Message> geometry_of_wkb(std::string_view bytes);
std::expected<CellGeometry, Message> geometry_of_wkt(std::string_view text);
// Either, of a cell; WKB in hexadecimal digits.
std::expected<CellGeometry, Message> geometry_in(std::string_view cell);

// By its beginning; the rest may be wrong.
bool looks_like_geometry(std::string_view cell);
// Of bytes: a mark of byte order and a kind of geometry.
bool looks_like_wkb(std::string_view bytes);
std::string in_hexadecimal(std::string_view bytes);

// The SRID of a system in degrees that is WGS 84 to a metre or two: 4326, SIRGAS 2000, NAD83, or none said.
bool says_degrees(std::uint32_t srid);

// "@x:geom" and "@y:geom" are the coordinates of the point in "geom": that column of such a name, "" of another.
std::string_view column_of_point(std::string_view column);

}  // namespace atalaya::intake

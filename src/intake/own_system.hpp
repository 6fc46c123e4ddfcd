// The coordinate reference system that a file itself says, held against the one that its source states (`crs`).
//
// The stated one is taken: a .prj may be the wrong one. Nobody finds out by looking at numbers, so it is told.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/incident.hpp"
#include "intake/bytes.hpp"
#include "intake/descriptor.hpp"

namespace atalaya::intake {

struct OwnSystem {
    std::string name;        // "MAGNA_Colombia_Bogota", "EPSG:3116"
    std::uint32_t epsg = 0;  // its code; 0 not said
    std::string prj;         // of a shapefile
};

// Of a shapefile its .prj, of GeoJSON the member "crs", of GeoParquet the "crs" of its column; none where the file says
// none. Of cells with a geometry (WKB, WKT) the SRID is known once they are read: of_srid().
std::optional<OwnSystem> own_system(const Source& source, const OpenFile& file);
std::optional<OwnSystem> of_srid(std::uint32_t srid);
std::optional<OwnSystem> of_parquet(const OpenFile& file);

// [place], [shape] or [places] crs of the source; null without one.
const geo::Projection* stated_system(const Source& source);

// Whether both mean the same plane, or degrees: by code, or by the numbers of the projection. What cannot be told agrees.
bool agrees(const OwnSystem& own, const geo::Projection& stated);

// The finding system_contradicted, with both names, where they do not agree.
void tell_system(const Source& source, const std::optional<OwnSystem>& own, std::int64_t rows,
                 std::vector<Finding>& findings);

}  // namespace atalaya::intake

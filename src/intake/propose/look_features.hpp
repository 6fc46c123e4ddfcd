// A look at what has shapes: GeoJSON, and a zip with a shapefile.
#pragma once

#include "intake/propose/look.hpp"

namespace atalaya::intake {

// Features with polygons, or all without a shape, are areas; points are rows with their position. `text` is all of the
// file. Throws Error{bad_input} for other JSON, and for lines.
Look look_at_geojson(std::string text, const OpenFile& file, const std::vector<KnownSystem>& systems,
                     Progress& progress);

// Polygons are areas, everything else rows. Call it where has_shapefile().
Look look_at_shapefile(const OpenFile& file, const std::vector<KnownSystem>& systems, Progress& progress);

}  // namespace atalaya::intake

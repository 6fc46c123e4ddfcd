// What the .prj of a shapefile says (WKT 1 of OGC or ESRI), without PROJ's database.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::intake {

// The system's own name: "MAGNA_Colombia_Bogota"; "" when it has none.
std::string name_in_prj(std::string_view prj);

// Whether a system is the one that the .prj describes, by the numbers of its projection: `pipeline` is how PROJ gets
// from there to degrees (Projection::pipeline()). Central meridian and origin to a thousandth of a degree, false
// easting and northing to a metre; what the .prj leaves unsaid fits. The datum is not compared: it is told by its
// ellipsoid at best, and moves places by metres, not by streets. false for degrees.
bool prj_fits(std::string_view prj, std::string_view pipeline);

}  // namespace atalaya::intake

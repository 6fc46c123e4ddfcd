// What people leave of a name that is listed at length, and what they put before one.
#pragma once

#include <string>
#include <string_view>

namespace atalaya::geocode {

// "RUTA NAL 8 BRIG GRAL LAVALLEJA" is "ruta 8" to everybody: a road (ruta, rodovia, carretera, autopista), its rank left out, and its
// number. "" for what is no numbered road, or has no more than that. O(n).
std::string number_of_road(std::string_view name);

// "estación Constitución", "boca del subte Congreso" (folded): the name of the stop. "" where the text does not say that it
// is one, or says no more. O(n).
std::string without_station(std::string_view folded_name);

}  // namespace atalaya::geocode

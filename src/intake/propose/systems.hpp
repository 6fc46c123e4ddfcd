// Which coordinate reference system numbers may be in: those that put their middle beside a city.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/place.hpp"
#include "geo/projection.hpp"
#include "intake/propose/judged.hpp"

namespace atalaya::intake {

// The systems that open data of the Americas comes in, opened: PROJ reads its database, so before a process may
// open nothing. Some 50 ms; those that this PROJ does not know are left out.
struct KnownSystem {
    std::string crs;
    geo::Projection projection;
};
std::vector<KnownSystem> known_systems();

// The large city nearest to a place, and how far it is in kilometres. Cities: some 130 of the Americas, to
// about 0.05 degrees.
struct NearCity {
    std::string name;
    double km = 0;
};
NearCity nearest_city(double lon, double lat);

// So near is data of a city or of its region.
inline constexpr double beside_km = 60;

// Of the middle of the positions; the value is "" where none puts it beside a city. `prj`: the text of a .prj, "" none:
// of systems that it describes (prj.hpp) the first one, beside a city or not.
Judged<std::string> find_system(double x, double y, const std::vector<KnownSystem>& systems,
                                std::string_view prj = {});

}  // namespace atalaya::intake

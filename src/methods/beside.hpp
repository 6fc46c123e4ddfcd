// What methods of areas have in common: which areas there are, where, and who is beside whom.
//
//     neighbours = listed     a table "neighbours" of links from -> to (and a weight, where it has one) by "id"
//                  queen      polygons that share a point           rook    a stretch of border
//                  nearest    the k nearest places of each          band    places within so many metres
//     weights    = row, binary, global, total, stable               stats/spatial/weights.hpp
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/place.hpp"
#include "methods/method.hpp"
#include "stats/spatial/autocorrelation.hpp"

namespace atalaya::methods {

// The table "areas" with these columns, and those by which areas are known and placed.
TableSpec areas_with(std::vector<ColumnSpec> columns);
TableSpec links_between_areas();
// Of who is beside whom; and of how much it counts, `weights` first as the method usually has it.
std::vector<Setting> neighbour_settings();
Setting weight_setting(const std::string& usual);

struct Beside {
    stats::Neighbours neighbours;
    std::vector<double> values;  // one a link where the links have weights; else empty
    std::int64_t strangers = 0;  // links that name an area that is not there: left out
    std::int64_t repeated = 0;   // links told before, with the same weight: left out
    std::int64_t own = 0;        // links of an area to itself: left out
};
// Throws Error{usage} when what the setting needs was not given, Error{bad_input} for weights below 0, two weights of
// one link, and borders that cross themselves.
Beside beside(const Asked& asked);
stats::Weights weights_of(const Asked& asked, const Beside& beside);
// Puts in what was left out: links to strangers, and areas without neighbours.
void tell_left_out(const Beside& beside, std::size_t islands, Result& result);

// Positions in metres: the columns x and y; or lon and lat, or the centres of polygons, laid on a plane about their
// middle. Throws Error{usage} without any of them, Error{bad_input} for what is no position, and for x and y that
// look like degrees.
std::vector<Planar> places_of(const Asked& asked, std::string_view table);
std::vector<ColumnSpec> place_columns();
// Of metres that can hardly be any: two or more places, all within the longitudes (-120 to -30) and latitudes (-57 to 34) of Latin
// America, that span no more than 3 of either. Planes of a few metres about their origin, or east of it, do not.
bool look_like_degrees(const Numbers& x, const Numbers& y);

// "permutations", and what it asks for.
Setting permutation_setting(double standard = 999);
stats::Permutations permutations_of(const Asked& asked);
// The standard error of a simulated p.
double simulation_error(double p, std::size_t replicates);

}  // namespace atalaya::methods

// Tables that are no facts and no residents: holidays, addresses, landmarks, streets, lists of areas.
#pragma once

#include "intake/propose/position.hpp"
#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// Makes the whole proposal of a table that is one of these, and says so; else chooses nothing.
//   calendar   days with texts of which a good part are words of holidays
//   areas      no time, no amounts, and a column of areas that says another in every row
//   doors      places, no time, and streets of which each has many numbers
//   landmarks  places with names, no time and no offences
bool choose_reference(Choosing& choosing, const TimeColumns& when, const Position& position);

// Of GeoJSON lines: streets.
void choose_streets(Choosing& choosing);

}  // namespace atalaya::intake

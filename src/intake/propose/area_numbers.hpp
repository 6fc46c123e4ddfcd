// Numbers that name areas, told by their coming again: in a table with a row for each area and month, each number once
// in every month, and the same ones in all of them. Counts do neither.
#pragma once

#include "intake/propose/choosing.hpp"
#include "intake/propose/time_columns.hpp"

namespace atalaya::intake {

// Marks them, and the numbers that they tell ("Batalhão" of a "Circunscrição"), as areas. None where the time is of
// fewer than three months. O(columns x rows).
void mark_area_numbers(Choosing& choosing, const TimeColumns& when);

}  // namespace atalaya::intake

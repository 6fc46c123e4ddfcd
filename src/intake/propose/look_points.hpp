// Points that a table has in one column (geometry_cell.hpp), as two more columns of a sample.
#pragma once

#include "intake/propose/columns.hpp"

namespace atalaya::intake {

// Of the first column of which nine of ten cells that say something are points: adds "@x:COLUMN" and "@y:COLUMN", as
// the reader makes them (point_columns.hpp). O(cells).
void add_point_columns(Sample& sample);

}  // namespace atalaya::intake
